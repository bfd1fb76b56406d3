import CellIndex
import Foundation
import Synchronization

/// Builds a new base of the index in a thread of its own when many changes have gathered, while the old state serves on.
final class Compaction: Sendable {
    private enum State {
        case idle
        case running
        case done(Result<Dataset, any Error>)
    }

    private let state = Mutex(State.idle)

    /// The changes that may gather: they make every query a little dearer, a new base costs seconds once.
    static let mostChanges = 20_000

    /// Begins, unless one is under way or not much has changed.
    func startIfDue(_ dataset: Dataset) {
        guard dataset.snapshot.recentChanges > Self.mostChanges else { return }
        let isFree = state.withLock { state in
            guard case .idle = state else { return false }
            state = .running
            return true
        }
        guard isFree else { return }
        let thread = Thread { [self] in
            let result = Result { try dataset.compacted() }
            state.withLock { $0 = .done(result) }
        }
        thread.name = "compaction"
        thread.start()
    }

    /// The new state, once it is there; it is as old as the one that it was made from.
    ///
    /// - Throws: `CellIndexError`, after which another attempt may begin.
    func result() throws -> Dataset? {
        let result: Result<Dataset, any Error>? = state.withLock { state in
            guard case .done(let result) = state else { return nil }
            state = .idle
            return result
        }
        return try result?.get()
    }
}
