import CellIndex
import Reports

/// Counts by category and by status, as far as an audience may be told of them.
struct KindBreakdown {
    /// Counts by the ordinals of the catalogue.
    struct Counts {
        var byCategory: [Int]
        var byStatus: [Int]
    }

    private let categories: PropertyNames
    private let statuses: PropertyNames
    /// The category under which each counts today.
    private let successors: [Int]
    private let sources: ProtectedSources

    private static let withheld = PropertyNames(["byCategory", "byStatus"], prefix: "withheld")

    init(_ catalogue: Catalogue, _ sources: ProtectedSources) {
        categories = PropertyNames(catalogue.categories.map(\.key), prefix: "category")
        statuses = PropertyNames(catalogue.statuses.map(\.key), prefix: "status")
        successors = catalogue.categories.map(\.successor)
        self.sources = sources
    }

    /// Sums up counts of kinds, of reports that are not protected.
    ///
    /// Whether a value's protected reports may be told is another question in every cell: where they are too few in a child,
    /// the difference to its parent would tell of them. So they are told only as a whole, by a filter for that value.
    func counts(_ byKind: [KindCount]) -> Counts {
        var counts = Counts(
            byCategory: Array(repeating: 0, count: categories.names.count),
            byStatus: Array(repeating: 0, count: statuses.names.count))
        for (kind, count) in byKind.lazy.map({ ($0.kind, $0.count) }) where !sources.contains(kind) {
            if let category = successors[safe: Int(kind.category)], counts.byCategory.indices.contains(category) {
                counts.byCategory[category] += count
            }
            let status = Int(kind.status)
            if counts.byStatus.indices.contains(status) { counts.byStatus[status] += count }
        }
        return counts
    }

    /// The category of the greatest count, the first of several; `nil` without any.
    func top(_ counts: Counts) -> String? {
        guard let most = counts.byCategory.max(), most > 0 else { return nil }
        return counts.byCategory.firstIndex(of: most).map { categories.names[$0] }
    }

    /// Writes `byCategory`, `byStatus` and, where some of the reports are in neither sum, how many are `withheld` from it.
    func write(_ counts: Counts, of total: Int, to properties: inout some FeatureProperties) {
        properties.counts("byCategory", prefix: "category", counts.byCategory, categories)
        properties.counts("byStatus", prefix: "status", counts.byStatus, statuses)
        let withheld = [counts.byCategory, counts.byStatus].map { total - $0.reduce(0, +) }
        guard withheld.contains(where: { $0 > 0 }) else { return }
        properties.counts("withheld", prefix: "withheld", withheld, Self.withheld)
    }
}
