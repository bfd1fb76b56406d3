import Reports
import Synchronization
import WebMercator

/// Remembers what was found for the last lists, such as which reports they hold, so that their next pages need not look for
/// it again.
final class RecentFindings<Value: Sendable>: Sendable {
    /// What a list depends on: what is asked for, who asks, and the state of the data.
    struct Key: Hashable {
        var filter: ReportFilter
        var box: BoundingBox?
        /// The layer of areas, with the number of its state.
        var layer = ""
        var audience: Audience
        var stamp: String
        var sequence: Int64
    }

    private let lists = Mutex<[(key: Key, value: Value)]>([])

    /// A list of ten million reports takes 1.3 MB.
    private static var most: Int { 16 }

    /// What was found for a key; looked for where it is not known.
    func value(_ key: Key, _ make: () -> Value) -> Value {
        let known = lists.withLock { lists -> Value? in
            guard let index = lists.firstIndex(where: { $0.key == key }) else { return nil }
            // The last used stands last, and the first is the next to go.
            let entry = lists.remove(at: index)
            lists.append(entry)
            return entry.value
        }
        if let known { return known }
        let value = make()
        lists.withLock { lists in
            lists.removeAll { $0.key == key || $0.key.stamp != key.stamp || $0.key.sequence < key.sequence }
            lists.append((key, value))
            if lists.count > Self.most { lists.removeFirst() }
        }
        return value
    }
}
