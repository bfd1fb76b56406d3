import Reports
import WebMercator

/// What retention did.
public struct RetentionSummary: Sendable, Equatable {
    /// The reports that were replaced.
    public var reports = 0
    /// The counts that replaced them.
    public var counts = 0
    /// The reports that were replaced before their life cycle had ended.
    public var open = 0
}

extension ReportStore {
    /// The instant before which the store keeps counts instead of reports, or `nil` where it keeps all.
    var retentionHorizon: Int64? {
        get throws { try StoreProperties(connection)[StoreProperties.retained] }
    }

    /// The number of single reports of before an instant.
    ///
    /// - Throws: ``StoreError``.
    public func countReports(before cut: Int64) throws -> Int {
        try wrap {
            try connection.first("SELECT count(*) FROM reports WHERE occurred < ?1", [.integer(cut)]) {
                Int($0.integer(0))
            } ?? 0
        }
    }

    /// Replaces the reports of before an instant by counts per cell of the catalogue's `retainLevel`, category, source,
    /// status and month. What maps and statistics show of them stays; the reports, with ids, texts, exact places, times of
    /// day, events and visits, are gone, also from the file's free pages.
    ///
    /// It works in many small transactions, each of which leaves all sums as they were; cut off, it can be run again.
    ///
    /// - Parameters:
    ///   - cut: The beginning of a local month.
    ///   - progress: Gets the reports done and the reports in all.
    /// - Throws: ``StoreError``.
    public func retain(before cut: Int64, _ progress: (Int, Int) -> Void = { _, _ in }) throws -> RetentionSummary {
        try wrap {
            try connection.execute("PRAGMA secure_delete = ON")
            let properties = StoreProperties(connection)
            // From here on nobody brings new reports from before.
            try connection.transaction {
                try properties.set(StoreProperties.retained, max(cut, try retentionHorizon ?? cut))
            }
            let aggregation = Aggregation(connection, catalogue)
            let old = try aggregation.reports(before: cut)
            var summary = RetentionSummary()
            var start = 0
            while start < old.count {
                let end = Aggregation.endOfChunk(old, from: start)
                try connection.transaction {
                    try aggregation.replace(old[start..<end], sequence: nextSequence(), &summary)
                    try properties.nextGeneration()
                }
                start = end
                progress(start, old.count)
            }
            // The log still holds the pages as they were.
            _ = try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)")
            return summary
        }
    }
}

/// Puts old reports together into counts.
private struct Aggregation {
    /// A report as far as the order of work goes.
    struct OldReport {
        var month: Int64
        var cell: UInt64
        var id: Int64
    }

    private struct Key: Hashable {
        var month: Int64
        var cell: UInt64
        var category: Int64
        var source: Int64
        var status: Int64
    }

    private let connection: SQLiteConnection
    private let catalogue: Catalogue
    private let level: Level

    init(_ connection: SQLiteConnection, _ catalogue: Catalogue) {
        self.connection = connection
        self.catalogue = catalogue
        level = Level(clamping: catalogue.retainLevel)
    }

    /// The reports of before an instant, those of a month and cell side by side.
    func reports(before cut: Int64) throws -> [OldReport] {
        try connection.rows(
            "SELECT id, longitude, latitude, occurred FROM reports WHERE occurred < ?1", [.integer(cut)]
        ) { row in
            OldReport(
                month: catalogue.clock.startOfMonth(at: row.integer(3)), cell: cell(row.double(1), row.double(2)),
                id: row.integer(0))
        }
        .sorted { ($0.month, $0.cell, $0.id) < ($1.month, $1.cell, $1.id) }
    }

    /// Where a piece of work ends that keeps others waiting for some milliseconds only, between two cells.
    static func endOfChunk(_ reports: [OldReport], from start: Int) -> Int {
        var end = min(start + 2000, reports.count)
        while end < reports.count, reports[end].month == reports[end - 1].month,
            reports[end].cell == reports[end - 1].cell
        { end += 1 }
        return end
    }

    /// Replaces reports by counts; those that have changed meanwhile are taken as they are now.
    func replace(_ reports: ArraySlice<OldReport>, sequence: Int64, _ summary: inout RetentionSummary) throws {
        var counts: [Key: Int64] = [:]
        try StoreProperties(connection).set(StoreProperties.retaining, 1)
        for report in reports {
            let key = try connection.first(
                "SELECT category, source, status, longitude, latitude, occurred FROM reports WHERE id = ?1",
                [.integer(report.id)]
            ) { row in
                Key(
                    month: catalogue.clock.startOfMonth(at: row.integer(5)), cell: cell(row.double(3), row.double(4)),
                    category: row.integer(0), source: row.integer(1), status: row.integer(2))
            }
            guard let key else { continue }
            counts[key, default: 0] += 1
            summary.reports += 1
            if !catalogue.lifeCycle.moves(from: UInt8(truncatingIfNeeded: key.status)).isEmpty { summary.open += 1 }
            for table in ["events", "visits", "changes", "idempotency"] {
                try connection.run("DELETE FROM \(table) WHERE report = ?1", [.integer(report.id)])
            }
            try connection.run("DELETE FROM reports WHERE id = ?1", [.integer(report.id)])
        }
        try insert(counts, sequence)
        try StoreProperties(connection).set(StoreProperties.retaining, nil)
        summary.counts += counts.count
    }

    private func insert(_ counts: [Key: Int64], _ sequence: Int64) throws {
        var first = sequence
        for (key, count) in counts {
            let centre = Cell(level: level, address: key.cell)?.middle.place.geographic ?? .origin
            try connection.run(
                """
                INSERT INTO aggregates (first, count, longitude, latitude, category, source, status, month)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """,
                [
                    .integer(first), .integer(count), .real(centre.longitude), .real(centre.latitude),
                    .integer(key.category), .integer(key.source), .integer(key.status), .integer(key.month),
                ])
            first &+= count
        }
    }

    private func cell(_ longitude: Double, _ latitude: Double) -> UInt64 {
        let place = GeographicCoordinate(longitude: longitude, latitude: latitude) ?? .origin
        return MortonCode(WorldCoordinate(place)).bits >> level.mortonShift
    }
}
