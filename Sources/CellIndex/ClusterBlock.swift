import WebMercator

/// The cells of some tiles on several levels with what they hold, and how they go together as clusters.
///
/// Level by level the non-empty cells are numbered in the order of their addresses, so that those of one larger cell stand
/// side by side.
struct ClusterBlock {
    /// What a cell, or a group of them, holds.
    struct Sums: Sendable, BitwiseCopyable {
        var x: Int64 = 0
        var y: Int64 = 0
        var count: Int64 = 0

        @inline(__always)
        mutating func add(_ x: Int64, _ y: Int64, _ count: Int64) {
            self.x &+= x
            self.y &+= y
            self.count &+= count
        }

        @inline(__always)
        mutating func add(_ other: Sums) { add(other.x, other.y, other.count) }

        /// The centroid; what is empty has none.
        var place: WorldCoordinate {
            let number = max(count, 1)
            return WorldCoordinate(x: UInt32(clamping: x / number), y: UInt32(clamping: y / number))
        }
    }

    /// The cells of one level.
    struct Layer {
        /// The cells' addresses, rising.
        var addresses: [UInt64] = []
        /// By cell, all reports.
        var all: [Sums] = []
        /// By cell, the protected ones among them.
        var protected: [Sums] = []
        /// By cell, the number of the cell above it.
        var parents: [Int32] = []
    }

    /// The coarsest level, that of the tiles.
    let top: Int
    /// From the coarsest level on.
    private(set) var layers: [Layer]
    /// By entry of the totals, the number of its cell on the finest level; below 0 where the cell is empty after all.
    private(set) var cellOfEntry: [Int32] = []

    var known: [Stage: [Int32]] = [:]

    /// Groups of cells of a level, within cells of another.
    struct Stage: Hashable {
        var within: Int
        var level: Int
    }

    /// Collects the cells of totals.
    ///
    /// - Parameters:
    ///   - top: The level of the tiles.
    ///   - finest: The level of the totals.
    init(_ totals: ClusterTotals, _ privacy: ClusterPrivacy, top: Int, finest: Int) {
        self.top = top
        var layer = Layer()
        let protects = totals.kinds.map(privacy.protects)
        cellOfEntry.reserveCapacity(totals.entries.count)
        for entry in totals.entries {
            if entry.address != layer.addresses.last || layer.addresses.isEmpty {
                layer.append(entry.address)
            }
            let cell = layer.addresses.count - 1
            cellOfEntry.append(Int32(truncatingIfNeeded: cell))
            layer.all[cell].add(entry.x, entry.y, Int64(entry.count))
            if protects[Int(entry.kind)] { layer.protected[cell].add(entry.x, entry.y, Int64(entry.count)) }
        }
        layers = []
        layers = [dropEmpty(from: layer)]
        for _ in stride(from: finest, to: top, by: -1) {
            let coarser = layers[0].collectParents()
            layers.insert(coarser, at: 0)
        }
    }

    /// The cells of a level.
    func layer(_ level: Int) -> Layer { layers[level - top] }

    /// Cells all of whose reports have been removed are none.
    private mutating func dropEmpty(from layer: Layer) -> Layer {
        guard layer.all.contains(where: { $0.count <= 0 }) else { return layer }
        var kept = Layer()
        let numbers = layer.addresses.indices.map { cell -> Int32 in
            guard layer.all[cell].count > 0 else { return -1 }
            kept.append(layer.addresses[cell], layer.all[cell], layer.protected[cell])
            return Int32(truncatingIfNeeded: kept.addresses.count - 1)
        }
        for entry in cellOfEntry.indices { cellOfEntry[entry] = numbers[Int(cellOfEntry[entry])] }
        return kept
    }
}

extension ClusterBlock.Layer {
    /// Adds a cell behind all others.
    mutating func append(
        _ address: UInt64, _ all: ClusterBlock.Sums = .init(), _ protected: ClusterBlock.Sums = .init()
    ) {
        addresses.append(address)
        self.all.append(all)
        self.protected.append(protected)
    }

    /// Numbers the cells above these, and gives them.
    fileprivate mutating func collectParents() -> ClusterBlock.Layer {
        var above = ClusterBlock.Layer()
        parents.reserveCapacity(addresses.count)
        for cell in addresses.indices {
            let address = addresses[cell] >> 2
            if address != above.addresses.last || above.addresses.isEmpty { above.append(address) }
            let parent = above.addresses.count - 1
            parents.append(Int32(truncatingIfNeeded: parent))
            above.all[parent].add(all[cell])
            above.protected[parent].add(protected[cell])
        }
        return above
    }
}
