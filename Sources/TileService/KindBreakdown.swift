import CellIndex
import Reports

/// Counts by category and by status, as far as an audience may be told of them.
struct KindBreakdown {
    /// Counts by the ordinals of the catalogue.
    struct Counts {
        var byCategory: [Int]
        var byStatus: [Int]
    }

    private let categories: [String]
    private let statuses: [String]
    /// The category under which each counts today.
    private let successors: [Int]
    private let sources: ProtectedSources

    init(_ catalogue: Catalogue, _ sources: ProtectedSources) {
        categories = catalogue.categories.map(\.key)
        statuses = catalogue.statuses.map(\.key)
        successors = catalogue.categories.map(\.successor)
        self.sources = sources
    }

    /// Sums up counts of kinds, of reports that are not protected.
    func counts(_ byKind: [KindCount]) -> Counts {
        let kinds = byKind.lazy.map { ($0.kind, $0.count) }
        return Counts(
            byCategory: sources.counts(kinds, categories.count) { kind in
                successors.indices.contains(Int(kind.category)) ? successors[Int(kind.category)] : nil
            },
            byStatus: sources.counts(kinds, statuses.count) { Int($0.status) })
    }

    /// The category of the greatest count, the first of several; `nil` without any.
    func top(_ counts: Counts) -> String? {
        guard let most = counts.byCategory.max(), most > 0 else { return nil }
        return counts.byCategory.firstIndex(of: most).map { categories[$0] }
    }

    /// Writes `byCategory`, `byStatus` and, where some of the reports are in neither sum, how many are `withheld` from it.
    func write(_ counts: Counts, of total: Int, to properties: inout some FeatureProperties) {
        properties.counts("byCategory", prefix: "category", counts.byCategory, categories)
        properties.counts("byStatus", prefix: "status", counts.byStatus, statuses)
        let withheld = [counts.byCategory, counts.byStatus].map { total - $0.reduce(0, +) }
        guard withheld.contains(where: { $0 > 0 }) else { return }
        properties.counts("withheld", prefix: "withheld", withheld, ["byCategory", "byStatus"])
    }
}
