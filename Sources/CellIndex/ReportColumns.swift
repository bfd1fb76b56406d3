import WebMercator

/// Reports as columns sorted by Morton code, 19 bytes a report.
struct ReportColumns: Sendable {
    /// The places, rising.
    private(set) var codes: [UInt64] = []
    /// The kinds, as places in ``kinds``.
    private(set) var kindNumbers: [UInt16] = []
    /// Seconds after the table's first instant.
    private(set) var seconds: [UInt32] = []
    /// The hours of the local week, or `IndexedReport.noHour`.
    private(set) var hours = HourColumn()
    /// The reports' numbers in the store.
    private(set) var ids: [UInt32] = []
    /// The kinds that occur.
    private(set) var kinds: [ReportKind] = []

    /// No reports.
    init() {}

    /// Sorts reports into columns, on two cores where there are many.
    ///
    /// - Parameter firstInstant: The instant from which seconds count; no report is earlier.
    static func sorted(
        _ reports: [IndexedReport], firstInstant: Int64
    ) throws(CellIndexError) -> ReportColumns {
        let entries = reports.indices.map {
            RadixSort.Entry(key: reports[$0].code.bits, row: UInt32(truncatingIfNeeded: $0))
        }
        guard reports.count >= parallelFrom else { return try ReportColumns(reports, entries, firstInstant) }
        let pivot = middle(of: entries)
        let (lower, upper) = Parallel.both({ Self.half(reports, entries.filter { $0.key < pivot }, firstInstant) }) {
            Self.half(reports, entries.filter { $0.key >= pivot }, firstInstant)
        }
        var columns = try lower.get()
        try columns.append(try upper.get())
        return columns
    }

    /// Below this number of reports a second thread is not worth its start.
    private static let parallelFrom = 50_000

    /// A key that about half of the entries lie below.
    private static func middle(of entries: [RadixSort.Entry<UInt64>]) -> UInt64 {
        let sample = stride(from: 0, to: entries.count, by: max(1, entries.count / 1024)).map { entries[$0].key }
            .sorted()
        return sample.isEmpty ? 0 : sample[sample.count / 2]
    }

    private static func half(
        _ reports: [IndexedReport], _ entries: [RadixSort.Entry<UInt64>], _ firstInstant: Int64
    ) -> Result<ReportColumns, CellIndexError> {
        Result { () throws(CellIndexError) in try ReportColumns(reports, entries, firstInstant) }
    }

    private init(
        _ reports: [IndexedReport], _ entries: [RadixSort.Entry<UInt64>], _ firstInstant: Int64
    ) throws(CellIndexError) {
        reserve(entries.count)
        var numbering = KindNumbering()
        for entry in RadixSort.sorted(entries) {
            let report = reports[Int(entry.row)]
            guard let offset = UInt32(exactly: report.instant - firstInstant) else { throw .timeSpanTooLong }
            codes.append(entry.key)
            kindNumbers.append(try numbering.number(of: report.kind))
            seconds.append(offset)
            hours.append(report.hourOfWeek)
            ids.append(report.id)
        }
        kinds = numbering.kinds
    }

    /// Adds columns none of whose codes is below those of these.
    private mutating func append(_ other: ReportColumns) throws(CellIndexError) {
        var numbering = KindNumbering()
        for kind in kinds { _ = try numbering.number(of: kind) }
        var translation: [UInt16] = []
        for kind in other.kinds { translation.append(try numbering.number(of: kind)) }
        reserve(codes.count + other.codes.count)
        codes += other.codes
        kindNumbers += other.kindNumbers.lazy.map { translation[Int($0)] }
        seconds += other.seconds
        hours.append(other.hours)
        ids += other.ids
        kinds = numbering.kinds
    }

    private mutating func reserve(_ count: Int) {
        codes.reserveCapacity(count)
        kindNumbers.reserveCapacity(count)
        seconds.reserveCapacity(count)
        hours.reserveCapacity(count)
        ids.reserveCapacity(count)
    }
}
