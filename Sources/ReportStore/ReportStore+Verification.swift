import SQLite

extension ReportStore {
    /// What is wrong with the store: SQLite's own integrity and foreign-key checks, and ours. Empty for a sound store.
    ///
    /// - Throws: ``StoreError`` where it cannot even be read.
    public func problems() throws -> [String] {
        try wrap {
            var problems: [String] = []
            let integrity = try connection.prepare("PRAGMA integrity_check(20)")
            while try integrity.step() {
                if let line = integrity.text(0), line != "ok" { problems.append(line) }
            }
            let keys = try connection.prepare("PRAGMA foreign_key_check")
            while try keys.step() {
                problems.append(
                    "\(keys.text(0) ?? "?") row \(keys.integer(1)) refers to a missing \(keys.text(2) ?? "?")")
            }
            for check in Self.checks {
                let count = try connection.integer(check.sql)
                if count > 0 { problems.append("\(count) \(check.problem)") }
            }
            return problems
        }
    }

    /// What SQLite's own checks cannot know: how many rows break a rule, and the rule.
    private static let checks: [(sql: String, problem: String)] = [
        (
            "SELECT count(*) FROM changes JOIN reports ON reports.id = changes.sequence",
            "sequence numbers are used twice"
        ),
        (
            """
            SELECT count(*) FROM aggregates AS one JOIN aggregates AS other
            ON other.first = (SELECT min(first) FROM aggregates WHERE first > one.first)
            AND other.first < one.first + one.count
            """, "ranges of retained counts overlap"
        ),
        (
            """
            SELECT (SELECT count(*) FROM aggregates JOIN reports ON reports.id BETWEEN first AND first + count - 1)
                + (SELECT count(*) FROM aggregates JOIN changes ON sequence BETWEEN first AND first + count - 1)
            """, "sequence numbers of retained counts are used twice"
        ),
        (
            """
            SELECT count(*) FROM (
                SELECT from_status, lag(to_status) OVER (PARTITION BY report ORDER BY sequence) AS before FROM events)
            WHERE before <> from_status
            """, "events begin in another status than the one before them ended in"
        ),
        (
            """
            SELECT count(*) FROM (SELECT report, to_status, max(sequence) FROM events GROUP BY report) AS last
            JOIN reports ON reports.id = last.report WHERE reports.status <> last.to_status
            """, "reports have another status than their last event"
        ),
        (
            """
            SELECT 3 - count(*) FROM sqlite_schema
            WHERE type = 'trigger' AND name IN ('events_are_kept', 'events_are_not_replaced', 'events_stay')
            """, "triggers that keep the event log are missing"
        ),
        (
            "SELECT count(*) FROM properties WHERE key = 'retaining'", "retention was left half done"
        ),
    ]
}
