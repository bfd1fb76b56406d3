import Reports
import WebMercator

/// Reports as columns sorted by Morton code, so that every cell of every level is one contiguous range of rows, with what
/// makes filters fast: bits by attribute, the order of time, and where cells begin.
///
/// Columns take 19 bytes a report, the order of time 4, the bits about 6.
struct ReportTable: Sendable {
    private var columns = ReportColumns()
    /// The instant of the earliest event.
    private(set) var firstInstant: Int64 = 0
    /// The largest of ``ids``.
    private(set) var largestID: UInt32 = 0
    /// Which rows have which category, source and status.
    private(set) var attributes = AttributeBits()
    /// Where cells begin.
    private(set) var boundaries = LevelBoundaries()
    /// Where the reports of coarse cells lie.
    private(set) var coarseRuns = CoarseRuns()
    /// The rows in the order of their time.
    private(set) var timeOrder = TimeOrder()

    /// The rows that were asked for by area, time or hour.
    let recentRows = RecentRows()

    /// What they sum to.
    let recentTotals = Remembered<TotalsKey, RowTotals>(capacity: 4)

    /// The numbers of the reports that were asked for by a filter.
    let recentNumbers = Remembered<ReportFilter, RowBits>(capacity: 8)

    /// The places, rising.
    var codes: [UInt64] { columns.codes }
    /// The kinds, as places in ``kinds``.
    var kindNumbers: [UInt16] { columns.kindNumbers }
    /// Seconds after ``firstInstant``.
    var seconds: [UInt32] { columns.seconds }
    /// The hours of the local week, or `IndexedReport.noHour`.
    var hours: HourColumn { columns.hours }
    /// The reports' numbers in the store.
    var ids: [UInt32] { columns.ids }
    /// The kinds that occur.
    var kinds: [ReportKind] { columns.kinds }

    /// The number of reports.
    var count: Int { columns.codes.count }

    /// All rows.
    var rows: Range<Int> { 0..<count }

    /// The units that hold reports; `nil` without any.
    private(set) var extent: Extent?

    /// No reports.
    init() {}

    /// Sorts reports into columns.
    init(_ reports: [IndexedReport], _ more: [IndexedReport] = []) throws(CellIndexError) {
        let reports = ReportLists(first: reports, second: more)
        (firstInstant, largestID) = reports.limits
        let columns = try ReportColumns(reports, firstInstant: firstInstant)
        self.columns = columns
        ((timeOrder, attributes), (boundaries, coarseRuns, extent)) = Parallel.both({
            (TimeOrder(columns.seconds), AttributeBits(kindNumbers: columns.kindNumbers, kinds: columns.kinds))
        }) {
            let boundaries = LevelBoundaries(columns.codes)
            let starts = boundaries.bits(atLeast: CoarseRuns.level) ?? RowBits(rows: 0)
            return (boundaries, CoarseRuns(columns.codes, starts: starts), Extent(columns.codes))
        }
    }

    /// A table whose parts are known.
    init(
        _ columns: ReportColumns, _ timeOrder: TimeOrder, _ attributes: AttributeBits, _ boundaries: LevelBoundaries,
        _ coarseRuns: CoarseRuns, _ header: ColumnFileHeader
    ) {
        (self.columns, self.timeOrder, self.attributes) = (columns, timeOrder, attributes)
        (self.boundaries, self.coarseRuns) = (boundaries, coarseRuns)
        (firstInstant, largestID, extent) = (header.firstInstant, header.largestID, header.extent)
    }

    /// The report in a row.
    subscript(row: Int) -> IndexedReport {
        IndexedReport(
            id: ids[row], code: MortonCode(bits: codes[row]), kind: kinds[Int(kindNumbers[row])],
            instant: firstInstant + Int64(seconds[row]), hourOfWeek: hours[row])
    }

    /// The rows of a cell, among rows that hold them all.
    func rows(of cell: Cell, in rows: Range<Int>) -> Range<Int> {
        let bounds = cell.codes
        let start = firstRow(notBelow: bounds.lowerBound.bits, in: rows)
        let last = bounds.upperBound.bits
        let end = last == .max ? rows.upperBound : firstRow(notBelow: last + 1, in: start..<rows.upperBound)
        return start..<end
    }

    /// The rows of a window, by whole cells of a level or larger.
    func ranges(of window: WorldWindow, level: Level) -> [Range<Int>] {
        window.ranges(of: rows, level: level) { rows(of: $0, in: $1) }
    }

    /// The first row whose code is not below `code`, between two rows.
    func firstRow(notBelow code: UInt64, in rows: Range<Int>) -> Int {
        var low = rows.lowerBound
        var high = rows.upperBound
        while low < high {
            let middle = low + (high - low) / 2
            if codes[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The westernmost, easternmost, northernmost and southernmost unit of some places.
struct Extent: Sendable, Equatable {
    private(set) var west: UInt32
    private(set) var east: UInt32
    private(set) var north: UInt32
    private(set) var south: UInt32

    /// An extent that is known.
    init(west: UInt32, east: UInt32, north: UInt32, south: UInt32) {
        (self.west, self.east, self.north, self.south) = (west, east, north, south)
    }

    /// The extent of places given by their codes, or `nil` where there are none.
    init?(_ codes: [UInt64]) {
        guard let first = codes.first.map({ MortonCode(bits: $0).place }) else { return nil }
        (west, east, north, south) = (first.x, first.x, first.y, first.y)
        for code in codes {
            let place = MortonCode(bits: code).place
            (west, east) = (min(west, place.x), max(east, place.x))
            (north, south) = (min(north, place.y), max(south, place.y))
        }
    }
}
