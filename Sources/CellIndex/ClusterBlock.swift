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
        /// By cell, what it holds.
        var all: [Sums] = []
        /// By cell, the number of the cell above it.
        var parents: [Int32] = []
    }

    /// The coarsest level, that of the tiles.
    let top: Int
    /// From the coarsest level on.
    private(set) var layers: [Layer]
    /// By entry of the totals, the number of its cell on the finest level of the block; below 0 where the cell is empty after all.
    private(set) var cellOfEntry: [Int32] = []

    var known: [Stage: [Int32]] = [:]

    /// Groups of cells of a level, within cells of another.
    struct Stage: Hashable {
        var within: Int
        var level: Int
    }

    /// How many levels below the cells of which clusters are made protected reports are told apart at most: cells 8 px wide
    /// on a tile of 256.
    static let homeLevels = 2

    /// Collects the cells of totals.
    ///
    /// - Parameters:
    ///   - top: The level of the tiles.
    ///   - finest: The finest level of the block; that of the totals, or above it where some reports are protected.
    init(_ totals: ClusterTotals, top: Int, finest: Int) {
        self.top = top
        var layer = Layer()
        var homes = Homes()
        cellOfEntry.reserveCapacity(totals.entries.count)
        for entry in totals.entries {
            if entry.address != layer.addresses.last || layer.addresses.isEmpty { layer.append(entry.address) }
            let cell = layer.addresses.count - 1
            cellOfEntry.append(Int32(truncatingIfNeeded: cell))
            layer.all[cell].add(entry.x, entry.y, Int64(entry.count))
            if let home = entry.home { homes.add(entry.address, Int64(entry.count), home) }
        }
        layers = []
        layers = [dropEmpty(from: layer)]
        for _ in stride(from: totals.level.number, to: top, by: -1) {
            let coarser = layers[0].collectParents()
            layers.insert(coarser, at: 0)
        }
        place(homes, totals.level)
        cutBelow(finest)
    }

    /// The cells in which protected reports stand, of which other sums know the number alone.
    private struct Homes {
        var addresses: [UInt64] = []
        var counts: [Int64] = []
        var levels: [UInt8] = []

        mutating func add(_ address: UInt64, _ count: Int64, _ level: UInt8) {
            // Undivided cells do not overlap, so that no two have their middles in one cell.
            if addresses.last != address || addresses.isEmpty {
                addresses.append(address)
                counts.append(0)
                levels.append(level)
            }
            counts[counts.count - 1] += count
        }
    }

    /// Adds the places of protected reports to the sums of each level. They depend on the level alone, not on the zoom for
    /// which it is looked at: else clusters would not be nested.
    private mutating func place(_ homes: Homes, _ finest: Level) {
        guard !homes.addresses.isEmpty, var layer = layers.last else { return }
        // By home, the number of its cell; a home all of whose reports are gone may have none.
        var cells = homes.addresses.map { layer.number(of: $0) }
        for index in layers.indices.reversed() {
            let deepest = top + index + Self.homeLevels
            layer = layers[index]
            for home in cells.indices where cells[home] >= 0 && homes.counts[home] != 0 {
                let code = MortonCode(bits: homes.addresses[home] << finest.mortonShift)
                let level = Level(clamping: min(Int(homes.levels[home]), deepest))
                let place = Cell(containing: code, level: level).middle.place
                let count = homes.counts[home]
                layer.all[cells[home]].add(Int64(place.x) * count, Int64(place.y) * count, 0)
            }
            layers[index] = layer
            guard index > 0 else { return }
            cells = cells.map { $0 >= 0 ? Int(layer.parents[$0]) : -1 }
        }
    }

    /// Forgets the levels that were there for protected reports alone.
    private mutating func cutBelow(_ finest: Int) {
        while layers.count > max(finest - top + 1, 1) {
            let parents = layers.removeLast().parents
            for entry in cellOfEntry.indices where cellOfEntry[entry] >= 0 {
                cellOfEntry[entry] = parents[Int(cellOfEntry[entry])]
            }
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
            kept.append(layer.addresses[cell], layer.all[cell])
            return Int32(truncatingIfNeeded: kept.addresses.count - 1)
        }
        for entry in cellOfEntry.indices { cellOfEntry[entry] = numbers[Int(cellOfEntry[entry])] }
        return kept
    }
}

extension ClusterBlock.Layer {
    /// Adds a cell behind all others.
    mutating func append(_ address: UInt64, _ all: ClusterBlock.Sums = .init()) {
        addresses.append(address)
        self.all.append(all)
    }

    /// The number of a cell, or -1 where it is not there.
    fileprivate func number(of address: UInt64) -> Int {
        var (low, high) = (0, addresses.count)
        while low < high {
            let middle = low + (high - low) / 2
            if addresses[middle] < address { low = middle + 1 } else { high = middle }
        }
        return low < addresses.count && addresses[low] == address ? low : -1
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
        }
        return above
    }
}
