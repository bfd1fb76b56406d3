import Reports
import SQLite

/// How the work on reports goes, in numbers.
public struct LifeCycleStatistics: Sendable, Equatable {
    /// A unit's part.
    public struct Unit: Sendable, Equatable {
        /// The unit's code, or `nil` for reports that nobody has taken up.
        public var unit: String?
        /// Its reports.
        public var reports: Int
        /// Those of them that should have moved on.
        public var overdue: Int
    }

    /// The units, by their code; those of none are counted only where they are overdue.
    public var units: [Unit] = []
    /// The reports that should have moved on.
    public var overdue = 0
    /// The median of the seconds from the report to its first coming into a status, by the status's ordinal; only moves
    /// that happened here count, and only statuses that were reached.
    public var medianSeconds: [Int: Double] = [:]
    /// The reports whose verification found the threat.
    public var confirmed = 0
    /// The reports whose verification did not.
    public var unconfirmed = 0

    /// The share of verified reports that were confirmed, or `nil` where none was verified.
    public var confirmationRate: Double? {
        let verified = confirmed + unconfirmed
        return verified > 0 ? Double(confirmed) / Double(verified) : nil
    }
}

extension ReportStore {
    /// Counts how the work on reports goes.
    ///
    /// - Parameters:
    ///   - byStatus: The number of reports by status, where the caller knows it; else it is counted, which takes a look at
    ///     every report.
    ///   - sources: The ordinals of the sources of the reports that are looked at; `nil` for all.
    ///   - statuses: The ordinals of their statuses; `nil` for all.
    /// - Throws: ``StoreError``.
    public func lifeCycleStatistics(
        byStatus: [Int]? = nil, sources: Set<Int>? = nil, statuses: Set<Int>? = nil
    ) throws -> LifeCycleStatistics {
        try wrap {
            try connection.reading {
                var statistics = LifeCycleStatistics()
                let time = SQLiteValue.integer(now())
                let condition = Self.condition(sources, statuses)
                statistics.overdue =
                    try connection.first("SELECT count(*) FROM reports WHERE due < ?1 AND \(condition)", [time]) {
                        Int($0.integer(0))
                    } ?? 0
                statistics.units = try units(time, condition, overdue: statistics.overdue)
                statistics.medianSeconds = try medians(condition)
                let counts = try byStatus ?? counts("status", "statuses").map(\.count)
                for (status, count) in zip(catalogue.statuses, counts) {
                    switch status.outcome {
                    case .confirmed: statistics.confirmed += count
                    case .unconfirmed: statistics.unconfirmed += count
                    case nil: break
                    }
                }
                return statistics
            }
        }
    }

    /// What reports of some sources and statuses pass.
    private static func condition(_ sources: Set<Int>?, _ statuses: Set<Int>?) -> String {
        let parts = [("source", sources), ("status", statuses)].compactMap { column, ordinals in
            ordinals.map { "reports.\(column) IN (\($0.sorted().map(String.init).joined(separator: ", ")))" }
        }
        return parts.isEmpty ? "1" : parts.joined(separator: " AND ")
    }

    private func units(
        _ time: SQLiteValue, _ condition: String, overdue: Int
    ) throws -> [LifeCycleStatistics.Unit] {
        let units = try connection.rows(
            """
            SELECT unit, count(*), count(*) FILTER (WHERE due < ?1) FROM reports
            WHERE unit IS NOT NULL AND \(condition) GROUP BY unit
            """,
            [time]
        ) { row in
            LifeCycleStatistics.Unit(
                unit: row.text(0), reports: Int(row.integer(1)), overdue: Int(row.integer(2)))
        }
        let rest = overdue - units.map(\.overdue).reduce(0, +)
        return units + (rest > 0 ? [LifeCycleStatistics.Unit(unit: nil, reports: rest, overdue: rest)] : [])
    }

    private func medians(_ condition: String) throws -> [Int: Double] {
        let delays = try connection.rows(
            """
            SELECT to_status, min(at) - coalesce(reported, occurred) FROM events
            JOIN reports ON reports.id = events.report WHERE \(condition) GROUP BY report, to_status
            """
        ) { (status: Int($0.integer(0)), seconds: Double($0.integer(1))) }
        return Dictionary(grouping: delays, by: \.status).mapValues { delays in
            let sorted = delays.map(\.seconds).sorted()
            let middle = sorted.count / 2
            return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        }
    }
}
