import Boundaries
import CellIndex
import Density
import Foundation
import HTTPMessage
import PrintSheet
import Rendering
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

/// What stands on a sheet, and that its colours are those of the exact densities.
struct SheetMakerTests {
    private let catalogue: Catalogue
    private let reports: [IndexedReport]

    init() throws {
        catalogue = try Fixture.kmzb()
        reports = try Fixture.scattered(1500, seed: 3, catalogue)
    }

    private func maker(
        _ query: String, style: String = "heat", filter: String = "", audience: Audience = .operators
    ) throws -> SheetMaker {
        let values = Dictionary(uniqueKeysWithValues: query.parameters.map { ($0.name, $0.value ?? "") })
        let request = try SheetRequest(
            { values[$0] }, style: Fixture.style(style), filter: Fixture.filter(filter, catalogue))
        return SheetMaker(MapRenderer(try Fixture.dataset(reports, catalogue), audience: audience), request)
    }

    private func notes(_ content: SheetContent) -> [String: String] {
        Dictionary(uniqueKeysWithValues: content.legend.notes.map { ($0.heading, $0.text) })
    }

    // MARK: Colours

    @Test(arguments: [
        ("bbox=15.1,52.6,15.4,52.85&dpi=100", "heat", "", Audience.operators),
        ("bbox=15.15,52.68,15.33,52.78&dpi=72&landscape=true", "density", "group=traffic&hours=20-08", .operators),
        ("center=15.24,52.73&scale=30000&dpi=96", "heat", "", .public),
    ])
    func `colours at 1,000 places are those of the exact density and the printed legend`(
        query: String, style: String, filter: String, audience: Audience
    ) throws {
        let maker = try maker(query, style: style, filter: filter, audience: audience)
        let content = maker.content()
        let (surface, extent) = (content.surface, content.extent)
        let entries = try stride(from: 0, to: surface.height, by: 50).flatMap { row in
            try surface.rows(row..<min(row + 50, surface.height))
        }
        let wanted = try Fixture.filter(filter, catalogue)
        let exact = ExactSurface(
            reports, try Fixture.style(style), audience == .public ? wanted.publicOnly(catalogue) : wanted, catalogue,
            snapLevel: audience == .public ? catalogue.publicLevel : nil)
        var random = SeededGenerator(seed: 17)
        let side = 256 * maker.zoom.tilesPerSideAsDouble
        let samples = (0..<1000).map { _ in
            let (column, row) = (
                Int.random(in: 0..<surface.width, using: &random), Int.random(in: 0..<surface.height, using: &random)
            )
            let density = exact.density(
                x: extent.west + (Double(column) + 0.5) / Double(surface.width) * extent.width,
                y: extent.north + (Double(row) + 0.5) / Double(surface.height) * extent.height, pixelsPerSide: side)
            return (density, surface.palette[Int(entries[row * surface.width + column])])
        }
        // The engine's promise: 2 % of the maximum.
        let tolerance = 0.02 * (samples.map(\.0).max() ?? 0)
        let legend = PrintedLegend(content.legend)
        var shown: Set<Int> = []
        for (density, color) in samples {
            let number = try #require(legend.number(of: color))
            shown.insert(number)
            #expect((legend.number(density - tolerance)...legend.number(density + tolerance)).contains(number))
            let isNearBorder = legend.number(density * 0.98) != legend.number(density * 1.02)
            #expect(
                abs(legend.number(density) - number) <= (isNearBorder ? 1 : 0), "\(density) is shown as class \(number)"
            )
        }
        #expect(shown.count > 4)
    }

    /// A sheet's pixels, as other programs see them: those of the PNG, or of the PDF drawn at its resolution.
    private func pixels(_ maker: SheetMaker, _ format: SheetFormat) throws -> RGBImage? {
        var file: [UInt8] = []
        try maker.write(format) { file += $0 }
        guard format == .pdf else { return RGBImage(file) }
        guard let tool = Tool("pdftoppm") else { return nil }
        let dpi = String(maker.request.layout.resolution.dotsPerInch)
        let (status, output) = try tool.run(["-r", dpi, "-png"], file, extension: "pdf")
        let image = RGBImage([UInt8](output))
        #expect(status == 0 && image != nil)
        return image
    }

    @Test(arguments: [SheetFormat.png, .pdf])
    func `the page has the surface's colours at its places`(format: SheetFormat) throws {
        let maker = try maker("bbox=15.1,52.6,15.4,52.85&dpi=96&paper=200x160&places=false")
        let content = maker.content()
        let surface = content.surface
        let entries = try surface.rows(0..<surface.height)
        let colors = surface.palette.map(\.onWhite).map { color in
            [color.red, color.green, color.blue].map { UInt8(($0 * 255).rounded()) }
        }
        guard let image = try pixels(maker, format) else { return }
        let (frame, resolution) = (maker.request.layout.map, maker.request.layout.resolution)
        let (left, top) = (Int(resolution.pixels(frame.x).rounded()), Int(resolution.pixels(frame.y).rounded()))
        var random = SeededGenerator(seed: 23)
        var shown: Set<[UInt8]> = []
        for _ in 0..<1000 {
            // The frame's line covers the outermost pixels.
            let column = Int.random(in: 4..<surface.width - 4, using: &random)
            let row = Int.random(in: 4..<surface.height - 4, using: &random)
            let color = image[left + column, top + row]
            // A PDF is drawn by somebody else, who may be off by half a pixel and mixes neighbours.
            let reach = format == .png ? 0 : 1
            let expected = (-reach...reach).flatMap { down in
                (-reach...reach).map { colors[Int(entries[(row + down) * surface.width + column + $0])] }
            }
            let isBetween = (0..<3).allSatisfy { channel in
                let values = expected.map { Int($0[channel]) }
                return (values.min() ?? 0) - 2 * reach <= Int(color[channel])
                    && Int(color[channel]) <= (values.max() ?? 0) + 2 * reach
            }
            #expect(isBetween, "\(column), \(row): \(color) is not among \(expected)")
            shown.insert(color)
        }
        #expect(shown.count > 30)
    }

    @Test func `it is the surface, scale and legend of the nearest zoom`() throws {
        // 0.28 mm of paper at 1 : 25,000 are 7 m, which at 52.7° N lie nearest to zoom 14's pixels.
        let maker = try maker("center=15.24,52.73&scale=25000")
        #expect(maker.zoom.number == 14)
        #expect(try self.maker("center=15.24,52.73&scale=26000").zoom.number == 14)
        #expect(try self.maker("center=15.24,52.73&scale=12500").zoom.number == 15)
        #expect(try self.maker("center=15.24,52.73&scale=100").zoom.number == 22)
        // The public's tiles show no more beyond the level to which places are snapped.
        #expect(try self.maker("center=15.24,52.73&scale=100", audience: .public).zoom.number == 18)
        let renderer = MapRenderer(try Fixture.dataset(reports, catalogue), audience: .operators)
        let legend = Legend(renderer, try Fixture.style("heat"), maker.zoom, ReportFilter()).picture(.english)
        let printed = maker.content().legend
        #expect(printed.entries.map(\.label) == legend.entries.map(\.label))
        #expect(printed.entries.map(\.colors) == legend.entries.map(\.colors))
        #expect(printed.unit == legend.unit && printed.title == legend.title && printed.footer == legend.footer)
    }

    // MARK: Words

    @Test func `the title says what, the line below where and when`() throws {
        let plain = try maker("bbox=15,52.5,15.5,53").content()
        #expect(plain.title == "Reports of threats to public security")
        #expect(
            plain.subtitle.hasPrefix("2024-01-01 – 2025-12-3")
                && plain.subtitle.hasSuffix("° N"))
        let chosen = try maker(
            "bbox=15,52.5,15.5,53&language=pl",
            filter: "category=speeding&status=confirmed&from=2025-01-01&to=2025-07-01&hours=20-04&weekdays=sat,sun"
        ).content()
        #expect(chosen.title == "Przekraczanie dozwolonej prędkości")
        #expect(
            chosen.subtitle.hasPrefix("Potwierdzone · 2025-01-01 – 2025-07-01 · 20:00–04:00 · sob., niedz. · 1"),
            "\(chosen.subtitle)")
        let own = try maker("bbox=15,52.5,15.5,53&title=Żółte światła&subtitle=na ul. Łąkowej").content()
        #expect(own.title == "Żółte światła" && own.subtitle == "na ul. Łąkowej")
    }

    @Test func `reports are counted in the frame and in all, as far as they weigh anything`() throws {
        let maker = try maker("center=15.24,52.73&scale=30000", filter: "group=traffic")
        let content = maker.content()
        let filter = try Fixture.filter("group=traffic", catalogue)
        let style = try Fixture.style("heat")
        let passing = reports.filter { report in
            CellLayerTests.passes(report, filter)
                && style.statusWeights[catalogue.statuses[Int(report.kind.status)].key] != 0
        }
        let inFrame = passing.count { report in
            let place = report.code.place
            let (x, y) = (
                Double(place.x) / 0x1p32 - content.extent.west, Double(place.y) / 0x1p32 - content.extent.north
            )
            return x >= 0 && x < content.extent.width && y >= 0 && y < content.extent.height
        }
        #expect(inFrame > 20 && passing.count > inFrame)
        #expect(notes(content)["Reports"] == "\(inFrame) on the map, \(passing.count) in all.")
        #expect(notes(content)["Left out"] == "None.")
    }

    @Test func `a public sheet says that few may be left out, unless all that it counts are open`() throws {
        for (filter, language, text) in [
            ("", "en", "Fewer than 3 where privacy asks for it."),
            ("source=police", "pl", "Mniej niż 3 tam, gdzie wymaga tego ochrona prywatności."),
            ("source=public", "en", "None."),
        ] {
            let content = try maker("bbox=13,51,17.5,54.5&language=\(language)", filter: filter, audience: .public)
                .content()
            #expect(notes(content)[language == "en" ? "Left out" : "Pominięte"] == text)
        }
    }

    @Test func `what hours leave out is told`() throws {
        let content = try maker("bbox=13,51,17.5,54.5&language=pl", filter: "hours=20-04").content()
        let style = try Fixture.style("heat")
        let coarse = reports.count { report in
            report.hourOfWeek == IndexedReport.noHour
                && style.statusWeights[catalogue.statuses[Int(report.kind.status)].key] != 0
        }
        #expect(coarse > 100)
        #expect(notes(content)["Pominięte"] == "\(coarse) o nieznanej godzinie.")
    }

    @Test func `the public is told of protected reports only in numbers that single out nobody`() throws {
        let alone = try Fixture.place(18.5, 50.1)
        let lonely = (0..<2).map { Fixture.report(UInt32($0 + 1), at: alone, source: 0) }
        let open = (0..<4).map { Fixture.report(UInt32($0 + 10), at: alone, source: 2) }
        let crowd = try (0..<5).map { Fixture.report(UInt32($0 + 20), at: try Fixture.place(20, 52), source: 0) }
        func printed(_ audience: Audience) throws -> [String: String] {
            let request = try SheetRequest(
                { ["center": "18.5,50.1", "scale": "20000"][$0] }, style: Fixture.style("heat"), filter: ReportFilter())
            let renderer = MapRenderer(try Fixture.dataset(lonely + open + crowd, catalogue), audience: audience)
            return notes(SheetMaker(renderer, request).content())
        }
        #expect(try printed(.operators)["Reports"] == "6 on the map, 11 in all.")
        #expect(try printed(.public)["Reports"] == "4 on the map, 11 in all.")
        #expect(try printed(.public)["Places"]?.hasPrefix("Known to a square of 196 m") == true)
        #expect(try printed(.operators)["Places"] == nil)
    }

    @Test func `source, time and state of the data stand in the imprint`() throws {
        let imprint = try maker("bbox=15,52.5,15.5,53").content().imprint.joined(separator: " ")
        #expect(imprint.contains("kmzb") && imprint.contains("2025-06-01T10:00Z") && imprint.contains("sequence 7"))
        #expect(imprint.contains("style heat") && imprint.contains("EPSG:3857"))
    }

    @Test func `without reports it is white paper that says so`() throws {
        let request = try SheetRequest(
            { $0 == "bbox" ? "15,52,16,53" : nil }, style: Fixture.style("heat"), filter: ReportFilter())
        let content = SheetMaker(MapRenderer(try Fixture.dataset([], catalogue), audience: .operators), request)
            .content()
        #expect(content.legend.entries.isEmpty && content.legend.emptyText == "No report matches the filter.")
        #expect(try content.surface.rows(0..<3) == [UInt8](repeating: 0, count: 3 * content.surface.width))
    }

    @Test func `drawing can be ended from outside`() throws {
        struct Stop: Error {}
        let content = try maker("bbox=15,52.5,15.5,53").content { if $0 > 0.5 { throw Stop() } }
        let height = content.surface.height
        _ = try content.surface.rows(0..<10)
        #expect(throws: Stop.self) { _ = try content.surface.rows(height - 10..<height) }
    }
}

/// The legend as it is printed: limits are read from its labels.
private struct PrintedLegend {
    private var limits: [Double] = []
    private var classes: [InkColor: Int] = [:]

    init(_ picture: LegendPicture) {
        for (number, entry) in picture.entries.enumerated() {
            let words = entry.label.split(separator: " ").compactMap { Double($0) }
            limits.append(words.first ?? .nan)
            for color in entry.colors { classes[color] = number + 1 }
        }
    }

    /// The class of a density, 0 below the first limit.
    func number(_ density: Double) -> Int { limits.count { $0 <= density } }

    /// The class of a colour.
    func number(of color: InkColor) -> Int? { color.alpha == 0 ? 0 : classes[color] }
}
