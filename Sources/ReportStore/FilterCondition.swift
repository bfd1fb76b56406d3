import Reports
import SQLite

/// A filter as conditions of SQL. Hours and weekdays are local time, which SQL does not know; they are looked at row by
/// row (`ReportFilter.passesTimeOfDay`).
enum FilterCondition {
    /// The conditions, all of which must hold, and the values of their parameters.
    static func make(_ filter: ReportFilter) -> (conditions: [String], values: [SQLiteValue]) {
        var conditions: [String] = []
        var values: [SQLiteValue] = []
        let sets = [("category", filter.categories), ("status", filter.statuses), ("source", filter.sources)]
        for case (let column, let ordinals?) in sets {
            // Ordinals are ours, so they may stand in the text.
            conditions.append("\(column) IN (\(ordinals.sorted().map(String.init).joined(separator: ",")))")
        }
        if let from = filter.from {
            conditions.append("occurred >= ?")
            values.append(.integer(from))
        }
        if let to = filter.to {
            conditions.append("occurred < ?")
            values.append(.integer(to))
        }
        return (conditions, values)
    }
}

extension ReportFilter {
    /// Whether a time passes as far as hours and weekdays go.
    func passesTimeOfDay(_ time: EventTime, _ clock: LocalClock) -> Bool {
        guard needsHourOfWeek else { return true }
        return time.precision >= .minute && passes(hourOfWeek: clock.hourOfWeek(at: time.instant))
    }
}
