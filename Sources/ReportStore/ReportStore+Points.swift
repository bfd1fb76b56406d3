import Reports
import SQLite
import WebMercator

extension ReportStore {
    /// The reports of these numbers, in their order, those that exist; of which only counts were retained, as the counts say.
    ///
    /// A thousand of ten million take a few milliseconds.
    ///
    /// - Throws: ``StoreError``.
    public func points(_ ids: [Int64]) throws -> [ReportPoint] {
        try wrap {
            try connection.reading {
                let statement = try connection.cached(ReportPoint.columns + " WHERE id = ?1")
                defer { statement.reset() }
                var points: [ReportPoint] = []
                points.reserveCapacity(ids.count)
                for id in ids {
                    statement.bind(1, id)
                    if try statement.step() {
                        points.append(ReportPoint(statement))
                    } else if let point = try retained(id) {
                        points.append(point)
                    }
                    statement.reset()
                }
                return points
            }
        }
    }

    /// Gives up the memory in which read parts of the file are kept for the next reads.
    public func releaseMemory() {
        connection.releaseMemory()
    }

    /// One of the reports of which only counts were retained.
    private func retained(_ id: Int64) throws -> ReportPoint? {
        let statement = try connection.cached(
            """
            SELECT first, category, source, status, longitude, latitude, month, 0, 0, count FROM aggregates
            WHERE first <= ?1 ORDER BY first DESC LIMIT 1
            """)
        defer { statement.reset() }
        statement.bind(1, id)
        guard try statement.step(), id &- statement.integer(0) < statement.integer(9) else { return nil }
        var point = ReportPoint(statement)
        point.id = id
        return point
    }
}

/// What happened to reports, in the order in which it did.
public struct ReportChanges: Sendable, Equatable {
    /// A report that was inserted or changed.
    public struct Entry: Sendable, Equatable {
        /// The number of the insertion or change.
        public var sequence: Int64
        /// The report as it is now.
        public var point: ReportPoint
        /// Whether it was changed rather than inserted.
        public var isChange: Bool
        /// The statuses' ordinals that it had before, of a report that was changed.
        public var earlier: [UInt8]
    }

    /// The entries, in the order of their numbers.
    public var entries: [Entry] = []
    /// Up to which number this is complete.
    public var sequence: Int64
    /// Whether there is more behind that.
    public var hasMore: Bool
}

extension ReportStore {
    /// What was inserted and changed after a sequence number, the first entries of it.
    ///
    /// - Parameter limit: The most entries, at least 1.
    /// - Throws: ``StoreError``.
    public func changes(after sequence: Int64, limit: Int) throws -> ReportChanges {
        try wrap {
            try connection.reading {
                let inserted = try points(" WHERE id > ?1 ORDER BY id LIMIT ?2", sequence, limit)
                let changed = try connection.rows(
                    "SELECT sequence, report FROM changes WHERE sequence > ?1 ORDER BY sequence LIMIT ?2",
                    [.integer(sequence), .integer(Int64(limit))]
                ) { (sequence: $0.integer(0), report: $0.integer(1)) }
                var entries = inserted.map {
                    ReportChanges.Entry(sequence: $0.id, point: $0, isChange: false, earlier: [])
                }
                for change in changed {
                    guard let point = try points([change.report]).first else { continue }
                    entries.append(
                        ReportChanges.Entry(
                            sequence: change.sequence, point: point, isChange: true,
                            earlier: try earlierStatuses(change.report)))
                }
                // Behind the end of a list that is full there may be more of its kind.
                let latest = try Self.sequence(connection)
                var end = latest
                if inserted.count == limit, let last = inserted.last { end = min(end, last.id) }
                if changed.count == limit, let last = changed.last { end = min(end, last.sequence) }
                entries = entries.filter { $0.sequence <= end }.sorted { $0.sequence < $1.sequence }
                if entries.count > limit { end = entries[limit - 1].sequence }
                entries = Array(entries.prefix(limit))
                return ReportChanges(entries: entries, sequence: end, hasMore: end < latest)
            }
        }
    }

    private func points(_ condition: String, _ sequence: Int64, _ limit: Int) throws -> [ReportPoint] {
        try connection.rows(
            ReportPoint.columns + condition, [.integer(sequence), .integer(Int64(limit))], ReportPoint.init)
    }

    private func earlierStatuses(_ report: Int64) throws -> [UInt8] {
        try connection.rows("SELECT DISTINCT from_status FROM events WHERE report = ?1", [.integer(report)]) {
            UInt8(truncatingIfNeeded: $0.integer(0))
        }
    }
}
