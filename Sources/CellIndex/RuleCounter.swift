import WebMercator

/// Counts a rule's reports in cells, as far as the rule needs to know.
struct RuleCounter {
    private let views: [TableView]
    private let rule: DivisionRule

    init(_ snapshot: CellSnapshot, _ rule: DivisionRule) {
        self.rule = rule
        views = snapshot.parts.map { TableView($0, rule.filter, .one, rows: $0.table.count) }
    }

    /// Whether a cell holds none of the reports, or enough.
    func allows(_ cell: Cell) -> Bool {
        var count = 0
        for view in views where count < rule.minimum {
            count += view.count(view.table.rows(of: cell, in: view.table.rows), upTo: rule.minimum - count)
        }
        return rule.allows(count)
    }
}
