import Reports
import SQLite

/// What a store holds, in numbers.
public struct StoreStatistics: Sendable, Equatable {
    /// The number of reports, those of which only counts were retained included.
    public var reports = 0
    /// The reports of which only counts were retained.
    public var retained = 0
    /// The number of the latest insertion or change.
    public var sequence: Int64 = 0
    /// Reports by status, in the catalogue's order.
    public var byStatus: [(key: String, count: Int)] = []
    /// Reports by category, in the catalogue's order, each under the category that replaced its own.
    public var byCategory: [(key: String, count: Int)] = []
    /// Reports by source, in the catalogue's order.
    public var bySource: [(key: String, count: Int)] = []
    /// West, south, east and north in degrees; `nil` for an empty store.
    public var bounds: [Double]?
    /// The first event's instant.
    public var firstOccurred: EventTime?
    /// The last event's instant.
    public var lastOccurred: EventTime?

    /// Two are equal if all their numbers are.
    public static func == (left: StoreStatistics, right: StoreStatistics) -> Bool {
        left.reports == right.reports && left.retained == right.retained && left.sequence == right.sequence
            && left.bounds == right.bounds
            && left.firstOccurred == right.firstOccurred && left.lastOccurred == right.lastOccurred
            && zip(
                [left.byStatus, left.byCategory, left.bySource], [right.byStatus, right.byCategory, right.bySource]
            )
            .allSatisfy { $0.elementsEqual($1, by: ==) }
    }
}

extension ReportStore {
    /// Counts what the store holds.
    ///
    /// - Throws: ``StoreError``.
    public func statistics() throws -> StoreStatistics {
        try wrap { try connection.reading(readStatistics) }
    }

    private func readStatistics() throws -> StoreStatistics {
        var statistics = StoreStatistics()
        statistics.sequence = try Self.sequence(connection)
        statistics.byStatus = try counts("status", "statuses")
        statistics.byCategory = underSuccessors(try counts("category", "categories"))
        statistics.bySource = try counts("source", "sources")
        statistics.reports = statistics.byStatus.map(\.count).reduce(0, +)
        statistics.retained = try Int(connection.integer("SELECT coalesce(sum(count), 0) FROM aggregates"))
        let extent = try connection.prepare(
            """
            SELECT min(longitude), min(latitude), max(longitude), max(latitude) FROM (
                SELECT longitude, latitude FROM reports UNION ALL SELECT longitude, latitude FROM aggregates)
            """)
        if statistics.reports > 0, try extent.step() { statistics.bounds = (0..<4).map(extent.double) }
        statistics.firstOccurred = try occurred("ASC")
        statistics.lastOccurred = try occurred("DESC")
        return statistics
    }

    /// Counts by category with those of a category that was replaced added to the one that replaced it.
    private func underSuccessors(_ counts: [(key: String, count: Int)]) -> [(key: String, count: Int)] {
        var today = counts.map { (key: $0.key, count: 0) }
        for (ordinal, entry) in counts.enumerated() {
            let successor =
                catalogue.categories.indices.contains(ordinal) ? catalogue.categories[ordinal].successor : ordinal
            if today.indices.contains(successor) { today[successor].count += entry.count }
        }
        return today
    }

    func counts(_ column: String, _ table: String) throws(SQLiteError) -> [(key: String, count: Int)] {
        let statement = try connection.prepare(
            """
            SELECT key, coalesce(number, 0) FROM \(table)
            LEFT JOIN (
                SELECT \(column), sum(number) AS number FROM (
                    SELECT \(column), count(*) AS number FROM reports GROUP BY \(column)
                    UNION ALL SELECT \(column), sum(count) FROM aggregates GROUP BY \(column)
                ) GROUP BY \(column)
            ) ON \(column) = ordinal
            ORDER BY ordinal
            """)
        var counts: [(key: String, count: Int)] = []
        while try statement.step() { counts.append((statement.text(0) ?? "", Int(statement.integer(1)))) }
        return counts
    }

    private func occurred(_ order: String) throws(SQLiteError) -> EventTime? {
        let statement = try connection.prepare(
            """
            SELECT occurred, precision FROM (
                SELECT occurred, precision FROM reports UNION ALL SELECT month, 0 FROM aggregates
            ) ORDER BY occurred \(order), precision LIMIT 1
            """)
        guard try statement.step() else { return nil }
        return statement.eventTime(0)
    }
}
