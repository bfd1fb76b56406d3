import CellIndex
import Reports

/// What an audience is told of reports that it sees together, by category and by status.
///
/// Protected reports that are fewer than may be shown are left out, of the whole and of each category and status.
struct KindTally: Sendable {
    /// The number of reports.
    let count: Int

    /// The protected reports that are not counted, for there are too few of them.
    let withheld: Int

    /// By the ordinal of the category under which each counts today.
    let byCategory: [Int]

    /// By the ordinal of the status.
    let byStatus: [Int]

    /// Tells of reports that are not protected, by kind, and of protected ones that may be told of.
    init(_ open: [ReportKind: Int], protected: Int, _ catalogue: Catalogue) {
        count = open.values.reduce(protected, +)
        withheld = 0
        let kinds = open.lazy.map { ($0.key, $0.value) }
        byCategory = ProtectedSources.none.counts(kinds, catalogue.categories.count) {
            catalogue.categories[safe: Int($0.category)]?.successor
        }
        byStatus = ProtectedSources.none.counts(kinds, catalogue.statuses.count) { Int($0.status) }
    }

    /// Tells of reports by kind.
    init(_ byKind: [ReportKind: Int], _ catalogue: Catalogue, _ sources: ProtectedSources) {
        let told = sources.told(byKind)
        let kinds = told.lazy.map { ($0.key, $0.value) }
        count = told.values.reduce(0, +)
        withheld = byKind.values.reduce(0, +) - count
        byCategory = sources.counts(kinds, catalogue.categories.count) {
            catalogue.categories[safe: Int($0.category)]?.successor
        }
        byStatus = sources.counts(kinds, catalogue.statuses.count) { Int($0.status) }
    }

    /// The ordinal of the category of most reports, the first of several; `nil` without any.
    var topCategory: Int? {
        guard let most = byCategory.max(), most > 0 else { return nil }
        return byCategory.firstIndex(of: most)
    }

    /// The reports that the sum of the categories lacks.
    var withheldByCategory: Int { count - byCategory.reduce(0, +) }

    /// The reports that the sum of the statuses lacks.
    var withheldByStatus: Int { count - byStatus.reduce(0, +) }
}
