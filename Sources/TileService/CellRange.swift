import WebMercator

/// The cells of one level that share a place with a box: a rectangle of columns and rows, whose columns may wrap round the
/// world.
///
/// A shared edge is not enough, unless the box has no width or height there. In whole numbers, so that a million cells are
/// looked at in milliseconds.
struct CellRange {
    /// The level of the cells.
    let level: Level

    private let firstColumn: UInt64
    private let columns: UInt64
    private let rows: ClosedRange<UInt64>

    /// The cells of a box; `nil` where it lies beyond the world square, near a pole.
    init?(_ box: BoundingBox, level: Level) {
        let limit = WebMercator.maximumLatitude
        guard box.south < limit, box.north > -limit else { return nil }
        let side = Double(sign: .plus, exponent: level.number, significand: 1)
        let west = (box.west + 180) / 360 * side
        let east = (box.east + 180) / 360 * side + (box.crossesAntimeridian ? side : 0)
        let (left, right) = Self.indices(from: west, to: east, below: 2 * side)
        let (top, bottom) = Self.indices(
            from: WebMercator.fractionSouth(latitude: box.north) * side,
            to: WebMercator.fractionSouth(latitude: box.south) * side, below: side)
        self.level = level
        firstColumn = left
        columns = min(right - left + 1, UInt64(side))
        rows = top...bottom
    }

    /// The indices of the cells between two positions, counted in cells; at least that of the cell of the first.
    private static func indices(from first: Double, to last: Double, below end: Double) -> (UInt64, UInt64) {
        let start = min(max(snapped(first).rounded(.down), 0), end - 1)
        let stop = min(max(snapped(last).rounded(.up) - 1, start), end - 1)
        return (UInt64(start), UInt64(stop))
    }

    /// An edge that is a cell's own, but for the rounding of degrees, is taken to be that edge: the box of a tile holds
    /// the cells of that tile alone.
    private static func snapped(_ position: Double) -> Double {
        let nearest = position.rounded()
        return abs(position - nearest) < 1e-6 ? nearest : position
    }

    /// Whether a cell is among them.
    func contains(_ cell: Cell) -> Bool {
        let mask = (UInt64(1) << UInt64(level.number)) - 1
        return rows.contains(UInt64(cell.y)) && (UInt64(cell.x) &- firstColumn) & mask < columns
    }

    /// The part of the world that they cover; `nil` is never returned, since they are inside the world.
    var window: WorldWindow? {
        let side = Int64(1) << Int64(32 - level.number)
        return WorldWindow(
            west: Int64(firstColumn) * side, width: Int64(columns) * side, north: Int64(rows.lowerBound) * side,
            height: Int64(rows.count) * side)
    }

    /// The number of cells.
    var count: UInt64 { columns * UInt64(rows.count) }

    /// The cells, in the order of their addresses; for ranges of few.
    var cells: [Cell] {
        let mask = (UInt64(1) << UInt64(level.number)) - 1
        let shift = UInt64(32 - level.number)
        var cells: [Cell] = []
        for row in rows {
            for column in 0..<columns {
                let x = ((firstColumn + column) & mask) << shift
                let place = WorldCoordinate(
                    x: UInt32(truncatingIfNeeded: x), y: UInt32(truncatingIfNeeded: row << shift))
                cells.append(Cell(containing: MortonCode(place), level: level))
            }
        }
        return cells.sorted { $0.address < $1.address }
    }

    /// A few cells, of a level or larger, that cover a box.
    static func covering(_ box: BoundingBox, _ level: Level) -> [Cell] {
        var covering: CellRange?
        for number in 0...level.number {
            guard let range = CellRange(box, level: Level(clamping: number)), range.count <= 16 else { break }
            covering = range
        }
        return covering?.cells ?? []
    }
}
