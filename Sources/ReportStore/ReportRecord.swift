import Reports
import SQLite
import WebMercator

/// A report with all that the store knows of it. What of it the public may see is for others to decide.
public struct ReportRecord: Sendable, Equatable {
    /// One entry of the event log.
    public struct Event: Sendable, Equatable {
        /// The change's sequence number.
        public var sequence: Int64
        /// When, in seconds since 1970 UTC.
        public var at: Int64
        /// Whose key; `nil` for an import.
        public var key: Int64?
        /// The import that brought it, or `nil` for a key's holder.
        public var importID: Int64?
        /// The status's ordinal before.
        public var from: UInt8
        /// The status's ordinal after.
        public var to: UInt8
        /// What the holder noted.
        public var note: String?
    }

    /// One look at the place.
    public struct Visit: Sendable, Equatable {
        /// The change's sequence number.
        public var sequence: Int64
        /// When, in seconds since 1970 UTC.
        public var at: Int64
        /// Whose key.
        public var key: Int64?
        /// The unit that looked.
        public var unit: String?
        /// Whether the threat was there.
        public var found: Bool
        /// What the officer noted.
        public var note: String?
    }

    /// The report's number.
    public var id: Int64
    /// The source's own id.
    public var externalID: String?
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
    /// When it was reported, in seconds since 1970 UTC.
    public var reported: Int64?
    /// The free text.
    public var text: String?
    /// Since when it has its status, where it has moved, in seconds since 1970 UTC.
    public var since: Int64?
    /// When it must have moved on, in seconds since 1970 UTC.
    public var due: Int64?
    /// The responsible unit.
    public var unit: String?
    /// The hours of the day at which it happens again and again, bit 0 from midnight.
    public var hours: UInt32?
    /// The weekdays on which it happens again and again, bit 0 Monday.
    public var weekdays: UInt8?
    /// How many have seconded it.
    public var confirmations: Int
    /// The event log, oldest first; not filled in lists.
    public var events: [Event] = []
    /// The visits, oldest first; not filled in lists.
    public var visits: [Visit] = []
}

extension ReportRecord {
    static let columns = """
        SELECT id, external_id, category, source, status, longitude, latitude, occurred, precision, reported, text, since,
            due, unit, hours, weekdays, confirmations FROM reports
        """

    init(_ row: SQLiteStatement) {
        id = row.integer(0)
        externalID = row.text(1)
        category = UInt16(truncatingIfNeeded: row.integer(2))
        source = UInt8(truncatingIfNeeded: row.integer(3))
        status = UInt8(truncatingIfNeeded: row.integer(4))
        place = row.place(5)
        occurred = row.eventTime(7)
        reported = row.optionalInteger(9)
        text = row.text(10)
        since = row.optionalInteger(11)
        due = row.optionalInteger(12)
        unit = row.text(13)
        hours = row.optionalInteger(14).map { UInt32(truncatingIfNeeded: $0) }
        weekdays = row.optionalInteger(15).map { UInt8(truncatingIfNeeded: $0) }
        confirmations = Int(row.integer(16))
    }
}
