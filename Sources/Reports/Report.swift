import WebMercator

/// One threat that someone reported or recorded.
///
/// Category, source and status are the ordinals of the catalogue's lists, which the reader has already checked.
public struct Report: Sendable, Equatable {
    /// What makes this report the same one when its file is imported again.
    public var identity: ReportIdentity

    /// The source's own id, where it has one.
    public var externalID: String?

    /// The category, as its place in the catalogue's list.
    public var category: UInt16

    /// The source, as its place in the catalogue's list.
    public var source: UInt8

    /// The status, as its place in the catalogue's list.
    public var status: UInt8

    /// Where it happened.
    public var place: GeographicCoordinate

    /// When it happened.
    public var occurred: EventTime

    /// When it was reported, in seconds since 1970 UTC, where that is known.
    public var reported: Int64?

    /// The free text. It is for operators only: the public never sees it.
    public var text: String?

    /// The code of the police unit that is responsible, up to 64 characters, where that is known.
    public var unit: String?

    /// Creates a report.
    public init(
        identity: ReportIdentity, externalID: String? = nil, category: UInt16, source: UInt8, status: UInt8,
        place: GeographicCoordinate, occurred: EventTime, reported: Int64? = nil, text: String? = nil,
        unit: String? = nil
    ) {
        self.identity = identity
        self.externalID = externalID
        self.category = category
        self.source = source
        self.status = status
        self.place = place
        self.occurred = occurred
        self.reported = reported
        self.text = text
        self.unit = unit
    }
}
