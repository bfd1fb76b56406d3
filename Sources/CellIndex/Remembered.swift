import Synchronization

/// The results of long work that were asked for last. Each is worked out once; who asks meanwhile waits for it.
final class Remembered<Key: Sendable & Equatable, Value: Sendable>: Sendable {
    private let results: Mutex<Recent<Key, Result>>

    /// - Parameter capacity: How many are remembered.
    init(capacity: Int) {
        results = Mutex(Recent(capacity: capacity))
    }

    /// The result, as far as it is remembered.
    func known(_ key: Key) -> Value? {
        results.withLock { $0.value(key) }?.known
    }

    /// The result.
    ///
    /// - Parameter work: Works it out.
    func value(_ key: Key, _ work: () -> Value) -> Value {
        let result = results.withLock { results in
            if let result = results.value(key) { return result }
            let result = Result()
            results.insert(result, key)
            return result
        }
        return result.value(work)
    }

    private final class Result: Sendable {
        private let stored = Mutex<Value?>(nil)

        /// The value, unless it is being worked out.
        var known: Value? { stored.withLockIfAvailable { $0 } ?? nil }

        func value(_ work: () -> Value) -> Value {
            stored.withLock { stored in
                if let stored { return stored }
                let value = work()
                stored = value
                return value
            }
        }
    }
}
