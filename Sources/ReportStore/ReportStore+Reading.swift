import Reports
import SQLite
import WebMercator

/// What the index keeps of a report.
public struct StoredReport: Sendable, Equatable {
    /// The report's number in the store.
    public var id: Int64
    /// The category's ordinal.
    public var category: UInt16
    /// The source's ordinal.
    public var source: UInt8
    /// The status's ordinal.
    public var status: UInt8
    /// Where it happened.
    public var place: WorldCoordinate
    /// When it happened.
    public var occurred: EventTime

    /// Creates a report.
    public init(id: Int64, category: UInt16, source: UInt8, status: UInt8, place: WorldCoordinate, occurred: EventTime)
    {
        self.id = id
        self.category = category
        self.source = source
        self.status = status
        self.place = place
        self.occurred = occurred
    }
}

extension ReportStore {
    /// All reports that were inserted or changed after a sequence number, as they are now, and the number up to which this
    /// is; after 0 that is all reports. Reports that were changed several times come once or more often.
    ///
    /// - Throws: ``StoreError``.
    public func reports(changedAfter sequence: Int64, _ receive: (StoredReport) -> Void) throws -> Int64 {
        try reading { moment in
            try moment.reports(changedAfter: sequence, receive)
            return try moment.sequence
        }
    }

    /// Runs `body` in a read transaction; do nothing else with the store until it returns.
    ///
    /// - Throws: ``StoreError``, and what `body` throws.
    public func reading<Result>(_ body: (StoreMoment) throws -> Result) throws -> Result {
        try wrap { try connection.reading { try body(StoreMoment(self)) } }
    }
}

/// A store at one moment: all that is read through it agrees, whatever others write meanwhile.
public struct StoreMoment {
    let store: ReportStore

    fileprivate init(_ store: ReportStore) {
        self.store = store
    }

    /// The number of the latest insertion or change; 0 for an empty store.
    public var sequence: Int64 {
        get throws { try ReportStore.sequence(store.connection) }
    }

    /// The store's stamp.
    public var stamp: String {
        get throws { try store.stamp }
    }

    /// Whether the catalogue is still the one that the store object read when it was opened.
    public var hasOpenedCatalogue: Bool {
        get throws { try store.stamp == store.openedStamp }
    }

    /// A text that two stores share only if the last report and the last change up to a sequence number are the same: by it
    /// a backup that was restored and written to since is told from the store whose numbers it uses again.
    public func mark(upTo sequence: Int64) throws -> String {
        let statement = try store.connection.prepare(
            """
            SELECT coalesce((SELECT id || ':' || hex(identity) FROM reports WHERE id <= ?1 ORDER BY id DESC LIMIT 1), '')
                || ' ' || coalesce((SELECT sequence || ':' || report FROM changes WHERE sequence <= ?1
                    ORDER BY sequence DESC LIMIT 1), '')
            """)
        statement.bind(1, sequence)
        return try statement.step() ? statement.text(0) ?? "" : ""
    }

    /// The number below which half of the reports lie, if no number was left out.
    public var middle: Int64 {
        get throws {
            let first = try store.connection.integer("SELECT min(id) FROM reports")
            let last = try store.connection.integer("SELECT max(id) FROM reports")
            // A damaged store may hold any numbers.
            return first / 2 + last / 2
        }
    }

    /// Reads the reports with some numbers, in their order.
    public func reports(ids: ClosedRange<Int64>, _ receive: (StoredReport) -> Void) throws {
        try read(" FROM reports WHERE id BETWEEN ?1 AND ?2 ORDER BY id", ids.lowerBound, ids.upperBound, receive)
        try readRetained(ids, receive)
    }

    /// Reads the reports that were inserted or changed after a sequence number; those that were changed several times come
    /// once or more often.
    public func reports(changedAfter sequence: Int64, _ receive: (StoredReport) -> Void) throws {
        try read(" FROM reports WHERE id > ?1 AND id <= ?2", sequence, .max, receive)
        if sequence < .max { try readRetained(sequence + 1 ... .max, receive) }
        guard sequence > 0 else { return }
        try read(
            " FROM changes JOIN reports ON reports.id = changes.report WHERE sequence > ?1 AND sequence <= ?2",
            sequence, .max, receive)
    }

    /// Gives the reports of which only counts were retained, with the numbers that they took: each at the middle of its
    /// cell, and known to the month.
    private func readRetained(_ ids: ClosedRange<Int64>, _ receive: (StoredReport) -> Void) throws {
        let statement = try store.connection.prepare(
            """
            SELECT first, category, source, status, longitude, latitude, month, 0, count FROM aggregates
            WHERE first BETWEEN ?1 AND ?2
            """)
        statement.bind(1, ids.lowerBound)
        statement.bind(2, ids.upperBound)
        while try statement.step() {
            var report = Self.report(statement)
            for _ in 0..<max(statement.integer(8), 0) {
                receive(report)
                report.id &+= 1
            }
        }
    }

    private func read(_ rows: String, _ first: Int64, _ last: Int64, _ receive: (StoredReport) -> Void) throws {
        let statement = try store.connection.prepare(
            "SELECT reports.id, category, source, status, longitude, latitude, occurred, precision" + rows)
        statement.bind(1, first)
        statement.bind(2, last)
        while try statement.step() {
            receive(Self.report(statement))
        }
    }

    /// The report in a row whose columns are number, category, source, status, longitude, latitude, time and
    /// precision.
    @inline(__always)
    private static func report(_ statement: SQLiteStatement) -> StoredReport {
        StoredReport(
            id: statement.integer(0), category: UInt16(truncatingIfNeeded: statement.integer(1)),
            source: UInt8(truncatingIfNeeded: statement.integer(2)),
            status: UInt8(truncatingIfNeeded: statement.integer(3)),
            place: WorldCoordinate(statement.place(4)), occurred: statement.eventTime(6))
    }
}
