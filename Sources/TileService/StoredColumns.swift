import CellIndex
import Foundation
import ReportStore
import Reports

/// The column file beside a store: the index's base as it was, which a start reads instead of all rows.
struct StoredColumns {
    private let store: ReportStore

    /// The changes since the file was written that are applied at most; a larger part is faster read anew as a whole.
    static let mostChanges: Int64 = 200_000

    init(_ store: ReportStore) {
        self.store = store
    }

    private var path: String { StoreIndexer.columnFile(of: store.path) }

    /// The state of the file with the store's changes since; `nil` where the file is missing, damaged, of another state of
    /// the store, or too old, or where the store's catalogue was replaced since it was opened.
    ///
    /// - Throws: `StoreError` and `CellIndexError`.
    func load() throws -> Dataset? {
        guard let file = try? ColumnFile(open: path) else { return nil }
        let stamp = try store.reading { moment -> String? in
            let behind = try moment.sequence - file.sequence
            guard try moment.hasOpenedCatalogue, behind >= 0, behind <= Self.mostChanges, behind <= file.count / 20,
                try Self.fileStamp(moment, file.sequence) == file.stamp
            else { return nil }
            return try moment.stamp
        }
        guard let stamp, let snapshot = try? file.load() else { return nil }
        let dataset = Dataset(
            catalogue: store.catalogue, snapshot: snapshot, updated: Int64(Date().timeIntervalSince1970), stamp: stamp)
        // It looks at the stamp once more, in the transaction that reads the changes.
        return try StoreIndexer(store).refresh(dataset) ?? dataset
    }

    /// Writes a state's base.
    ///
    /// - Throws: `StoreError` and `ColumnFileError`.
    func write(_ dataset: Dataset) throws {
        let stamp = try store.reading { moment -> String? in
            guard try moment.stamp == dataset.stamp else { return nil }
            return try Self.fileStamp(moment, dataset.snapshot.baseSequence)
        }
        // The store has moved on to what this state is not of; whoever follows it will write anew.
        guard let stamp else { return }
        let mode = try? FileManager.default.attributesOfItem(atPath: store.path)[.posixPermissions] as? NSNumber
        // The file tells where every report is: whoever may not read the store may not read it either.
        try ColumnFile.write(dataset.snapshot, stamp: stamp, to: path, mode: mode?.uint16Value ?? 0o600)
    }

    /// Whether the file has a state's base.
    ///
    /// - Throws: `StoreError`.
    func isWritten(_ dataset: Dataset) throws -> Bool {
        guard let file = try? ColumnFile(open: path), file.sequence == dataset.snapshot.baseSequence else {
            return false
        }
        return try store.reading { try Self.fileStamp($0, file.sequence) == file.stamp }
    }

    private static func fileStamp(_ moment: StoreMoment, _ sequence: Int64) throws -> String {
        "\(try moment.stamp) \(try moment.mark(upTo: sequence))"
    }
}
