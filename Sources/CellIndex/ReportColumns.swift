import WebMercator

/// Reports as columns sorted by Morton code, 19 bytes a report: every cell of every level is one contiguous range of rows.
struct ReportColumns: Sendable {
    /// The places, rising.
    private(set) var codes: [UInt64] = []
    /// The kinds, as places in ``kinds``.
    private(set) var kindNumbers: [UInt16] = []
    /// Seconds after ``firstInstant``.
    private(set) var seconds: [UInt32] = []
    /// The hours of the local week, or `IndexedReport.noHour`.
    private(set) var hours: [UInt8] = []
    /// The reports' numbers in the store.
    private(set) var ids: [UInt32] = []
    /// The kinds that occur.
    private(set) var kinds: [ReportKind] = []
    /// The instant of the earliest event.
    private(set) var firstInstant: Int64 = 0

    /// The number of reports.
    var count: Int { codes.count }

    /// No reports.
    init() {}

    /// Sorts reports into columns. Reports of one place are ordered by their numbers, so that the same reports give the same
    /// columns in whatever order they come.
    init(_ reports: [IndexedReport]) throws(CellIndexError) {
        let order = RadixSort.order(of: reports.map(\.code.bits), then: reports.map(\.id))
        firstInstant = reports.lazy.map(\.instant).min() ?? 0
        var numbers: [ReportKind: UInt16] = [:]
        reserve(reports.count)
        for row in order {
            let report = reports[Int(row)]
            guard let offset = UInt32(exactly: report.instant - firstInstant) else { throw .timeSpanTooLong }
            codes.append(report.code.bits)
            kindNumbers.append(try number(of: report.kind, &numbers))
            seconds.append(offset)
            hours.append(report.hourOfWeek)
            ids.append(report.id)
        }
    }

    /// The report in a row.
    subscript(row: Int) -> IndexedReport {
        IndexedReport(
            id: ids[row], code: MortonCode(bits: codes[row]), kind: kinds[Int(kindNumbers[row])],
            instant: firstInstant + Int64(seconds[row]), hourOfWeek: hours[row])
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

    /// The rows of a cell, among rows that hold them all.
    func rows(of cell: Cell, in rows: Range<Int>) -> Range<Int> {
        let bounds = cell.codes
        let start = firstRow(notBelow: bounds.lowerBound.bits, in: rows)
        let last = bounds.upperBound.bits
        let end = last == .max ? rows.upperBound : firstRow(notBelow: last + 1, in: start..<rows.upperBound)
        return start..<end
    }

    private mutating func reserve(_ count: Int) {
        codes.reserveCapacity(count)
        kindNumbers.reserveCapacity(count)
        seconds.reserveCapacity(count)
        hours.reserveCapacity(count)
        ids.reserveCapacity(count)
    }

    private mutating func number(
        of kind: ReportKind, _ numbers: inout [ReportKind: UInt16]
    ) throws(CellIndexError) -> UInt16 {
        if let number = numbers[kind] { return number }
        guard let number = UInt16(exactly: kinds.count) else { throw .tooManyKinds }
        kinds.append(kind)
        numbers[kind] = number
        return number
    }
}
