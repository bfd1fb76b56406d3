import Reports
import Synchronization

/// Remembers the totals of the rows that were asked for last by time, hour or area: a map asks for many tiles under one filter,
/// and only the first of them looks at the rows.
final class RecentTotals: Sendable {
    /// What totals are asked for.
    struct Key: Sendable, Equatable {
        /// The filter, without what it asks of kinds.
        var filter: ReportFilter
        var precision: PlacePrecision
    }

    /// The totals of some rows.
    struct Totals: Sendable {
        var totals: PreparedTotals
        var rows: RowBits
    }

    private let known = Mutex(Recent<Key, Once>(capacity: 4))

    /// The totals, as far as they are remembered.
    func known(_ key: Key) -> Totals? {
        known.withLock { $0.value(key) }?.known
    }

    /// The totals.
    ///
    /// - Parameter make: Sums them up where they are not remembered; who asks meanwhile waits for them.
    func totals(_ key: Key, _ make: () -> Totals) -> Totals {
        let once = known.withLock { known in
            if let once = known.value(key) { return once }
            let once = Once()
            known.insert(once, key)
            return once
        }
        return once.value(make)
    }

    /// Totals that are made once.
    private final class Once: Sendable {
        private let made = Mutex<Totals?>(nil)

        /// The totals, unless they are being made.
        var known: Totals? { made.withLockIfAvailable { $0 } ?? nil }

        func value(_ make: () -> Totals) -> Totals {
            made.withLock { made in
                if let made { return made }
                let totals = make()
                made = totals
                return totals
            }
        }
    }
}
