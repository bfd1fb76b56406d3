import Dispatch
import Synchronization

/// Work on two cores at once.
enum Parallel {
    /// Runs two functions and gives both results.
    ///
    /// - Parameter isWorthwhile: Whether they run at the same time.
    static func both<First: Sendable, Second>(
        if isWorthwhile: Bool = true, _ first: @escaping @Sendable () -> First, _ second: () -> Second
    ) -> (First, Second) {
        guard isWorthwhile else { return (first(), second()) }
        let result = ResultBox<First>()
        let group = DispatchGroup()
        DispatchQueue.global().async(group: group) { result.set(first()) }
        let other = second()
        group.wait()
        // The group has ended, so the result is there; computing it again is never reached.
        return (result.value ?? first(), other)
    }

    private final class ResultBox<Value: Sendable>: Sendable {
        private let stored = Mutex<Value?>(nil)
        var value: Value? { stored.withLock { $0 } }
        func set(_ value: Value) { stored.withLock { $0 = value } }
    }
}
