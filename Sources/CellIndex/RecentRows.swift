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

    private let known = Mutex(Recent<Condition, RowBits>(capacity: 8))

    /// The rows that meet a condition, as far as they are remembered.
    func known(_ condition: Condition) -> RowBits? {
        known.withLock { $0.value(condition) }
    }

    /// The rows that meet a condition.
    ///
    /// - Parameter look: Finds them where they are not remembered.
    func rows(_ condition: Condition, _ look: () -> RowBits) -> RowBits {
        if let rows = known(condition) { return rows }
        let rows = look()
        known.withLock { $0.insert(rows, condition) }
        return rows
    }
}
