import Reports
import SQLite
import WebMercator

/// A filter as conditions of SQL. Of local time and of areas SQL knows nothing: hours, weekdays and places are looked at row
/// by row (`ReportFilter.passes`).
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
    /// Whether a report passes as far as hours, weekdays and the area go, at its exact place.
    func passes(_ time: EventTime, _ clock: LocalClock, at place: GeographicCoordinate) -> Bool {
        guard passes(place: WorldCoordinate(place)) else { return false }
        guard needsHourOfWeek else { return true }
        return time.precision >= .minute && passes(hourOfWeek: clock.hourOfWeek(at: time.instant))
    }
}
