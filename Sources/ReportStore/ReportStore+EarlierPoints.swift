import Reports
import SQLite

extension ReportStore {
    /// The reports of these numbers as they were at a sequence number, in their order; `nil` where that cannot be told any more
    /// of one of them, or where very much has changed since.
    ///
    /// Moves and visits since then are in the log, and confirmations are counted, of reports that no file can have changed. So
    /// a long answer, read batch by batch, is of one moment, and keeps no moment of the file open.
    ///
    /// - Throws: ``StoreError``.
    public func points(_ ids: [Int64], asOf sequence: Int64) throws -> [ReportPoint]? {
        try wrap {
            try connection.reading {
                guard let changes = try changeCounts(since: sequence) else { return nil }
                var points = try points(ids)
                guard !changes.isEmpty else { return points }
                for index in points.indices {
                    guard let count = changes[points[index].id] else { continue }
                    guard let point = try earlier(points[index], changes: count, since: sequence) else { return nil }
                    points[index] = point
                }
                return points
            }
        }
    }

    /// The changes that are looked through for one batch.
    private static let mostChanges = 100_000

    /// How often each report was changed after a sequence number; `nil` where there are too many changes to look at, 100,000.
    ///
    /// - Throws: ``StoreError``.
    public func changeCounts(since sequence: Int64) throws -> [Int64: Int]? {
        let changed = try wrap {
            try connection.rows(
                "SELECT report FROM changes WHERE sequence > ?1 LIMIT ?2",
                [.integer(sequence), .integer(Int64(Self.mostChanges) + 1)]
            ) { $0.integer(0) }
        }
        guard changed.count <= Self.mostChanges else { return nil }
        return Dictionary(changed.map { ($0, 1) }, uniquingKeysWith: +)
    }

    private func earlier(_ point: ReportPoint, changes: Int, since sequence: Int64) throws -> ReportPoint? {
        var point = point
        let since: [SQLiteValue] = [.integer(point.id), .integer(sequence)]
        let moves = try connection.rows(
            "SELECT from_status, import IS NULL FROM events WHERE report = ?1 AND sequence > ?2 ORDER BY sequence",
            since
        ) { (from: UInt8(truncatingIfNeeded: $0.integer(0)), isByHand: $0.integer(1) == 1) }
        // A file that moves a report may have changed anything else of it.
        guard moves.allSatisfy(\.isByHand) else { return nil }
        if let first = moves.first { point.status = first.from }
        let visits = try connection.first(
            "SELECT count(*) FROM visits WHERE report = ?1 AND sequence > ?2", since
        ) { Int($0.integer(0)) }
        let others = changes - moves.count - (visits ?? 0)
        guard others > 0 else { return point }
        // What is left are confirmations, and, of a report with a name of its own in some file, that file's changes.
        let isFiled = try connection.first(
            "SELECT external_id IS NULL FROM reports WHERE id = ?1", [.integer(point.id)]
        ) { $0.integer(0) == 1 }
        guard isFiled == true, others <= point.confirmations else { return nil }
        point.confirmations -= others
        return point
    }
}
