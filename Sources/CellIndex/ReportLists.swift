/// Two lists of reports as one, without the copy that joining them would be.
struct ReportLists: Sendable {
    let first: [IndexedReport]
    let second: [IndexedReport]

    /// The number of reports.
    var count: Int { first.count + second.count }

    /// The report at a place, counted through both lists.
    @inline(__always)
    subscript(index: Int) -> IndexedReport {
        index < first.count ? first[index] : second[index - first.count]
    }

    /// Calls `body` with each report and its place.
    @inline(__always)
    func forEach(_ body: (Int, IndexedReport) -> Void) {
        for index in first.indices { body(index, first[index]) }
        for index in second.indices { body(first.count + index, second[index]) }
    }

    /// The earliest instant and the largest number; 0 without reports.
    var limits: (firstInstant: Int64, largestID: UInt32) {
        var (instant, id) = (Int64.max, UInt32(0))
        forEach { _, report in
            instant = min(instant, report.instant)
            id = max(id, report.id)
        }
        return (count == 0 ? 0 : instant, id)
    }
}
