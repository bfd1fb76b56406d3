import Reports
import SQLite

/// Who moves a report, and the number that the change gets.
struct StatusChange {
    var sequence: Int64
    var at: Int64?
    var key: Int64?
    var importID: Int64?
    var unit: String?
    var note: String?
    /// The life cycle that gives the deadline, where it is not the one that the store was opened with.
    var lifeCycle: LifeCycle?
}

extension ReportStore {
    /// The number of the next change. It is taken in a write transaction, so nobody else can take it.
    func nextSequence() throws -> Int64 {
        try Self.sequence(connection) &+ 1
    }

    /// Puts a change of a report into the change feed.
    func noteChange(_ report: Int64, _ sequence: Int64) throws {
        try connection.run(
            "INSERT INTO changes (sequence, report) VALUES (?1, ?2)", [.integer(sequence), .integer(report)])
    }

    /// Gives a report another status, and writes it into the event log.
    func move(_ report: Int64, from: UInt8, to: UInt8, _ change: StatusChange) throws {
        let at = change.at ?? now()
        try noteChange(report, change.sequence)
        try connection.run(
            """
            INSERT INTO events (sequence, report, at, key, import, from_status, to_status, note)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """,
            [
                .integer(change.sequence), .integer(report), .integer(at), .integer(change.key),
                .integer(change.importID), .integer(Int64(from)), .integer(Int64(to)), .text(change.note),
            ])
        try connection.run(
            "UPDATE reports SET status = ?2, since = ?3, due = ?4, unit = coalesce(?5, unit) WHERE id = ?1",
            [
                .integer(report), .integer(Int64(to)), .integer(at),
                .integer((change.lifeCycle ?? catalogue.lifeCycle).due(status: to, since: at)), .text(change.unit),
            ])
    }
}
