import Reports
import SQLite
import WebMercator

/// How reports' times and places stand in rows. The tables' checks hold their ranges, so the fallbacks are for damaged stores.
extension SQLiteStatement {
    /// The time of an event: its instant in a column, and its precision in the next.
    func eventTime(_ column: Int32) -> EventTime {
        EventTime(
            instant: integer(column),
            precision: TimePrecision(rawValue: UInt8(truncatingIfNeeded: integer(column + 1))) ?? .second)
    }

    /// A place: its longitude in a column, and its latitude in the next.
    func place(_ column: Int32) -> GeographicCoordinate {
        GeographicCoordinate(longitude: double(column), latitude: double(column + 1)) ?? .origin
    }
}
