import WebMercator

/// Reports as columns sorted by Morton code, 19 bytes a report.
struct ReportColumns: Sendable {
    /// The places, rising.
    let codes: [UInt64]
    /// The kinds, as places in ``kinds``.
    let kindNumbers: [UInt16]
    /// Seconds after the table's first instant.
    let seconds: [UInt32]
    /// The hours of the local week, or `IndexedReport.noHour`.
    let hours: HourColumn
    /// The reports' numbers in the store.
    let ids: [UInt32]
    /// The kinds that occur.
    let kinds: [ReportKind]

    /// No reports.
    init() {
        (codes, kindNumbers, seconds, hours, ids, kinds) = ([], [], [], HourColumn(), [], [])
    }

    /// Columns that are known.
    init(
        codes: [UInt64], kindNumbers: [UInt16], seconds: [UInt32], hours: HourColumn, ids: [UInt32],
        kinds: [ReportKind]
    ) {
        (self.codes, self.kindNumbers, self.seconds) = (codes, kindNumbers, seconds)
        (self.hours, self.ids, self.kinds) = (hours, ids, kinds)
    }

    /// Sorts reports into columns.
    ///
    /// - Parameter firstInstant: The instant from which seconds count; no report is earlier.
    init(_ reports: ReportLists, firstInstant: Int64) throws(CellIndexError) {
        let pivot = Self.medianCode(of: reports)
        let halves = Parallel.both({ HalfOfColumns(reports, firstInstant) { $0 < pivot } }) {
            HalfOfColumns(reports, firstInstant) { $0 >= pivot }
        }
        let (lower, upper) = (try halves.0.checked(), try halves.1.checked())
        var numbering = lower.numbering
        var numbers: [UInt16] = []
        for kind in upper.numbering.kinds { numbers.append(try numbering.number(of: kind)) }
        kinds = numbering.kinds
        let known = numbers
        ((codes, hours), (ids, seconds, kindNumbers)) = Parallel.both({
            (LargeMemory.joined(lower.codes, upper.codes), HourColumn(lower.hours + upper.hours))
        }) {
            (
                LargeMemory.joined(lower.ids, upper.ids), LargeMemory.joined(lower.seconds, upper.seconds),
                lower.kindNumbers + upper.kindNumbers.map { known[Int($0)] }
            )
        }
    }

    /// About the median of the places.
    private static func medianCode(of reports: ReportLists) -> UInt64 {
        let sample = stride(from: 0, to: reports.count, by: max(1, reports.count / 1024)).map { reports[$0].code.bits }
        return sample.isEmpty ? 0 : sample.sorted()[sample.count / 2]
    }
}

/// The columns of the reports in one half of the world, which one core sorts while another sorts the other half.
private struct HalfOfColumns: Sendable {
    private(set) var codes: [UInt64] = []
    private(set) var ids: [UInt32] = []
    private(set) var seconds: [UInt32] = []
    private(set) var hours: [UInt8] = []
    private(set) var kindNumbers: [UInt16] = []
    private(set) var numbering = KindNumbering()
    private var error: CellIndexError?

    init(_ reports: ReportLists, _ firstInstant: Int64, _ isInside: (UInt64) -> Bool) {
        let entries = RadixSort.sorted(Self.entries(of: reports, isInside))
        codes = LargeMemory.array(entries.count) { buffer in
            for row in entries.indices { buffer.initializeElement(at: row, to: entries[row].key) }
        }
        LargeMemory.reserve(&ids, entries.count)
        LargeMemory.reserve(&seconds, entries.count)
        LargeMemory.reserve(&hours, entries.count)
        LargeMemory.reserve(&kindNumbers, entries.count)
        do throws(CellIndexError) {
            for entry in entries { try add(reports[Int(entry.row)], firstInstant) }
        } catch {
            self.error = error
        }
    }

    /// These columns, if all went well.
    func checked() throws(CellIndexError) -> HalfOfColumns {
        if let error { throw error }
        return self
    }

    @inline(__always)
    private mutating func add(_ report: IndexedReport, _ firstInstant: Int64) throws(CellIndexError) {
        let (distance, overflow) = report.instant.subtractingReportingOverflow(firstInstant)
        guard !overflow, let offset = UInt32(exactly: distance) else { throw .timeSpanTooLong }
        ids.append(report.id)
        seconds.append(offset)
        hours.append(report.hourOfWeek)
        kindNumbers.append(try numbering.number(of: report.kind))
    }

    @inline(__always)
    private static func entries(
        of reports: ReportLists, _ isInside: (UInt64) -> Bool
    ) -> [RadixSort.Entry<UInt64>] {
        var count = 0
        reports.forEach { _, report in count += isInside(report.code.bits) ? 1 : 0 }
        return LargeMemory.array(count) { buffer in
            var next = 0
            reports.forEach { index, report in
                guard isInside(report.code.bits) else { return }
                let entry = RadixSort.Entry(key: report.code.bits, row: UInt32(truncatingIfNeeded: index))
                buffer.initializeElement(at: next, to: entry)
                next += 1
            }
        }
    }
}
