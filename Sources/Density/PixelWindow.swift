import WebMercator

/// The pixels of a zoom: the world is `256 · 2^zoom · ratio` of them wide.
public struct PixelGrid: Sendable, Hashable {
    /// The zoom.
    public let zoom: Zoom

    /// Device pixels per pixel of a 256-pixel tile: 1, or 2 for `@2x`.
    public let ratio: PixelRatio

    /// Creates a grid.
    public init(zoom: Zoom, ratio: PixelRatio = .one) {
        self.zoom = zoom
        self.ratio = ratio
    }

    /// The number of pixels along each side of the world.
    public var pixelsPerSide: Int { tileSize << zoom.number }

    /// The number of pixels along each side of a tile.
    public var tileSize: Int { 256 * ratio.rawValue }
}

/// Device pixels per pixel of a 256-pixel tile.
public enum PixelRatio: Int, Sendable, Hashable {
    /// 256 pixels a tile.
    case one = 1
    /// 512 pixels a tile, for dense screens.
    case two = 2
}

/// A rectangle of the pixels of a zoom, counted from the world's north-west corner.
public struct PixelWindow: Sendable, Hashable {
    /// The pixels' grid.
    public let grid: PixelGrid

    /// The first column; it may lie beyond the world, which goes on round.
    public let x: Int

    /// The first row.
    public let y: Int

    /// The number of columns.
    public let width: Int

    /// The number of rows.
    public let height: Int

    /// Creates a window, or `nil` where it is empty or has more than ``largest`` pixels.
    public init?(grid: PixelGrid, x: Int, y: Int, width: Int, height: Int) {
        guard width > 0, height > 0, width <= Self.largest / height, abs(x) <= 1 << 40, abs(y) <= 1 << 40 else {
            return nil
        }
        self.init(unchecked: grid, x, y, width, height)
    }

    /// The pixels of a tile.
    public init(tile: TileCoordinate, ratio: PixelRatio = .one) {
        let grid = PixelGrid(zoom: tile.zoom, ratio: ratio)
        let side = grid.tileSize
        self.init(unchecked: grid, Int(tile.x) * side, Int(tile.y) * side, side, side)
    }

    private init(unchecked grid: PixelGrid, _ x: Int, _ y: Int, _ width: Int, _ height: Int) {
        self.grid = grid
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The most pixels that one window may have.
    public static let largest = 1 << 26
}

extension PixelWindow {
    /// The pixels that cover a box, across the antimeridian too; `nil` where they are more than ``largest``.
    public init?(covering box: BoundingBox, grid: PixelGrid) {
        let side = Double(grid.pixelsPerSide)
        let west = ((box.west + 180) / 360 * side).rounded(.down)
        let east = (((box.crossesAntimeridian ? box.east + 360 : box.east) + 180) / 360 * side).rounded(.up)
        let north = (WebMercator.fractionSouth(latitude: box.north) * side).rounded(.down)
        let south = (WebMercator.fractionSouth(latitude: box.south) * side).rounded(.up)
        self.init(
            grid: grid, x: Int(west), y: Int(north), width: max(1, Int(east - west)), height: max(1, Int(south - north))
        )
    }
}
