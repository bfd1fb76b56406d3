import CellIndex
import Density
import Digest
import JSONText
import Rendering
import Reports
import WebMercator

/// What a picture's colours mean: limits, unit, kernel, filter in words, number of reports. Tiles, legend and print take
/// it from the same scale.
public struct Legend {
    let style: Style
    let zoom: Zoom
    let filter: ReportFilter
    let compared: ReportFilter?
    let renderer: MapRenderer
    let scale: DensityScale
    let palette: ClassPalette

    /// The legend of a style at a zoom under a filter.
    ///
    /// - Parameter compared: The filter of the period that the filter's own is compared with, for styles that show a
    ///   difference.
    public init(
        _ renderer: MapRenderer, _ style: Style, _ zoom: Zoom, _ filter: ReportFilter,
        against compared: ReportFilter? = nil
    ) {
        self.renderer = renderer
        self.style = style
        self.zoom = zoom
        self.filter = filter
        self.compared = compared
        scale = renderer.scale(style, zoom, filter, against: compared)
        palette = ClassPalette(scale, style)
    }

    /// The legend as JSON.
    public var json: [UInt8] {
        let reports = counts
        var json = JSONWriter()
        json.object { json in
            json.member("style", style.name)
            Self.text("title", pl: style.titlePL, en: style.titleEN, &json)
            json.member("kind", style.kind.rawValue)
            json.member("unit", "reports/km²")
            Self.text("unitText", pl: unitWords(.polish), en: unitWords(.english), &json)
            json.member("zoom", zoom.number)
            json.member("method", style.scale.name)
            json.member("shading", style.shading.rawValue)
            json.member("classes") { json in json.array(classes(reports)) { writeClass($1, to: &$0) } }
            json.member("kernel") { $0.object(writeKernel) }
            words("weights", &json) { Self.weightWords(style, renderer.dataset.catalogue, $0) }
            words("filter", &json) { filter.words($0, renderer.dataset.catalogue, against: compared) }
            json.member("reports", reports.own)
            if let other = reports.compared {
                json.member("comparedReports", other)
                words("counts", &json) { countWords(reports, $0) }
            }
            if lengthWords(.english) != nil { words("periods", &json) { lengthWords($0) ?? "" } }
            json.member("sequence", Int(renderer.dataset.snapshot.sequence))
            json.member("version", version)
        }
        return json.bytes
    }

    /// Changes when the limits or colours do, and only then.
    public var version: String {
        let text = scale.limits.map(\.description).joined(separator: " ") + palette.colors.map(\.hex).joined()
        return String(ResponseFinisher.tag(Array(text.utf8)).prefix(12))
    }

    private func writeClass(_ index: Int, to json: inout JSONWriter) {
        let limits = palette.classLimits[index]
        json.object { json in
            for (name, limit) in [("from", limits.lower), ("to", limits.upper)] {
                if let limit { json.member(name, limit) } else { json.member(name) { $0.null() } }
            }
            json.member("color", palette.classColors[index].hex)
            json.member("label", rangeLabel(index, .english))
            Self.text("labelText", pl: rangeLabel(index, .polish), en: rangeLabel(index, .english), &json)
        }
    }

    private func writeKernel(_ json: inout JSONWriter) {
        let bandwidth = style.bandwidth
        let metres = bandwidth.metres(latitude: renderer.latitude, zoom: zoom)
        json.member("name", "quartic")
        json.member("bandwidthMetres", bandwidth.metres)
        json.member("minPixels", bandwidth.minPixels)
        json.member("radiusMetres", metres.rounded())
        Self.text("text", pl: kernelWords(.polish), en: kernelWords(.english), &json)
    }

    /// A member that is a sentence in each language.
    private func words(_ name: String, _ json: inout JSONWriter, _ text: (Language) -> String) {
        json.member(name) { $0.object { Self.text("text", pl: text(.polish), en: text(.english), &$0) } }
    }

    private static func text(_ name: String, pl: String, en: String, _ json: inout JSONWriter) {
        json.member(name) { json in
            json.object { json in
                json.member("pl", pl)
                json.member("en", en)
            }
        }
    }
}
