import CellIndex
import Foundation
import ReportStore
import Reports
import WebMercator

/// Builds the index from a store or from the column file beside it, and keeps it up with the store's change feed.
public struct StoreIndexer {
    private let store: ReportStore

    /// Reads from a store; use it from one thread at a time.
    public init(_ store: ReportStore) {
        self.store = store
    }

    /// Where the column file of a store lies.
    public static func columnFile(of path: String) -> String { path + "-columns" }

    /// Reads all reports: from the column file, where it is of this store, and the store's changes since; else from the
    /// store.
    ///
    /// - Throws: `StoreError` and `CellIndexError`.
    public func load() throws -> Dataset {
        var store = store
        for _ in 0..<Self.mostAttempts {
            if let dataset = try StoredColumns(store).load() ?? StoreRows(store).load() { return dataset }
            // A store object keeps the catalogue with which it was opened.
            store = try ReportStore(open: store.path, readOnly: true)
        }
        throw StoreError.busy(store.path)
    }

    /// The catalogues that may be replaced one after the other while they are being read.
    private static let mostAttempts = 5

    /// Brings a state up to the store's, its boundaries included: `nil` where nothing has changed. Where reports went away, the catalogue was
    /// replaced or the store has become an older one, all is read anew.
    ///
    /// - Throws: `StoreError` and `CellIndexError`.
    public func refresh(_ dataset: Dataset) throws -> Dataset? {
        var boundaryRows: BoundaryRows?
        let changes = try store.reading { moment -> RowChanges? in
            guard try moment.stamp == dataset.stamp, try moment.sequence >= dataset.snapshot.sequence else {
                return nil
            }
            boundaryRows = try BoundaryRows(moment, since: dataset.boundaries.version)
            return try RowChanges(moment, after: dataset.snapshot.sequence, dataset.catalogue)
        }
        guard let changes else { return try load() }
        let boundaries = try boundaryRows?.layers(store: store.path, snapLevel: dataset.publicSnapLevel)
        guard !changes.reports.isEmpty || boundaries != nil else { return nil }
        let snapshot =
            changes.reports.isEmpty
            ? dataset.snapshot : try dataset.snapshot.applying(changes.reports, sequence: changes.sequence)
        return dataset.replacing(snapshot, updated: Int64(Date().timeIntervalSince1970), boundaries: boundaries)
    }

    /// Writes the column file, by which the next start need not read the store. It takes about a second for ten million
    /// reports; other readers and writers of store and file are not disturbed.
    ///
    /// - Parameter dataset: A state of this store.
    /// - Throws: `StoreError` and `ColumnFileError`; the file is then as it was.
    public func writeColumns(_ dataset: Dataset) throws {
        try StoredColumns(store).write(dataset)
    }
}

/// What changed in a store after a sequence number.
struct RowChanges {
    let reports: [IndexedReport]
    let sequence: Int64

    init(_ moment: StoreMoment, after sequence: Int64, _ catalogue: Catalogue) throws {
        var rows = IndexedRows(catalogue)
        try moment.reports(changedAfter: sequence) { rows.add($0) }
        (reports, self.sequence) = (try rows.checked(), try moment.sequence)
    }
}
