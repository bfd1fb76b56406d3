import Reports
import WebMercator

/// What the index keeps of a report.
public struct StoredReport: Sendable, Equatable {
    /// The report's number in the store.
    public var id: Int64
    /// The category's ordinal.
    public var category: UInt16
    /// The source's ordinal.
    public var source: UInt8
    /// The status's ordinal.
    public var status: UInt8
    /// Where it happened.
    public var place: WorldCoordinate
    /// When it happened.
    public var occurred: EventTime

    /// Creates a report.
    public init(id: Int64, category: UInt16, source: UInt8, status: UInt8, place: WorldCoordinate, occurred: EventTime)
    {
        self.id = id
        self.category = category
        self.source = source
        self.status = status
        self.place = place
        self.occurred = occurred
    }
}

extension ReportStore {
    /// All reports that were inserted or changed after a sequence number, as they are now, and the number up to which this
    /// is; after 0 that is all reports. Reports that were changed several times come once or more often.
    ///
    /// - Throws: ``StoreError``.
    public func reports(changedAfter sequence: Int64, _ receive: (StoredReport) -> Void) throws -> Int64 {
        try wrap {
            // So that the sequence and the rows are of the same moment.
            try connection.reading {
                let latest = try Self.sequence(connection)
                try read(Self.columns + " FROM reports WHERE id > ?1", sequence, receive)
                if sequence > 0 {
                    try read(
                        Self.columns + " FROM changes JOIN reports ON reports.id = changes.report WHERE sequence > ?1",
                        sequence, receive)
                }
                return latest
            }
        }
    }

    private static let columns =
        "SELECT reports.id, category, source, status, longitude, latitude, occurred, precision"

    private func read(_ sql: String, _ sequence: Int64, _ receive: (StoredReport) -> Void) throws {
        let statement = try connection.prepare(sql)
        statement.bind(1, sequence)
        while try statement.step() {
            let place = GeographicCoordinate(longitude: statement.double(4), latitude: statement.double(5))
            receive(
                StoredReport(
                    id: statement.integer(0), category: UInt16(truncatingIfNeeded: statement.integer(1)),
                    source: UInt8(truncatingIfNeeded: statement.integer(2)),
                    status: UInt8(truncatingIfNeeded: statement.integer(3)),
                    // The table's checks hold the ranges; the fallback is never reached.
                    place: WorldCoordinate(place ?? .origin),
                    occurred: EventTime(
                        instant: statement.integer(6),
                        precision: TimePrecision(rawValue: UInt8(truncatingIfNeeded: statement.integer(7))) ?? .second))
            )
        }
    }
}
