import Density
import Rendering
import Reports
import Synchronization
import WebMercator

/// Remembers the scales of one state of the data, which cost a pass over all reports each.
public final class ScaleCache: Sendable {
    struct Key: Hashable {
        var style: String
        var zoom: Zoom
        var filter: ReportFilter
        var audience: Audience
    }

    private struct Entry {
        var style: Style
        var scale: DensityScale
    }

    private let entries = Mutex<[Key: Entry]>([:])

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
}
