import CellIndex
import Foundation
import ReportStore
import Reports
import Synchronization

/// Builds the index from all rows of a store, which two connections read at once.
struct StoreRows {
    private let store: ReportStore

    init(_ store: ReportStore) {
        self.store = store
    }

    /// Reads all reports; `nil` where the store's catalogue was replaced since it was opened.
    ///
    /// - Throws: `StoreError` and `CellIndexError`.
    func load() throws -> Dataset? {
        let parts = try store.reading { moment -> Parts? in
            guard try moment.hasOpenedCatalogue else { return nil }
            let (stamp, sequence, middle) = (try moment.stamp, try moment.sequence, try moment.middle)
            let isWorthTwo = middle > 0 && middle < sequence && sequence > Self.leastForTwo
            let other = isWorthTwo ? UpperRows(store, stamp, middle + 1...sequence) : nil
            other?.start()
            var rows = IndexedRows(store.catalogue, capacity: Self.expected(isWorthTwo ? middle : sequence))
            try moment.reports(ids: 1...(isWorthTwo ? middle : Int64.max)) { rows.add($0) }
            guard let other else { return Parts(lower: rows, upper: nil, stamp: stamp, sequence: sequence) }
            if let upper = other.result() { return Parts(lower: rows, upper: upper, stamp: stamp, sequence: sequence) }
            try moment.reports(ids: middle + 1...Int64.max) { rows.add($0) }
            return Parts(lower: rows, upper: nil, stamp: stamp, sequence: sequence)
        }
        guard let parts else { return nil }
        let snapshot = try CellSnapshot(
            parts.lower.checked(), parts.upper?.checked() ?? [], sequence: parts.sequence)
        let dataset = Dataset(
            catalogue: store.catalogue, snapshot: snapshot, updated: Int64(Date().timeIntervalSince1970),
            stamp: parts.stamp)
        // What was changed while the two connections began one after the other is in the feed.
        return try StoreIndexer(store).refresh(dataset) ?? dataset
    }

    private struct Parts {
        var lower: IndexedRows
        var upper: IndexedRows?
        var stamp: String
        var sequence: Int64
    }

    /// Below, a second connection takes longer than it saves.
    private static let leastForTwo: Int64 = 10_000

    /// For how many reports room is made at once: a damaged store may say any number.
    static func expected(_ numbers: Int64) -> Int { Int(clamping: min(numbers, 100_000_000)) }
}

/// The rows of a store with the higher numbers, read by a connection and a thread of their own.
private final class UpperRows: Sendable {
    private let path: String
    private let catalogue: Catalogue
    private let stamp: String
    private let ids: ClosedRange<Int64>
    private let group = DispatchGroup()
    private let rows = Mutex<IndexedRows?>(nil)

    init(_ store: ReportStore, _ stamp: String, _ ids: ClosedRange<Int64>) {
        (path, catalogue, self.stamp, self.ids) = (store.path, store.catalogue, stamp, ids)
    }

    /// Begins to read.
    func start() {
        DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
            let read = try? read()
            rows.withLock { $0 = read }
        }
    }

    /// The rows; `nil` where they could not be read or are no more of the same stamp.
    func result() -> IndexedRows? {
        group.wait()
        return rows.withLock { $0 }
    }

    private func read() throws -> IndexedRows? {
        try ReportStore(open: path, readOnly: true).reading { moment in
            guard try moment.stamp == stamp else { return nil }
            var rows = IndexedRows(catalogue, capacity: StoreRows.expected(ids.upperBound - ids.lowerBound))
            try moment.reports(ids: ids) { rows.add($0) }
            return rows
        }
    }
}
