import Reports
import SQLite

/// Which reports a list is to hold.
public struct RecordQuery: Sendable, Equatable {
    /// The reports that pass a filter.
    public var filter = ReportFilter()
    /// Those of a unit; `.some(nil)` for those of none.
    public var unit: String??
    /// Those alone that should have moved on before an instant, in seconds since 1970 UTC.
    public var overdueAt: Int64?
    /// Those behind one in the list's order: its `due`, or 0 where the list is not of overdue reports, and its id.
    public var after: (due: Int64, id: Int64)?
    /// The most that are wanted.
    public var limit = 100

    /// Asks for all reports.
    public init() {}

    /// Two are equal if they ask for the same.
    public static func == (left: RecordQuery, right: RecordQuery) -> Bool {
        left.filter == right.filter && left.unit == right.unit && left.overdueAt == right.overdueAt
            && left.limit == right.limit && left.after?.due == right.after?.due && left.after?.id == right.after?.id
    }
}

extension ReportStore {
    /// A report with its events and visits, or `nil`.
    ///
    /// - Throws: ``StoreError``.
    public func record(_ id: Int64) throws -> ReportRecord? {
        try wrap {
            try connection.reading {
                let found = try connection.first(
                    ReportRecord.columns + " WHERE id = ?1", [.integer(id)], ReportRecord.init)
                guard var record = found else { return nil }
                record.events = try events(of: id)
                record.visits = try visits(of: id)
                return record
            }
        }
    }

    /// The reports of these numbers, in their order, those that exist; without events and visits.
    ///
    /// - Throws: ``StoreError``.
    public func records(_ ids: [Int64]) throws -> [ReportRecord] {
        try wrap {
            try connection.reading {
                try ids.compactMap { id in
                    try connection.first(
                        ReportRecord.columns + " WHERE id = ?1", [.integer(id)], ReportRecord.init)
                }
            }
        }
    }

    /// A list of reports, without events and visits: overdue ones oldest deadline first, others newest first.
    ///
    /// - Throws: ``StoreError``.
    public func records(_ query: RecordQuery) throws -> [ReportRecord] {
        try wrap {
            var (conditions, values) = FilterCondition.make(query.filter)
            if let unit = query.unit {
                conditions.append(unit == nil ? "unit IS NULL" : "unit = ?")
                if let unit { values.append(.text(unit)) }
            }
            if let overdueAt = query.overdueAt {
                conditions.append("due < ?")
                values.append(.integer(overdueAt))
            }
            if let after = query.after {
                conditions.append(query.overdueAt == nil ? "id < ?" : "(due, id) > (?, ?)")
                values += query.overdueAt == nil ? [.integer(after.id)] : [.integer(after.due), .integer(after.id)]
            }
            let order = query.overdueAt == nil ? "id DESC" : "due, id"
            let condition = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
            let statement = try connection.prepare(ReportRecord.columns + condition + " ORDER BY \(order)")
            statement.bind(values)
            var records: [ReportRecord] = []
            while records.count < query.limit, try statement.step() {
                let record = ReportRecord(statement)
                guard query.filter.passes(record.occurred, catalogue.clock, at: record.place) else { continue }
                records.append(record)
            }
            return records
        }
    }

    private func events(of report: Int64) throws -> [ReportRecord.Event] {
        try connection.rows(
            """
            SELECT sequence, at, key, import, from_status, to_status, note FROM events WHERE report = ?1
            ORDER BY sequence
            """, [.integer(report)]
        ) { row in
            ReportRecord.Event(
                sequence: row.integer(0), at: row.integer(1), key: row.optionalInteger(2),
                importID: row.optionalInteger(3), from: UInt8(truncatingIfNeeded: row.integer(4)),
                to: UInt8(truncatingIfNeeded: row.integer(5)), note: row.text(6))
        }
    }

    private func visits(of report: Int64) throws -> [ReportRecord.Visit] {
        try connection.rows(
            "SELECT sequence, at, key, unit, found, note FROM visits WHERE report = ?1 ORDER BY at, sequence",
            [.integer(report)]
        ) { row in
            ReportRecord.Visit(
                sequence: row.integer(0), at: row.integer(1), key: row.optionalInteger(2), unit: row.text(3),
                found: row.integer(4) == 1, note: row.text(5))
        }
    }
}
