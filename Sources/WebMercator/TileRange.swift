/// The tiles of one zoom that cover a box: a rectangle of columns and rows, whose columns may wrap round the world.
///
///     for tile in TileRange(covering: poland, zoom: zoom) { … }
///
/// A tile that only touches the box's east or south edge is left out, so that neighbouring boxes share no tiles needlessly;
/// a box of no width or height still gets the tile it lies in.
public struct TileRange: Sendable, Hashable {
    /// The zoom of the tiles.
    public let zoom: Zoom

    /// The column of the westernmost tile.
    public let firstColumn: UInt32

    /// The number of columns, 1...2^zoom, counted east from ``firstColumn`` and round the world.
    public let columns: UInt32

    /// The rows, from north to south.
    public let rows: ClosedRange<UInt32>

    /// The tiles that cover a box. Latitudes beyond the square are clamped to its edge.
    public init(covering box: BoundingBox, zoom: Zoom) {
        let side = zoom.tilesPerSideAsDouble
        let first = Self.index(((box.west + 180) / 360) * side, side)
        let last = Self.lastIndex(((box.east + 180) / 360) * side, side, notBefore: box.crossesAntimeridian ? 0 : first)
        let top = Self.index(WebMercator.fractionSouth(latitude: box.north) * side, side)
        let bottom = Self.lastIndex(WebMercator.fractionSouth(latitude: box.south) * side, side, notBefore: top)
        self.zoom = zoom
        firstColumn = first
        rows = top...bottom
        let span = box.crossesAntimeridian ? Int64(last) - Int64(first) + Int64(side) : Int64(last) - Int64(first)
        // Across the antimeridian both ends may lie in the same tile, which is then counted once.
        columns = UInt32(clamping: Swift.min(span + 1, Int64(side)))
    }

    /// The number of tiles.
    public var count: Int { Int(columns) * rows.count }

    private static func index(_ position: Double, _ side: Double) -> UInt32 {
        UInt32(Swift.min(Swift.max(snapped(position).rounded(.down), 0), side - 1))
    }

    private static func lastIndex(_ position: Double, _ side: Double, notBefore first: UInt32) -> UInt32 {
        Swift.max(UInt32(Swift.min(Swift.max(snapped(position).rounded(.up) - 1, 0), side - 1)), first)
    }

    /// An edge that is a tile's own edge, but for the rounding of degrees, is taken to be that edge: the box of a tile
    /// is covered by that tile alone.
    private static func snapped(_ position: Double) -> Double {
        let nearest = position.rounded()
        return abs(position - nearest) < 1e-6 ? nearest : position
    }
}

extension TileRange: Sequence {
    /// The tiles, row by row from the north-west.
    public func makeIterator() -> AnyIterator<TileCoordinate> {
        var next = 0
        return AnyIterator {
            guard next < count else { return nil }
            defer { next += 1 }
            let column = firstColumn &+ UInt32(truncatingIfNeeded: next % Int(columns))
            let row = rows.lowerBound + UInt32(truncatingIfNeeded: next / Int(columns))
            return TileCoordinate(zoom: zoom, wrappingX: column, clampingY: row)
        }
    }
}
