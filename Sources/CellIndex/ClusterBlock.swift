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
    var known: [Stage: [Int32]] = [:]

    /// Groups of cells of a level, within cells of another.
    struct Stage: Hashable {
        var within: Int
        var level: Int
    }

    /// How many levels below the cells of which clusters are made protected reports are told apart at most: cells 8 px wide
    /// on a tile of 256.
    static let homeLevels = 2

    /// Collects cells.
    ///
    /// - Parameters:
    ///   - open: What is seen at its own place, by cells of the block's finest level.
    ///   - homes: Where protected reports stand.
    ///   - top: The level of the tiles.
    init(_ open: PlaceSums, _ homes: [ClusterHomes.Home], top: Int) {
        self.top = top
        let finest = open.level
        let addresses = homes.map { $0.cell.middle.bits >> finest.mortonShift }
        layers = [Layer(open.cells, addresses, homes)]
        for _ in stride(from: finest.number, to: top, by: -1) {
            let coarser = layers[0].collectParents()
            layers.insert(coarser, at: 0)
        }
        place(homes, addresses)
    }

    /// Adds the places of protected reports to the sums of each level. They depend on the level alone, not on the zoom for
    /// which it is looked at: else clusters would not be nested.
    private mutating func place(_ homes: [ClusterHomes.Home], _ addresses: [UInt64]) {
        guard !homes.isEmpty, var layer = layers.last else { return }
        var cells = layer.numbers(of: addresses)
        for index in layers.indices.reversed() {
            let deepest = Level(clamping: top + index + Self.homeLevels)
            layer = layers[index]
            for (home, cell) in zip(homes, cells) {
                let level = min(home.cell.level, deepest)
                let place = Cell(containing: home.cell.middle, level: level).middle.place
                layer.all[cell].add(Int64(place.x) * Int64(home.count), Int64(place.y) * Int64(home.count), 0)
            }
            layers[index] = layer
            guard index > 0 else { return }
            cells = cells.map { Int(layer.parents[$0]) }
        }
    }

    /// Whether there are no reports.
    var isEmpty: Bool { layers.allSatisfy(\.addresses.isEmpty) }

    /// The cells of a level.
    func layer(_ level: Int) -> Layer { layers[level - top] }
}

extension ClusterBlock.Layer {
    /// The cells that hold what is seen at its own place, and those in which protected reports stand, which rise too and of
    /// which the number alone is added.
    fileprivate init(_ open: [PlaceSums.Entry], _ addresses: [UInt64], _ homes: [ClusterHomes.Home]) {
        var rest = open[...]
        for (address, home) in zip(addresses, homes) {
            while let first = rest.first, first.address <= address {
                rest.removeFirst()
                append(first.address, first.sums)
            }
            if self.addresses.last != address || self.addresses.isEmpty { append(address) }
            all[all.count - 1].add(0, 0, Int64(home.count))
        }
        for cell in rest { append(cell.address, cell.sums) }
    }

    /// Adds a cell behind all others.
    mutating func append(_ address: UInt64, _ all: ClusterBlock.Sums = .init()) {
        addresses.append(address)
        self.all.append(all)
    }

    /// The numbers of cells that are there, by their addresses, which rise.
    fileprivate func numbers(of cells: [UInt64]) -> [Int] {
        var number = 0
        return cells.map { address in
            while number + 1 < addresses.count, addresses[number] < address { number += 1 }
            return number
        }
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
