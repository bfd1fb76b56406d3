import Glibc
import Reports
import SQLite
import WebMercator

/// What retention did.
public struct RetentionSummary: Sendable, Equatable {
    /// The reports that were replaced.
    public var reports = 0
    /// The counts that replaced them.
    public var counts = 0
    /// The reports that were replaced before their life cycle had ended.
    public var open = 0
    /// Whether the log beside the file, which held the reports until then, could be emptied; else readers that began before
    /// were still there, and it is emptied later.
    public var isLogCleared = false
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
    /// - Throws: ``StoreError``; what was done until then stays done.
    public func retain(before cut: Int64, _ progress: (Int, Int) -> Void = { _, _ in }) throws -> RetentionSummary {
        try wrap {
            try connection.execute("PRAGMA secure_delete = ON")
            let properties = StoreProperties(connection)
            // From here on nobody brings new reports from before.
            try connection.transaction {
                try properties.set(StoreProperties.retained, max(cut, try retentionHorizon ?? cut))
            }
            var summary = RetentionSummary()
            let aggregation = Aggregation(connection, catalogue, before: cut)
            let old = try aggregation.reports()
            var start = 0
            var told = ContinuousClock.now
            while start < old.count {
                try connection.transaction {
                    let isFirst = start == 0
                    start = try aggregation.replace(old, from: start, sequence: nextSequence(), &summary)
                    // A reader that is told begins anew, so it is not told every time; but at the end all must be.
                    if isFirst || start == old.count || told.duration(to: .now) > .seconds(10) {
                        try properties.nextGeneration()
                        told = .now
                    }
                }
                progress(start, old.count)
                // So that others, who look every millisecond, get their turn.
                usleep(2000)
            }
            // The log still holds the pages as they were.
            summary.isLogCleared = try clearLog()
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
    private let cut: Int64
    private let level: Level

    init(_ connection: SQLiteConnection, _ catalogue: Catalogue, before cut: Int64) {
        self.cut = cut
        self.connection = connection
        self.catalogue = catalogue
        level = Level(clamping: catalogue.retainLevel)
    }

    /// The reports of before an instant, those of a month and cell side by side.
    func reports() throws -> [OldReport] {
        try connection.rows(
            "SELECT id, longitude, latitude, occurred FROM reports WHERE occurred < ?1", [.integer(cut)]
        ) { row in
            OldReport(
                month: catalogue.clock.startOfMonth(at: row.integer(3)), cell: cell(row.double(1), row.double(2)),
                id: row.integer(0))
        }
        .sorted { ($0.month, $0.cell, $0.id) < ($1.month, $1.cell, $1.id) }
    }

    /// The longest that a piece of work keeps other writers waiting, but for the wait for the disk.
    private static let longestPiece = Duration.milliseconds(20)

    /// Replaces reports by counts for some milliseconds; those that have changed meanwhile are taken as they are now.
    ///
    /// - Returns: Where the next piece begins.
    func replace(
        _ reports: [OldReport], from start: Int, sequence: Int64, _ summary: inout RetentionSummary
    ) throws -> Int {
        let begun = ContinuousClock.now
        var counts: [Key: Int64] = [:]
        var end = start
        try StoreProperties(connection).set(StoreProperties.retaining, 1)
        while end < reports.count, end & 63 != 0 || end == start || begun.duration(to: .now) < Self.longestPiece {
            try replace(reports[end].id, &counts, &summary)
            end += 1
        }
        try insert(counts, sequence)
        try StoreProperties(connection).set(StoreProperties.retaining, nil)
        summary.counts += counts.count
        return end
    }

    private func replace(_ id: Int64, _ counts: inout [Key: Int64], _ summary: inout RetentionSummary) throws {
        let key = try connection.first(
            "SELECT category, source, status, longitude, latitude, occurred FROM reports WHERE id = ?1 AND occurred < ?2",
            [.integer(id), .integer(cut)]
        ) { row in
            Key(
                month: catalogue.clock.startOfMonth(at: row.integer(5)), cell: cell(row.double(3), row.double(4)),
                category: row.integer(0), source: row.integer(1), status: row.integer(2))
        }
        guard let key else { return }
        counts[key, default: 0] += 1
        summary.reports += 1
        if !catalogue.lifeCycle.moves(from: UInt8(truncatingIfNeeded: key.status)).isEmpty { summary.open += 1 }
        for table in ["events", "visits", "changes", "idempotency"] {
            try connection.run("DELETE FROM \(table) WHERE report = ?1", [.integer(id)])
        }
        try connection.run("DELETE FROM reports WHERE id = ?1", [.integer(id)])
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
