import Reports
import SQLite
import WebMercator

/// A single report as maps and feeds show it: without text, unit and notes.
public struct ReportPoint: Sendable, Equatable {
    /// The report's number.
    public var id: Int64
    /// The category's ordinal.
    public var category: UInt16
    /// The source's ordinal.
    public var source: UInt8
    /// The status's ordinal.
    public var status: UInt8
    /// The exact place.
    public var place: GeographicCoordinate
    /// When it happened.
    public var occurred: EventTime
    /// How many have seconded it.
    public var confirmations: Int

    /// Creates a point.
    public init(
        id: Int64, category: UInt16, source: UInt8, status: UInt8, place: GeographicCoordinate, occurred: EventTime,
        confirmations: Int
    ) {
        self.id = id
        self.category = category
        self.source = source
        self.status = status
        self.place = place
        self.occurred = occurred
        self.confirmations = confirmations
    }
}

extension ReportPoint {
    static let columns =
        "SELECT id, category, source, status, longitude, latitude, occurred, precision, confirmations FROM reports"

    init(_ row: SQLiteStatement) {
        self.init(
            id: row.integer(0), category: UInt16(truncatingIfNeeded: row.integer(1)),
            source: UInt8(truncatingIfNeeded: row.integer(2)), status: UInt8(truncatingIfNeeded: row.integer(3)),
            place: row.place(4), occurred: row.eventTime(6), confirmations: Int(row.integer(8)))
    }
}
