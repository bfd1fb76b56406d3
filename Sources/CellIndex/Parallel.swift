import Dispatch
import Synchronization

/// Work on two cores at once.
enum Parallel {
    /// Runs two functions and gives both results.
    ///
    /// Where no other thread has begun with the first when the second has ended, it is run here: nobody ever waits for a thread
    /// to come free, and so calls may be nested, and made while a lock is held.
    ///
    /// - Parameter isWorthwhile: Whether they run at the same time.
    static func both<First: Sendable, Second>(
        if isWorthwhile: Bool = true, _ first: @escaping @Sendable () -> First, _ second: () -> Second
    ) -> (First, Second) {
        guard isWorthwhile else { return (first(), second()) }
        let job = Job(first)
        DispatchQueue.global().async { job.begin() }
        let other = second()
        return (job.value, other)
    }

    /// Work that the first thread does that comes.
    private final class Job<Value: Sendable>: Sendable {
        private let work: @Sendable () -> Value
        private let isBegun = Atomic(false)
        private let result = Mutex<Value?>(nil)
        private let end = DispatchGroup()

        init(_ work: @escaping @Sendable () -> Value) {
            self.work = work
            end.enter()
        }

        /// Does the work, unless another thread has begun with it.
        func begin() {
            guard !isBegun.exchange(true, ordering: .acquiringAndReleasing) else { return }
            let value = work()
            result.withLock { $0 = value }
            end.leave()
        }

        /// The result, as soon as it is there.
        var value: Value {
            begin()
            end.wait()
            // It has ended, so the result is there; doing the work again is never reached.
            return result.withLock { $0 } ?? work()
        }
    }
}
