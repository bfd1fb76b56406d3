import CellIndex
import ReportStore
import Reports
import WebMercator

/// Turns a store's reports into the index's.
struct IndexedRows: Sendable {
    private let clock: LocalClock
    private var reports: [IndexedReport] = []
    private var hasFailed = false

    /// - Parameter capacity: How many reports are expected.
    init(_ catalogue: Catalogue, capacity: Int = 0) {
        clock = catalogue.clock
        LargeMemory.reserve(&reports, capacity)
    }

    /// Adds a report.
    mutating func add(_ report: StoredReport) {
        guard let id = UInt32(exactly: report.id) else {
            hasFailed = true
            return
        }
        let hour =
            report.occurred.precision >= .minute
            ? UInt8(truncatingIfNeeded: clock.hourOfWeek(at: report.occurred.instant)) : IndexedReport.noHour
        reports.append(
            IndexedReport(
                id: id, code: MortonCode(report.place),
                kind: ReportKind(category: report.category, source: report.source, status: report.status),
                instant: report.occurred.instant, hourOfWeek: hour))
    }

    /// The reports. Better none than some of which those with clamped numbers replace each other.
    ///
    /// - Throws: `CellIndexError.numberTooLarge`.
    func checked() throws(CellIndexError) -> [IndexedReport] {
        if hasFailed { throw .numberTooLarge }
        return reports
    }
}
