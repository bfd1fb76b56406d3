import CellIndex
import JSONText
import Reports
import WebMercator

/// Writes what a cell holds as the properties of a feature.
struct CellProperties {
    private let categories: [String]
    private let statuses: [String]
    /// The category under which each counts today.
    private let successors: [Int]

    init(_ catalogue: Catalogue) {
        categories = catalogue.categories.map(\.key)
        statuses = catalogue.statuses.map(\.key)
        successors = catalogue.categories.map(\.successor)
    }

    func write(_ cell: CellCount, to json: inout JSONWriter) {
        var byCategory = [Int](repeating: 0, count: categories.count)
        var byStatus = [Int](repeating: 0, count: statuses.count)
        for (kind, count) in cell.byKind {
            byCategory[successors[Int(kind.category)]] += count
            byStatus[Int(kind.status)] += count
        }
        json.member("count", cell.count)
        json.key("density")
        json.number(Double(cell.count) / cell.cell.groundArea, decimals: 6)
        json.member("quadkey", cell.cell.quadkey)
        json.member("level", cell.cell.level.number)
        Self.write("byCategory", byCategory, categories, &json)
        Self.write("byStatus", byStatus, statuses, &json)
    }

    private static func write(_ name: String, _ counts: [Int], _ keys: [String], _ json: inout JSONWriter) {
        json.member(name) { json in
            json.object { json in
                for (key, count) in zip(keys, counts) where count > 0 { json.member(key, count) }
            }
        }
    }
}
