import Dispatch
import Rendering
import Reports
import Synchronization
import WebMercator

/// Rendered tiles, the last used of so many bytes. Equal requests at one time share one rendering.
final class TileCache: Sendable {
    /// What a tile's bytes depend on.
    struct Key: Hashable {
        /// The picture's address.
        var tile: TileCoordinate
        /// Who looks.
        var audience: Audience
        /// Device pixels per pixel.
        var ratio: Int
        /// The style's name.
        var style: String
        /// Changes with the style's content.
        var styleVersion: Int
        /// The filter.
        var filter: ReportFilter
        /// The filter of the period that is compared, where there is one.
        var compared: ReportFilter?
        /// The class limits, which depend on the whole of the data.
        var limits: [Double]
        /// On what of the data the tile depends.
        var content: TileContent
    }

    private struct Entry {
        var bytes: [UInt8]
        var lastUse: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var underWay: [Key: Rendering] = [:]
        var bytes = 0
        var clock: UInt64 = 0
        var hits = 0
        var renderings = 0
    }

    private let state = Mutex(State())
    private let capacity: Int

    /// An empty cache.
    ///
    /// - Parameter capacity: The most bytes of pictures that are kept.
    init(capacity: Int = 64 << 20) {
        self.capacity = capacity
    }

    /// What an entry costs beside its picture, roughly.
    private static let overhead = 512

    /// The picture of a key; rendered by one of those who ask at the same time, while the others wait for it. `nil` for all
    /// of them where `render` gives `nil`.
    func tile(_ key: Key, _ render: () -> [UInt8]?) -> [UInt8]? {
        let (known, rendering, isOurs) = begin(key)
        if let known { return known }
        guard isOurs else { return rendering?.wait() }
        // Whatever happens from here on, `render` cannot throw, so those who wait are always answered.
        let bytes = render()
        end(key, bytes)
        rendering?.finish(bytes)
        return bytes
    }

    private func begin(_ key: Key) -> (known: [UInt8]?, rendering: Rendering?, isOurs: Bool) {
        state.withLock { state in
            state.clock += 1
            if state.entries[key] != nil {
                state.entries[key]?.lastUse = state.clock
                state.hits += 1
                return (state.entries[key]?.bytes, nil, false)
            }
            if let rendering = state.underWay[key] {
                state.hits += 1
                return (nil, rendering, false)
            }
            state.renderings += 1
            let rendering = Rendering()
            state.underWay[key] = rendering
            return (nil, rendering, true)
        }
    }

    private func end(_ key: Key, _ bytes: [UInt8]?) {
        state.withLock { state in
            state.underWay[key] = nil
            guard let bytes else { return }
            state.clock += 1
            state.entries[key] = Entry(bytes: bytes, lastUse: state.clock)
            state.bytes += bytes.count + Self.overhead
            if state.bytes > capacity { Self.shrink(&state, to: capacity * 3 / 4) }
        }
    }

    /// Drops the entries that were not used for longest. It drops a quarter at once, so that their order is rarely needed.
    private static func shrink(_ state: inout State, to bytes: Int) {
        for (key, entry) in state.entries.sorted(by: { $0.value.lastUse < $1.value.lastUse }) {
            guard state.bytes > bytes else { return }
            state.entries[key] = nil
            state.bytes -= entry.bytes.count + overhead
        }
    }

    /// The number of pictures that are kept, and their bytes.
    var contents: (count: Int, bytes: Int) { state.withLock { ($0.entries.count, $0.bytes) } }

    /// How many pictures were rendered so far, and how many requests were answered without rendering.
    var uses: (hits: Int, renderings: Int) { state.withLock { ($0.hits, $0.renderings) } }
}

/// A rendering that others wait for.
private final class Rendering: Sendable {
    private let result = Mutex<[UInt8]?>(nil)
    private let group = DispatchGroup()

    init() {
        group.enter()
    }

    func finish(_ bytes: [UInt8]?) {
        result.withLock { $0 = bytes }
        group.leave()
    }

    func wait() -> [UInt8]? {
        group.wait()
        return result.withLock { $0 }
    }
}
