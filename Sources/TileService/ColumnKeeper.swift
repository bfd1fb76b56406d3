import CellIndex
import Foundation
import ReportStore
import Synchronization

/// Writes the column file, in a thread of its own, whenever the index has a base that the file has not.
final class ColumnKeeper: Sendable {
    /// What a file holds.
    private struct Content: Equatable {
        var stamp: String
        var sequence: Int64
    }

    private struct State {
        var isWriting = false
        var kept: Content?
    }

    private let path: String
    private let report: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - path: The store's.
    ///   - report: Gets one line when the file cannot be written.
    init(path: String, report: @escaping @Sendable (String) -> Void) {
        (self.path, self.report) = (path, report)
    }

    /// Begins to write, unless the file has the state's base or another writing is under way.
    func writeIfDue(_ dataset: Dataset) {
        let content = Content(stamp: dataset.stamp, sequence: dataset.snapshot.baseSequence)
        let isDue = state.withLock { state in
            guard !state.isWriting, state.kept != content else { return false }
            // A base that cannot be written is not tried again; the next one is.
            (state.isWriting, state.kept) = (true, content)
            return true
        }
        guard isDue else { return }
        let thread = Thread { [self] in
            do {
                let store = try ReportStore(open: path, readOnly: true)
                if try !StoredColumns(store).isWritten(dataset) { try StoreIndexer(store).writeColumns(dataset) }
            } catch {
                report("\(error)")
            }
            state.withLock { $0.isWriting = false }
        }
        thread.name = "column file"
        thread.start()
    }
}
