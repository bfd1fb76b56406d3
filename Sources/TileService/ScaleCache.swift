import Density
import Rendering
import Reports
import Synchronization
import WebMercator

/// Remembers what one state of the data costs a pass over all reports each: scales, and what the public may be told of the
/// periods that it compares.
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
    private let told = Mutex<[ReportFilter: ReportFilter]>([:])

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

    /// The filter of what the public is told of the reports that pass a filter, made where it is not known.
    func told(_ filter: ReportFilter, _ make: () -> ReportFilter) -> ReportFilter {
        if let known = told.withLock({ $0[filter] }) { return known }
        let made = make()
        told.withLock { told in
            if told.count >= Self.capacity { told.removeAll() }
            told[filter] = made
        }
        return made
    }
}
