import CellIndex
import Foundation
import ReportStore
import Reports
import WebMercator

/// Builds the index from a store and keeps it up with the store's change feed.
public struct StoreIndexer {
    private let store: ReportStore

    /// Reads from a store; use it from one thread at a time.
    public init(_ store: ReportStore) {
        self.store = store
    }

    /// Reads all reports.
    ///
    /// - Throws: `StoreError` and `CellIndexError`.
    public func load() throws -> Dataset {
        let (reports, sequence) = try changes(after: 0, expecting: store.count())
        return dataset(try CellSnapshot(reports, sequence: sequence))
    }

    /// Reads what has changed since a state; `nil` where nothing has.
    ///
    /// - Throws: `StoreError` and `CellIndexError`.
    public func refresh(_ dataset: Dataset) throws -> Dataset? {
        let (changes, sequence) = try changes(after: dataset.snapshot.sequence, expecting: 0)
        guard !changes.isEmpty else { return nil }
        return self.dataset(try dataset.snapshot.applying(changes, sequence: sequence))
    }

    private func changes(
        after sequence: Int64, expecting count: Int
    ) throws -> (reports: [IndexedReport], sequence: Int64) {
        var reports: [IndexedReport] = []
        var hasFailed = false
        reports.reserveCapacity(count)
        let latest = try store.reports(changedAfter: sequence) { report in
            guard let id = UInt32(exactly: report.id) else {
                hasFailed = true
                return
            }
            reports.append(indexed(report, id))
        }
        // Better no map than one on which reports with clamped numbers replace each other.
        if hasFailed { throw CellIndexError.numberTooLarge }
        return (reports, latest)
    }

    private func dataset(_ snapshot: CellSnapshot) -> Dataset {
        Dataset(catalogue: store.catalogue, snapshot: snapshot, updated: Int64(Date().timeIntervalSince1970))
    }

    private func indexed(_ report: StoredReport, _ id: UInt32) -> IndexedReport {
        let hour =
            report.occurred.precision >= .minute
            ? UInt8(truncatingIfNeeded: store.catalogue.clock.hourOfWeek(at: report.occurred.instant))
            : IndexedReport.noHour
        return IndexedReport(
            id: id, code: MortonCode(report.place),
            kind: ReportKind(category: report.category, source: report.source, status: report.status),
            instant: report.occurred.instant, hourOfWeek: hour)
    }
}
