/// The address of a slippy tile, `zoom/x/y` in the XYZ scheme: x grows east from longitude -180°, y grows south from the
/// north edge. An address outside its zoom cannot be built.
public struct TileCoordinate: Sendable, Hashable {
    /// The zoom.
    public let zoom: Zoom

    /// The column, `0 ..< 2^zoom`.
    public let x: UInt32

    /// The row, `0 ..< 2^zoom`.
    public let y: UInt32

    /// Creates an address, or `nil` where x or y lies outside the zoom.
    public init?(zoom: Zoom, x: UInt32, y: UInt32) {
        guard x < zoom.tilesPerSide, y < zoom.tilesPerSide else { return nil }
        self.init(zoom: zoom, wrappingX: x, clampingY: y)
    }

    /// Creates an address from plain numbers, or `nil` where one of them is out of range.
    public init?(zoom: Int, x: Int, y: Int) {
        guard let zoom = Zoom(zoom), let x = UInt32(exactly: x), let y = UInt32(exactly: y) else { return nil }
        self.init(zoom: zoom, x: x, y: y)
    }

    /// The tile in which a place lies.
    public init(containing place: WorldCoordinate, zoom: Zoom) {
        let shift = UInt32(32 - zoom.number)
        // Shifting a UInt32 by 32 gives 0 in Swift, which is zoom 0's only tile.
        self.init(zoom: zoom, wrappingX: place.x >> shift, clampingY: place.y >> shift)
    }

    /// Keeps any pair of numbers inside the zoom: the world wraps in x and ends in y.
    init(zoom: Zoom, wrappingX x: UInt32, clampingY y: UInt32) {
        self.zoom = zoom
        self.x = x & (zoom.tilesPerSide - 1)
        self.y = min(y, zoom.tilesPerSide - 1)
    }

    /// The quadtree cell with the same address.
    public var cell: Cell { Cell(level: Level(zoom), x: x, y: y) }

    /// The tile's edges in degrees.
    public var bounds: BoundingBox { cell.bounds }
}

extension TileCoordinate: CustomStringConvertible {
    /// The address as URLs write it: `zoom/x/y`.
    public var description: String { "\(zoom.number)/\(x)/\(y)" }

    /// Reads an address of the form `zoom/x/y`, digits only.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        guard let zoom = Int(parts[0]), let x = Int(parts[1]), let y = Int(parts[2]) else { return nil }
        self.init(zoom: zoom, x: x, y: y)
    }
}
