import Reports
import SQLite
import WebMercator

/// The statements of an import, which run once a row.
final class ImportStatements {
    /// A report that the store has.
    struct Held {
        var id: Int64
        var report: Report

        /// Whether a report says the same.
        func hasContent(of other: Report) -> Bool {
            var other = other
            other.identity = report.identity
            // A file that names no unit says nothing against the one that took the report up.
            other.unit = other.unit ?? report.unit
            return report == other
        }
    }

    private let connection: SQLiteConnection
    private let find: SQLiteStatement
    private let insert: SQLiteStatement
    private let update: SQLiteStatement

    init(_ connection: SQLiteConnection) throws {
        self.connection = connection
        find = try connection.prepare(
            """
            SELECT id, category, source, status, longitude, latitude, occurred, precision, reported, text, external_id,
                unit
            FROM reports WHERE identity = ?1
            """)
        insert = try connection.prepare(
            """
            INSERT INTO reports (category, source, status, longitude, latitude, occurred, precision, reported, text,
                external_id, id, identity, due, unit)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            ON CONFLICT (identity) DO NOTHING
            """)
        update = try connection.prepare(
            """
            UPDATE reports SET category = ?1, source = ?2, status = ?3, longitude = ?4, latitude = ?5, occurred = ?6,
                precision = ?7, reported = ?8, text = ?9, external_id = ?10,
                due = CASE WHEN since IS NULL THEN ?12 ELSE due END, unit = coalesce(?13, unit)
            WHERE id = ?11
            """)
    }

    /// Inserts a report; false where the store has one of that identity.
    func insert(_ report: Report, _ identity: ReportIdentity, id: Int64, due: Int64?) throws -> Bool {
        bind(report, to: insert)
        insert.bind(11, id)
        insert.bind(12, high: identity.key.high, low: identity.key.low)
        insert.bind(13, due)
        insert.bind(14, report.unit)
        try insert.run()
        return connection.changedRows > 0
    }

    /// Gives a report its new content.
    ///
    /// - Parameter due: When it must have moved on, if it never moved yet.
    func update(_ report: Report, _ id: Int64, due: Int64?) throws {
        bind(report, to: update)
        update.bind(11, id)
        update.bind(12, due)
        update.bind(13, report.unit)
        try update.run()
    }

    /// The report of an identity.
    func find(_ identity: ReportIdentity) throws -> Held? {
        find.bind(1, high: identity.key.high, low: identity.key.low)
        defer { find.reset() }
        guard try find.step() else { return nil }
        let report = Report(
            identity: identity, externalID: find.text(10), category: UInt16(truncatingIfNeeded: find.integer(1)),
            source: UInt8(truncatingIfNeeded: find.integer(2)), status: UInt8(truncatingIfNeeded: find.integer(3)),
            place: find.place(4), occurred: find.eventTime(6),
            reported: find.optionalInteger(8), text: find.text(9), unit: find.text(11))
        return Held(id: find.integer(0), report: report)
    }

    private func bind(_ report: Report, to statement: SQLiteStatement) {
        statement.bind(1, Int64(report.category))
        statement.bind(2, Int64(report.source))
        statement.bind(3, Int64(report.status))
        statement.bind(4, report.place.longitude)
        statement.bind(5, report.place.latitude)
        statement.bind(6, report.occurred.instant)
        statement.bind(7, Int64(report.occurred.precision.rawValue))
        statement.bind(8, report.reported)
        statement.bind(9, report.text)
        statement.bind(10, report.externalID)
    }
}
