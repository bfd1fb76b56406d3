import WebMercator

/// Reports as columns sorted by Morton code, so that every cell of every level is one contiguous range of rows, with what
/// makes filters fast: bits by attribute, the order of time, and where cells begin.
///
/// Columns take 19 bytes a report, the order of time 4, the bits about 6.
struct ReportTable: Sendable {
    /// The places, rising.
    private(set) var codes: [UInt64] = []
    /// The kinds, as places in ``kinds``.
    private(set) var kindNumbers: [UInt16] = []
    /// Seconds after ``firstInstant``.
    private(set) var seconds: [UInt32] = []
    /// The hours of the local week, or `IndexedReport.noHour`.
    private(set) var hours = HourColumn()
    /// The reports' numbers in the store.
    private(set) var ids: [UInt32] = []
    /// The kinds that occur.
    private(set) var kinds: [ReportKind] = []
    /// The instant of the earliest event.
    private(set) var firstInstant: Int64 = 0
    /// The largest of ``ids``.
    private(set) var largestID: UInt32 = 0
    /// Which rows have which category, source and status.
    private(set) var attributes = AttributeBits()
    /// Where cells begin.
    private(set) var boundaries = LevelBoundaries()
    /// The rows in the order of their time.
    private(set) var timeOrder = TimeOrder()

    /// The number of reports.
    var count: Int { codes.count }

    /// All rows.
    var rows: Range<Int> { 0..<count }

    /// The westernmost, easternmost, northernmost and southernmost unit that holds a report; `nil` without any.
    private(set) var extent: (west: UInt32, east: UInt32, north: UInt32, south: UInt32)?

    /// No reports.
    init() {}

    /// Sorts reports into columns.
    init(_ reports: [IndexedReport]) throws(CellIndexError) {
        let order = RadixSort.order(of: reports.map(\.code.bits))
        firstInstant = reports.lazy.map(\.instant).min() ?? 0
        largestID = reports.lazy.map(\.id).max() ?? 0
        try fill(reports, order)
        let (codes, seconds, numbers, kinds) = (codes, seconds, kindNumbers, kinds)
        (timeOrder, (boundaries, attributes)) = Parallel.both({ TimeOrder(seconds) }) {
            (LevelBoundaries(codes), AttributeBits(kindNumbers: numbers, kinds: kinds))
        }
        extent = Self.extent(codes)
    }

    private static func extent(_ codes: [UInt64]) -> (west: UInt32, east: UInt32, north: UInt32, south: UInt32)? {
        guard let first = codes.first.map({ MortonCode(bits: $0).place }) else { return nil }
        var extent = (west: first.x, east: first.x, north: first.y, south: first.y)
        for code in codes {
            let place = MortonCode(bits: code).place
            (extent.west, extent.east) = (min(extent.west, place.x), max(extent.east, place.x))
            (extent.north, extent.south) = (min(extent.north, place.y), max(extent.south, place.y))
        }
        return extent
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
    private func firstRow(notBelow code: UInt64, in rows: Range<Int>) -> Int {
        var low = rows.lowerBound
        var high = rows.upperBound
        while low < high {
            let middle = low + (high - low) / 2
            if codes[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func fill(_ reports: [IndexedReport], _ order: [UInt32]) throws(CellIndexError) {
        codes.reserveCapacity(order.count)
        kindNumbers.reserveCapacity(order.count)
        seconds.reserveCapacity(order.count)
        hours.reserveCapacity(order.count)
        ids.reserveCapacity(order.count)
        var numbering = KindNumbering()
        for row in order {
            let report = reports[Int(row)]
            let (distance, overflow) = report.instant.subtractingReportingOverflow(firstInstant)
            guard !overflow, let offset = UInt32(exactly: distance) else { throw .timeSpanTooLong }
            codes.append(report.code.bits)
            kindNumbers.append(try numbering.number(of: report.kind))
            seconds.append(offset)
            hours.append(report.hourOfWeek)
            ids.append(report.id)
        }
        kinds = numbering.kinds
    }
}

/// Numbers the kinds of reports in the order in which they come.
struct KindNumbering {
    /// The kinds by number.
    private(set) var kinds: [ReportKind] = []
    private var numbers: [ReportKind: UInt16] = [:]
    /// Neighbours are often of one kind, and few kinds make up most reports: a small table saves most hashing.
    private var recent: [(kind: ReportKind, number: UInt16)?] = Array(repeating: nil, count: 256)

    /// The number of a kind.
    mutating func number(of kind: ReportKind) throws(CellIndexError) -> UInt16 {
        let slot = Int(kind.category &* 21 &+ UInt16(kind.status) &* 3 &+ UInt16(kind.source)) & 255
        if let entry = recent[slot], entry.kind == kind { return entry.number }
        let number = if let known = numbers[kind] { known } else { try add(kind) }
        recent[slot] = (kind, number)
        return number
    }

    private mutating func add(_ kind: ReportKind) throws(CellIndexError) -> UInt16 {
        guard let number = UInt16(exactly: kinds.count) else { throw .tooManyKinds }
        kinds.append(kind)
        numbers[kind] = number
        return number
    }
}
