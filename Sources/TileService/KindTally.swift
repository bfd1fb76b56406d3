import CellIndex
import Reports

/// What an audience is told of reports that it sees together, by category and by status.
///
/// Protected reports that are fewer than may be shown are left out, of the whole and of each category and status.
struct KindTally {
    /// The number of reports.
    let count: Int

    /// The protected reports that are not counted, for there are too few of them.
    let withheld: Int

    /// By the ordinal of the category under which each counts today.
    let byCategory: [Int]

    /// By the ordinal of the status.
    let byStatus: [Int]

    /// Tells of reports by kind.
    init(_ byKind: [ReportKind: Int], _ catalogue: Catalogue, _ protection: Protection) {
        func isProtected(_ kind: ReportKind) -> Bool { protection.sources.contains(Int(kind.source)) }
        let open = byKind.reduce(0) { isProtected($1.key) ? $0 : $0 + $1.value }
        let protected = byKind.reduce(0) { isProtected($1.key) ? $0 + $1.value : $0 }
        count = protection.told(open: open, protected: protected)
        withheld = open + protected - count
        let isAllTold = withheld == 0
        func breakdown(_ values: Int, _ place: (ReportKind) -> Int) -> [Int] {
            var open = [Int](repeating: 0, count: values)
            var protected = open
            for (kind, number) in byKind where open.indices.contains(place(kind)) {
                if isProtected(kind) { protected[place(kind)] += number } else { open[place(kind)] += number }
            }
            return open.indices.map { isAllTold ? protection.told(open: open[$0], protected: protected[$0]) : open[$0] }
        }
        byCategory = breakdown(catalogue.categories.count) {
            catalogue.categories[safe: Int($0.category)]?.successor ?? -1
        }
        byStatus = breakdown(catalogue.statuses.count) { Int($0.status) }
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
