import WebMercator

/// What the index keeps of a report.
public struct IndexedReport: Sendable, Equatable, BitwiseCopyable {
    // The largest first: a report then takes 32 bytes, half a line of the cache.

    /// Its place, as the address of a level-32 cell.
    public var code: MortonCode

    /// When it happened, in seconds since 1970 UTC.
    public var instant: Int64

    /// The report's number in the store.
    public var id: UInt32

    /// What it is.
    public var kind: ReportKind

    /// The hour of the local week, 0...167, or ``noHour`` where its time is known no better than to the day.
    public var hourOfWeek: UInt8

    /// Stands for an unknown hour.
    public static let noHour: UInt8 = 255

    /// Creates a report.
    public init(id: UInt32, code: MortonCode, kind: ReportKind, instant: Int64, hourOfWeek: UInt8) {
        self.id = id
        self.code = code
        self.kind = kind
        self.instant = instant
        self.hourOfWeek = hourOfWeek
    }
}

/// A category, source and status together, as ordinals of the catalogue. A dataset has few hundred such kinds, so the index
/// keeps one small number a report, and a filter is one look-up in a table.
public struct ReportKind: Sendable, Hashable, BitwiseCopyable {
    /// The category's ordinal.
    public var category: UInt16
    /// The source's ordinal.
    public var source: UInt8
    /// The status's ordinal.
    public var status: UInt8

    /// Creates a kind.
    public init(category: UInt16, source: UInt8, status: UInt8) {
        self.category = category
        self.source = source
        self.status = status
    }
}
