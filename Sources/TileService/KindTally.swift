import CellIndex
import Reports

/// What an audience is told of reports that it sees together, by category and by status.
///
/// Protected reports are in the whole, and in no category and status.
struct KindTally: Sendable {
    /// The number of reports.
    let count: Int

    /// By the ordinal of the category under which each counts today.
    let byCategory: [Int]

    /// By the ordinal of the status.
    let byStatus: [Int]

    /// Tells of reports that are not protected, by kind, and of protected ones that may be told of.
    init(_ open: [ReportKind: Int], protected: Int, _ catalogue: Catalogue) {
        count = open.values.reduce(protected, +)
        let kinds = open.lazy.map { ($0.key, $0.value) }
        byCategory = ProtectedSources.none.counts(kinds, catalogue.categories.count) {
            catalogue.categories[safe: Int($0.category)]?.successor
        }
        byStatus = ProtectedSources.none.counts(kinds, catalogue.statuses.count) { Int($0.status) }
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
