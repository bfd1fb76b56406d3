import CellIndex
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

    /// Writes the properties of a cell.
    func write(_ cell: CellCount, to properties: inout some FeatureProperties) {
        properties.property("count", cell.count)
        properties.property("density", Double(cell.count) / cell.cell.groundArea, decimals: 6)
        properties.property("quadkey", cell.cell.quadkey)
        properties.property("level", cell.cell.level.number)
        writeCounts(cell.byKind.lazy.map { ($0.key, $0.value) }, to: &properties)
    }

    /// Writes counts of kinds by category and by status.
    func writeCounts(
        _ kinds: some Sequence<(ReportKind, Int)>, to properties: inout some FeatureProperties
    ) {
        var byCategory = [Int](repeating: 0, count: categories.count)
        var byStatus = [Int](repeating: 0, count: statuses.count)
        for (kind, count) in kinds {
            byCategory[successors[Int(kind.category)]] += count
            byStatus[Int(kind.status)] += count
        }
        properties.counts("byCategory", prefix: "category", byCategory, categories)
        properties.counts("byStatus", prefix: "status", byStatus, statuses)
    }
}
