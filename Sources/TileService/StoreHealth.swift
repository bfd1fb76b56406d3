import Synchronization

/// Whether the store from which the data comes can be read: whoever reads it says so here each time.
public final class StoreHealth: Sendable {
    private struct State {
        var lastRead: UInt64?
        var failingSince: UInt64?
    }

    private let state = Mutex(State())

    /// A store that nobody has read yet, and of which nothing bad is known.
    init() {}

    /// For so many seconds a store may fail to be read before the service calls itself not ready: another process may
    /// hold it for a moment.
    static let patience: Double = 10

    /// The store was looked at, and the data is as it has it.
    public func succeeded() {
        succeeded(now: MonotonicTime.now)
    }

    /// The store could not be read.
    public func failed() {
        failed(now: MonotonicTime.now)
    }

    func succeeded(now: UInt64) {
        state.withLock { $0 = State(lastRead: now, failingSince: nil) }
    }

    func failed(now: UInt64) {
        state.withLock { state in
            if state.failingSince == nil { state.failingSince = now }
        }
    }

    /// For how many seconds the store has been failing; 0 where it can be read.
    var secondsFailing: Double {
        state.withLock { $0.failingSince }.map { MonotonicTime.seconds(since: $0) } ?? 0
    }

    /// How many seconds ago the store was last read, or `nil` where it never was.
    var secondsSinceRead: Double? {
        state.withLock { $0.lastRead }.map { MonotonicTime.seconds(since: $0) }
    }
}
