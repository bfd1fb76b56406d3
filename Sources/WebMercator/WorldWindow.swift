/// A rectangle of the world square in its units, which may reach across the antimeridian: then it goes on at the other side.
public struct WorldWindow: Sendable, Hashable {
    /// The west edge, in units east of longitude -180°; it may be negative or beyond the square, and wraps.
    public let west: Int64

    /// The width in units, at least 1; a window wider than the square shows some places more than once.
    public let width: Int64

    /// The rows.
    public let rows: ClosedRange<UInt32>

    /// Creates a window; rows beyond the square are cut off.
    ///
    /// - Returns: `nil` where it has no width, or no row inside the square.
    public init?(west: Int64, width: Int64, north: Int64, height: Int64) {
        guard width > 0, height > 0, width < 1 << 48, abs(west) < 1 << 48, abs(north) < 1 << 48, height < 1 << 48 else {
            return nil
        }
        let first = max(north, 0)
        let last = min(north + height - 1, Int64(UInt32.max))
        guard first <= last else { return nil }
        self.west = west
        self.width = width
        rows = UInt32(truncatingIfNeeded: first)...UInt32(truncatingIfNeeded: last)
    }

    private init(west: Int64, width: Int64, rows: ClosedRange<UInt32>) {
        self.west = west
        self.width = width
        self.rows = rows
    }

    /// The window with its edges moved outwards.
    public func expanded(by units: UInt32) -> WorldWindow {
        let top = rows.lowerBound - min(units, rows.lowerBound)
        let bottom = rows.upperBound + min(units, .max - rows.upperBound)
        return WorldWindow(west: west - Int64(units), width: width + 2 * Int64(units), rows: top...bottom)
    }

    /// Whether the window and a cell have a place in common.
    public func intersects(_ cell: Cell) -> Bool {
        let (columns, cellRows) = Self.extent(cell)
        guard cellRows.overlaps(rows) else { return false }
        let distance = offset(columns.lowerBound)
        // Either the cell begins inside the window, or it begins before it and reaches over its west edge.
        return distance < width || distance + Int64(columns.upperBound - columns.lowerBound) >= Self.side
    }

    /// Whether a place lies in the window.
    public func contains(_ place: WorldCoordinate) -> Bool {
        rows.contains(place.y) && (width >= Self.side || offset(place.x) < width)
    }

    /// Whether a cell lies in the window as a whole.
    public func contains(_ cell: Cell) -> Bool {
        let (columns, cellRows) = Self.extent(cell)
        guard rows.lowerBound <= cellRows.lowerBound, rows.upperBound >= cellRows.upperBound else { return false }
        return width >= Self.side || offset(columns.lowerBound) + Int64(columns.upperBound - columns.lowerBound) < width
    }

    /// The distance of a column from the west edge, eastwards, `0 ..< 2^32`.
    private func offset(_ column: UInt32) -> Int64 {
        (Int64(column) - west) & (Self.side - 1)
    }

    private static let side: Int64 = 1 << 32

    private static func extent(_ cell: Cell) -> (columns: ClosedRange<UInt32>, rows: ClosedRange<UInt32>) {
        let first = cell.codes.lowerBound.place
        let last = cell.codes.upperBound.place
        return (first.x...last.x, first.y...last.y)
    }
}
