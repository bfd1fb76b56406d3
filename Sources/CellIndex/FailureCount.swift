import Synchronization

/// Counts failures of work on several cores.
final class FailureCount: Sendable {
    private let count = Atomic(0)

    /// Counts one.
    func add() {
        count.add(1, ordering: .relaxed)
    }

    /// Whether nothing failed, once all work has ended.
    var isZero: Bool { count.load(ordering: .relaxed) == 0 }
}
