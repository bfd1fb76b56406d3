import Reports
import WebMercator

/// One file's import: all of its reports go in, or none.
///
///     try store.importing { session in
///         while let row = try reader.next() { … try session.add(report) … }
///     }
public final class ImportSession {
    /// What became of a row.
    public enum Outcome: Sendable {
        /// It is a report that the store did not have.
        case inserted
        /// The store had the report, with other content, which is now this.
        case updated
        /// The store had this very report.
        case unchanged
    }

    private let find: SQLiteStatement
    private let insert: SQLiteStatement
    private let update: SQLiteStatement
    private let change: SQLiteStatement
    private var sequence: Int64

    /// The reports that rows of this file stand for already: the second row with an identity is another report.
    private var seen = RowSet()
    private var repeats: [ReportIdentity: Int] = [:]

    init(_ connection: SQLiteConnection) throws {
        find = try connection.prepare(
            """
            SELECT id, category, source, status, longitude, latitude, occurred, precision, reported, text, external_id
            FROM reports WHERE identity = ?1
            """)
        insert = try connection.prepare(
            """
            INSERT INTO reports (category, source, status, longitude, latitude, occurred, precision, reported, text,
                external_id, id, identity)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """)
        update = try connection.prepare(
            """
            UPDATE reports SET category = ?1, source = ?2, status = ?3, longitude = ?4, latitude = ?5, occurred = ?6,
                precision = ?7, reported = ?8, text = ?9, external_id = ?10
            WHERE id = ?11
            """)
        change = try connection.prepare("INSERT INTO changes (sequence, report) VALUES (?1, ?2)")
        sequence = try ReportStore.sequence(connection)
    }

    /// Adds a row's report, whose identity is that of the first such row in the file.
    ///
    /// - Throws: `SQLiteError`; the whole import must then be given up.
    public func add(_ report: Report) throws -> Outcome {
        var number = repeats[report.identity] ?? 0
        while true {
            let identity = report.identity.repeated(number)
            find.bind(1, high: identity.key.high, low: identity.key.low)
            defer { find.reset() }
            guard try find.step() else { return try insert(report, identity, number) }
            let id = find.integer(0)
            if seen.insert(id) {
                if number > 0 { repeats[report.identity] = number + 1 }
                return try isStored(report) ? .unchanged : update(report, id)
            }
            number += 1
        }
    }

    private func insert(_ report: Report, _ identity: ReportIdentity, _ number: Int) throws -> Outcome {
        sequence &+= 1
        bind(report, to: insert)
        insert.bind(11, sequence)
        insert.bind(12, high: identity.key.high, low: identity.key.low)
        try insert.run()
        _ = seen.insert(sequence)
        if number > 0 { repeats[report.identity] = number + 1 }
        return .inserted
    }

    private func update(_ report: Report, _ id: Int64) throws -> Outcome {
        sequence &+= 1
        bind(report, to: update)
        update.bind(11, id)
        try update.run()
        change.bind(1, sequence)
        change.bind(2, id)
        try change.run()
        return .updated
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

    /// Whether the row that ``find`` stands on has a report's content.
    private func isStored(_ report: Report) -> Bool {
        find.integer(1) == Int64(report.category) && find.integer(2) == Int64(report.source)
            && find.integer(3) == Int64(report.status) && find.double(4) == report.place.longitude
            && find.double(5) == report.place.latitude && find.integer(6) == report.occurred.instant
            && find.integer(7) == Int64(report.occurred.precision.rawValue)
            && find.optionalInteger(8) == report.reported && find.text(9) == report.text
            && find.text(10) == report.externalID
    }
}
