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
        var reports: [IndexedReport] = []
        reports.reserveCapacity(try store.count())
        let sequence = try store.reports(changedAfter: 0) { reports.append(indexed($0)) }
        return dataset(try CellSnapshot(reports, sequence: sequence))
    }

    /// Reads what has changed since a state; `nil` where nothing has.
    ///
    /// - Throws: `StoreError` and `CellIndexError`.
    public func refresh(_ dataset: Dataset) throws -> Dataset? {
        var changes: [IndexedReport] = []
        let sequence = try store.reports(changedAfter: dataset.snapshot.sequence) { changes.append(indexed($0)) }
        guard !changes.isEmpty else { return nil }
        return self.dataset(try dataset.snapshot.applying(changes, sequence: sequence))
    }

    private func dataset(_ snapshot: CellSnapshot) -> Dataset {
        Dataset(catalogue: store.catalogue, snapshot: snapshot, updated: Int64(Date().timeIntervalSince1970))
    }

    private func indexed(_ report: StoredReport) -> IndexedReport {
        let hour =
            report.occurred.precision >= .minute
            ? UInt8(truncatingIfNeeded: store.catalogue.clock.hourOfWeek(at: report.occurred.instant))
            : IndexedReport.noHour
        return IndexedReport(
            id: UInt32(clamping: report.id), code: MortonCode(report.place),
            kind: ReportKind(category: report.category, source: report.source, status: report.status),
            instant: report.occurred.instant, hourOfWeek: hour)
    }
}
