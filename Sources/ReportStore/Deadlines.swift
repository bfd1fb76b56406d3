import Reports
import SQLite

/// When waiting reports must have moved on. It is stored with each, so that what is late is a range of an index.
enum Deadlines {
    /// Computes it anew for all reports, as after a change of the catalogue.
    static func recompute(_ connection: SQLiteConnection, _ catalogue: Catalogue) throws {
        try connection.execute("UPDATE reports SET due = NULL WHERE due IS NOT NULL")
        for ordinal in catalogue.statuses.indices {
            let status = UInt8(truncatingIfNeeded: ordinal)
            guard let deadline = catalogue.lifeCycle.deadline(in: status) else { continue }
            try connection.run(
                "UPDATE reports SET due = coalesce(since, reported, occurred) + ?2 WHERE status = ?1",
                [.integer(Int64(status)), .integer(deadline.seconds)])
        }
    }
}
