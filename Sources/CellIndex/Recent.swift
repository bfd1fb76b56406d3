/// The values that were asked for last, by what was asked.
struct Recent<Key: Sendable & Equatable, Value: Sendable>: Sendable {
    private var entries: [(key: Key, value: Value)] = []
    private let capacity: Int

    /// - Parameter capacity: How many are remembered.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The value of a key, as far as it is remembered.
    mutating func value(_ key: Key) -> Value? {
        guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
        // The last used stands last, and the first is the next to go.
        let entry = entries.remove(at: index)
        entries.append(entry)
        return entry.value
    }

    /// Remembers a value.
    mutating func insert(_ value: Value, _ key: Key) {
        if entries.count >= capacity { entries.removeFirst() }
        entries.append((key, value))
    }
}
