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
    init(_ reports: [IndexedReport], firstInstant: Int64) throws(CellIndexError) {
        let order = Self.order(of: reports)
        let (times, (places, kinds)) = Parallel.both({ Self.times(reports, order, firstInstant) }) {
            (Self.places(reports, order), Self.kinds(reports, order))
        }
        (seconds, hours) = try times.get()
        (codes, ids) = places
        (kindNumbers, self.kinds) = try kinds.get()
    }

    /// The reports' indices in the order of their places; two halves are sorted at once.
    private static func order(of reports: [IndexedReport]) -> [UInt32] {
        let entries = reports.indices.map {
            RadixSort.Entry(key: reports[$0].code.bits, row: UInt32(truncatingIfNeeded: $0))
        }
        let sample = stride(from: 0, to: entries.count, by: max(1, entries.count / 1024)).map { entries[$0].key }
            .sorted()
        let pivot = sample.isEmpty ? 0 : sample[sample.count / 2]
        let (lower, upper) = Parallel.both({ RadixSort.sorted(entries.filter { $0.key < pivot }).map(\.row) }) {
            RadixSort.sorted(entries.filter { $0.key >= pivot }).map(\.row)
        }
        return lower + upper
    }

    private static func times(
        _ reports: [IndexedReport], _ order: [UInt32], _ firstInstant: Int64
    ) -> Result<(seconds: [UInt32], hours: HourColumn), CellIndexError> {
        var seconds: [UInt32] = []
        var hours = HourColumn()
        seconds.reserveCapacity(order.count)
        hours.reserveCapacity(order.count)
        for index in order {
            let report = reports[Int(index)]
            let (distance, overflow) = report.instant.subtractingReportingOverflow(firstInstant)
            guard !overflow, let offset = UInt32(exactly: distance) else { return .failure(.timeSpanTooLong) }
            seconds.append(offset)
            hours.append(report.hourOfWeek)
        }
        return .success((seconds, hours))
    }

    private static func places(_ reports: [IndexedReport], _ order: [UInt32]) -> (codes: [UInt64], ids: [UInt32]) {
        var codes: [UInt64] = []
        var ids: [UInt32] = []
        codes.reserveCapacity(order.count)
        ids.reserveCapacity(order.count)
        for index in order {
            let report = reports[Int(index)]
            codes.append(report.code.bits)
            ids.append(report.id)
        }
        return (codes, ids)
    }

    private static func kinds(
        _ reports: [IndexedReport], _ order: [UInt32]
    ) -> Result<(numbers: [UInt16], kinds: [ReportKind]), CellIndexError> {
        Result { () throws(CellIndexError) in
            var numbers: [UInt16] = []
            var numbering = KindNumbering()
            numbers.reserveCapacity(order.count)
            for index in order { numbers.append(try numbering.number(of: reports[Int(index)].kind)) }
            return (numbers, numbering.kinds)
        }
    }
}
