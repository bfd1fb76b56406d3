import WebMercator

/// A box around cells, in units of the world square.
struct UnitBox {
    private var columns: ClosedRange<UInt32>?
    private var rows: ClosedRange<UInt32>?

    /// Whether a cell lies in the box as a whole.
    func contains(_ cell: Cell) -> Bool {
        guard let columns, let rows else { return false }
        let (first, last) = (cell.codes.lowerBound.place, cell.codes.upperBound.place)
        return columns.contains(first.x) && columns.contains(last.x) && rows.contains(first.y) && rows.contains(last.y)
    }

    /// Makes the box so large that it holds a cell too.
    mutating func insert(_ cell: Cell) {
        let (first, last) = (cell.codes.lowerBound.place, cell.codes.upperBound.place)
        columns = min(columns?.lowerBound ?? first.x, first.x)...max(columns?.upperBound ?? last.x, last.x)
        rows = min(rows?.lowerBound ?? first.y, first.y)...max(rows?.upperBound ?? last.y, last.y)
    }

    /// The box in degrees, or `nil` where there is no cell in it.
    var degrees: BoundingBox? {
        guard let columns, let rows else { return nil }
        let northWest = MortonCode(WorldCoordinate(x: columns.lowerBound, y: rows.lowerBound))
        let southEast = MortonCode(WorldCoordinate(x: columns.upperBound, y: rows.upperBound))
        let first = Cell(containing: northWest, level: .deepest).bounds
        let last = Cell(containing: southEast, level: .deepest).bounds
        return BoundingBox(west: first.west, south: last.south, east: last.east, north: first.north)
    }
}
