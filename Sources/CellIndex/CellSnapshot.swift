import Reports
import WebMercator

/// An immutable state of the index. Any number of threads may read it at once; a change makes another snapshot, which shares
/// all that did not change.
///
/// It has two tables: a large one, the base, and a small one with what has changed since the base was built. Queries add up
/// both.
public struct CellSnapshot: Sendable {
    let base: TablePart
    let recent: TablePart
    /// The kinds of both.
    let listing: KindListing
    var prepared: [PreparedPlaces.Key: PreparedPlaces] = [:]
    /// The base's, removed reports included.
    var totals: [PlacePrecision: PreparedTotals] = [:]
    var changes: LastChanges
    /// Where its protected reports stand, as was asked last.
    let recentPlaces = Remembered<ProtectedPlaces.Key, ProtectedPlaces>(capacity: 3)

    /// The store's sequence number up to which this snapshot is complete.
    public let sequence: Int64

    /// The sequence number up to which the base is complete.
    public let baseSequence: Int64

    /// A snapshot of no reports.
    public init() {
        base = TablePart(table: ReportTable())
        recent = base
        listing = KindListing(base.table, recent.table)
        (sequence, baseSequence) = (0, 0)
        changes = LastChanges(beginning: 0)
    }

    /// Indexes reports, in whatever order they come.
    ///
    /// - Parameter more: Further reports: what two threads have read need not be joined.
    /// - Throws: ``CellIndexError``.
    public init(
        _ reports: [IndexedReport], _ more: [IndexedReport] = [], sequence: Int64
    ) throws(CellIndexError) {
        self.init(try ReportTable(reports, more), sequence: sequence)
    }

    /// A snapshot whose reports are all in the base.
    init(_ table: ReportTable, sequence: Int64) {
        base = TablePart(table: table)
        recent = TablePart(table: ReportTable())
        listing = KindListing(base.table, recent.table)
        (self.sequence, baseSequence) = (sequence, sequence)
        changes = LastChanges(beginning: sequence)
    }

    init(
        _ base: TablePart, recent: TablePart, _ prepared: [PreparedPlaces.Key: PreparedPlaces], _ changes: LastChanges,
        sequence: Int64, baseSequence: Int64
    ) {
        self.base = base
        self.recent = recent
        listing = KindListing(base.table, recent.table)
        self.prepared = prepared
        self.changes = changes
        (self.sequence, self.baseSequence) = (sequence, baseSequence)
    }

    /// The number of reports.
    public var count: Int { base.count + recent.count }

    /// The sequence number of the last change, insertions included, that can have touched a window. It is the same for
    /// equal content, but may be later than the content's own last change: parts of the world are told apart coarsely.
    ///
    /// - Parameter precision: Snapping may move a report into the window from outside.
    public func lastChange(in window: WorldWindow, _ precision: PlacePrecision) -> Int64 {
        changes.latest(in: window.expanded(by: precision.reach))
    }

    var parts: [TablePart] { recent.table.count > 0 ? [base, recent] : [base] }

    /// The number of reports in a cell that pass a filter.
    public func count(in cell: Cell, _ filter: ReportFilter) -> Int {
        parts.map { part in
            let rows = part.table.rows(of: cell, in: part.table.rows)
            return TableView(part, filter, .one, rows: rows.count).count(rows)
        }.reduce(0, +)
    }

    /// The number of reports that pass a filter and weigh anything.
    public func count(_ filter: ReportFilter, _ weight: ReportWeight = .one) -> Int {
        parts.map { TableView($0, filter, weight, rows: $0.table.count).count($0.table.rows) }.reduce(0, +)
    }
}
