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
            let shared = try connection.integer(
                "SELECT count(*) FROM changes JOIN reports ON reports.id = changes.sequence")
            if shared > 0 { problems.append("\(shared) sequence numbers are used twice") }
            return problems
        }
    }
}
