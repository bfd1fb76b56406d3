import CellIndex
import Reports
import Synchronization
import WebMercator

/// Remembers which reports the last lists held, so that their next pages need not look for them again.
final class RecentNumbers: Sendable {
    /// What a list depends on: what is asked for, who asks, and the state of the data.
    struct Key: Hashable {
        var filter: ReportFilter
        var box: BoundingBox?
        var audience: Audience
        var stamp: String
        var sequence: Int64
    }

    private let lists = Mutex<[(key: Key, numbers: ReportNumbers)]>([])

    /// A list of ten million reports takes 1.3 MB.
    private static let most = 16

    /// The list of a key; made where it is not known.
    func numbers(_ key: Key, _ make: () -> ReportNumbers) -> ReportNumbers {
        let known = lists.withLock { lists -> ReportNumbers? in
            guard let index = lists.firstIndex(where: { $0.key == key }) else { return nil }
            // The last used stands last, and the first is the next to go.
            let entry = lists.remove(at: index)
            lists.append(entry)
            return entry.numbers
        }
        if let known { return known }
        let numbers = make()
        lists.withLock { lists in
            lists.removeAll { $0.key == key || $0.key.stamp != key.stamp || $0.key.sequence < key.sequence }
            lists.append((key, numbers))
            if lists.count > Self.most { lists.removeFirst() }
        }
        return numbers
    }
}
