import Foundation
import Rendering
import ReportStore
import Reports
import TileService
import WebMercator

/// What the commands that draw or count have in common: a store, a filter, a style.
enum MapArguments {
    /// A renderer of a store, for its owner without being told otherwise: exact places, all statuses.
    static func renderer(_ arguments: Arguments, audience: Audience = .operators) throws -> MapRenderer {
        let store = try StoreFile.open(try arguments.required("--store"), readOnly: true)
        return MapRenderer(try StoreIndexer(store).load(), audience: audience)
    }

    /// The filter that the options make.
    static func filter(_ arguments: Arguments, _ catalogue: Catalogue) throws -> ReportFilter {
        let parameters = ReportFilter.parameterNames.compactMap { name in
            arguments["--" + name].map { (name: name, value: $0) }
        }
        do {
            return try ReportFilter(parameters, catalogue)
        } catch {
            throw UsageError.badFilter("--" + error.parameter, error.problem)
        }
    }

    /// The filter that the options make, `--area` included.
    static func filter(_ arguments: Arguments, _ dataset: Dataset) throws -> ReportFilter {
        var filter = try filter(arguments, dataset.catalogue)
        guard let area = arguments["--area"] else { return filter }
        do {
            filter.area = try dataset.boundaries.area(area)
        } catch {
            throw UsageError.badFilter("--area", "\(error)")
        }
        return filter
    }

    /// The filter of the period that the options compare with the filter's own, or `nil` where the style compares nothing.
    static func compared(
        _ arguments: Arguments, _ style: Style, _ filter: ReportFilter, _ catalogue: Catalogue
    ) throws -> ReportFilter? {
        var values: [String: String] = [:]
        for name in ReportFilter.comparisonNames { values[name] = arguments["--" + name] }
        let styles = try StyleFiles(arguments["--styles"]).styles
        do throws(FilterError) {
            return try Comparison.filter(style, filter, values, catalogue, styles: styles)
        } catch {
            throw UsageError.badFilter("--" + error.parameter, error.problem)
        }
    }

    /// The style that is asked for; `heat` without being asked.
    static func style(_ arguments: Arguments) throws -> Style {
        let styles = try StyleFiles(arguments["--styles"]).styles
        let name = arguments["--style"] ?? styles.first?.name ?? ""
        guard let style = styles.first(where: { $0.name == name }) else {
            throw UsageError.badValue("--style", name, "one of \(styles.map(\.name).joined(separator: ", "))")
        }
        return style
    }

    /// The tile that the one operand names, `Z/X/Y`.
    static func tile(_ text: String) throws -> TileCoordinate {
        guard let tile = TileCoordinate(text) else {
            throw UsageError.badValue("the tile", text, "Z/X/Y with Z from 0 to 22 and X and Y from 0 to 2^Z - 1")
        }
        return tile
    }

    /// The box of `--bbox`.
    static func box(_ text: String) throws -> BoundingBox {
        guard let box = BoundingBox(text) else {
            throw UsageError.badValue("--bbox", text, BoundingBox.writtenForm)
        }
        return box
    }

    /// The zoom of `--zoom`.
    static func zoom(_ arguments: Arguments) throws -> Zoom {
        Zoom(clamping: try arguments.integer("--zoom", in: Zoom.range))
    }
}
