import Reports
import WebMercator

/// The places of a filter that is asked for all the time, by cells of coarse levels: what a low zoom's tiles are made from
/// without a look at the rows.
struct PreparedPlaces: Sendable {
    /// What the places are of.
    struct Key: Sendable, Hashable {
        var filter: ReportFilter
        var weight: ReportWeight
        var precision: PlacePrecision
    }

    /// The levels that are prepared: the cells of zooms up to 8, and of the zooms below it.
    static let levels = 4...16

    /// The places of one level, in the order of their cells.
    struct Layer {
        var addresses: [UInt32] = []
        var places = WeightedPlaces()
    }

    /// By level, the coarsest first.
    let layers: [Layer]

    /// Collects the places of all rows of a table.
    init(_ view: TableView) {
        var finest = Layer()
        let level = Level(clamping: Self.levels.upperBound)
        view.addPlaces([view.table.rows], cellLevel: level, to: &finest.places)
        finest = Self.merged(finest.places, level: level)
        var layers = [finest]
        for number in Self.levels.dropLast().reversed() {
            layers.append(Self.merged(layers[layers.count - 1].places, level: Level(clamping: number)))
        }
        self.layers = layers.reversed()
    }

    /// Adds the places of a window, by cells of a level; false where the level is not prepared.
    func add(_ window: WorldWindow, level: Level, to places: inout WeightedPlaces) -> Bool {
        guard Self.levels.contains(level.number) else { return false }
        let layer = layers[level.number - Self.levels.lowerBound]
        let rows = 0..<layer.addresses.count
        for range in window.ranges(of: rows, level: level, rowsOfCell: { layer.rows(of: $0, in: $1, level: level) }) {
            places.append(layer.places, range)
        }
        return true
    }

    /// The places with those of one cell made one, at their common centroid, in the order of the cells.
    private static func merged(_ places: WeightedPlaces, level: Level) -> Layer {
        let shift = level.mortonShift
        let codes = (0..<places.count).map {
            MortonCode(WorldCoordinate(x: places.x[$0], y: places.y[$0])).bits >> shift
        }
        var layer = Layer()
        // Wide integers: a rounded sum of thousands of reports at a cell's edge would put them into the next cell.
        var (x, y) = (Int128(0), Int128(0))
        var weight: Int64 = 0
        let order = RadixSort.order(of: codes)
        for (position, row) in order.enumerated() {
            let index = Int(row)
            x += Int128(places.x[index]) * Int128(places.weights[index])
            y += Int128(places.y[index]) * Int128(places.weights[index])
            weight += places.weights[index]
            let isLast = position + 1 == order.count || codes[Int(order[position + 1])] != codes[index]
            guard isLast else { continue }
            let (middleX, middleY) = (UInt32(x / Int128(weight)), UInt32(y / Int128(weight)))
            layer.places.append(WorldCoordinate(x: middleX, y: middleY), weight)
            layer.addresses.append(UInt32(truncatingIfNeeded: codes[index]))
            (x, y, weight) = (0, 0, 0)
        }
        return layer
    }
}

extension PreparedPlaces.Layer {
    /// The entries of a cell, of this layer's level or above it, among entries that hold them all.
    func rows(of cell: Cell, in rows: Range<Int>, level: Level) -> Range<Int> {
        let bounds = cell.codes
        let first = UInt32(truncatingIfNeeded: bounds.lowerBound.bits >> level.mortonShift)
        let last = UInt32(truncatingIfNeeded: bounds.upperBound.bits >> level.mortonShift)
        let start = partition(rows) { addresses[$0] < first }
        return start..<partition(start..<rows.upperBound) { addresses[$0] <= last }
    }

    /// The first entry of a range that does not satisfy a condition that all before it do.
    private func partition(_ range: Range<Int>, _ isBefore: (Int) -> Bool) -> Int {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
