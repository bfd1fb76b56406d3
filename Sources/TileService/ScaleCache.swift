import Density
import Rendering
import Reports
import Synchronization
import WebMercator

/// Remembers what one state of the data takes long to tell: scales, bounds, and what the public may be told of the reports that
/// pass a filter.
public final class ScaleCache: Sendable {
    struct Key: Hashable {
        var style: String
        var zoom: Zoom
        var filter: ReportFilter
        var compared: ReportFilter?
        var audience: Audience
    }

    private struct Entry {
        var style: Style
        var scale: DensityScale
    }

    private let entries = Mutex<[Key: Entry]>([:])
    private let told = Mutex<[ReportFilter: Bool]>([:])
    private let hidden = Mutex<[ReportFilter: HiddenPlaces]>([:])
    private let bounds = Mutex<[Audience: BoundingBox?]>([:])

    /// An empty cache.
    public init() {}

    /// The most scales that are remembered; beyond it the cache starts anew.
    private static let capacity = 4096

    /// The scale of a key, made where it is not known or the style has changed since.
    func scale(_ key: Key, _ style: Style, _ make: () -> DensityScale) -> DensityScale {
        if let entry = entries.withLock({ $0[key] }), entry.style == style { return entry.scale }
        // Outside the lock: two requests may compute the same scale, but none waits for another's.
        let scale = make()
        entries.withLock { entries in
            if entries.count >= Self.capacity { entries.removeAll() }
            entries[key] = Entry(style: style, scale: scale)
        }
        return scale
    }

    /// Whether the public is told of the protected reports that pass a filter, found out where it is not known.
    func isTold(_ filter: ReportFilter, _ make: () -> Bool) -> Bool {
        Self.value(told, filter, Self.capacity, make)
    }

    /// Where the protected reports that pass a filter must lie to count to its area, found out where it is not known.
    func hiddenPlaces(_ filter: ReportFilter, _ make: () -> HiddenPlaces) -> HiddenPlaces {
        Self.value(hidden, filter, 64, make)
    }

    /// The box around what an audience sees, found out where it is not known; `nil` where that is nothing.
    func bounds(_ audience: Audience, _ make: () -> BoundingBox?) -> BoundingBox? {
        Self.value(bounds, audience, Self.capacity, make)
    }

    private static func value<Key: Hashable & Sendable, Value: Sendable>(
        _ known: borrowing Mutex<[Key: Value]>, _ key: Key, _ capacity: Int, _ make: () -> Value
    ) -> Value {
        if let value = known.withLock({ $0[key] }) { return value }
        let value = make()
        known.withLock { known in
            if known.count >= capacity { known.removeAll() }
            known[key] = value
        }
        return value
    }
}
