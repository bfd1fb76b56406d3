import Boundaries
import Reports
import Synchronization

/// Remembers which rows of a table pass what was asked for last: areas, ranges of time and hours of the week, for which many
/// rows have to be looked at. A request makes several masks of one filter, and a map asks for many tiles under it.
final class RecentRows: Sendable {
    /// What rows are asked for.
    enum Condition: Sendable, Equatable {
        case area(AreaSelection, HiddenPlaces?)
        case time(TimeRange)
        case hours(HourRanges)
    }

    private let known = Mutex<[(condition: Condition, rows: RowBits)]>([])

    /// The conditions that are remembered, each with a bit a row.
    private static let capacity = 8

    /// The rows that meet a condition, as far as they are remembered.
    func known(_ condition: Condition) -> RowBits? {
        known.withLock { known in
            guard let index = known.firstIndex(where: { $0.condition == condition }) else { return nil }
            // The last used stands last, and the first is the next to go.
            let entry = known.remove(at: index)
            known.append(entry)
            return entry.rows
        }
    }

    /// The rows that meet a condition.
    ///
    /// - Parameter look: Finds them where they are not remembered.
    func rows(_ condition: Condition, _ look: () -> RowBits) -> RowBits {
        if let rows = known(condition) { return rows }
        let rows = look()
        known.withLock { known in
            if known.count >= Self.capacity { known.removeFirst() }
            known.append((condition, rows))
        }
        return rows
    }
}
