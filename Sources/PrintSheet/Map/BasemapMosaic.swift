import CCairo
import WebMercator

/// A base map's tiles put together to one picture, so that no seams show between them.
struct BasemapMosaic {
    private let picture: Canvas
    /// The part of the page that it covers, also beyond the map's frame.
    private let place: PaperRectangle

    /// No mosaic is larger, in pixels of a side and in all; where it would be, its tiles are made smaller.
    private static let largestSide = 16_384
    private static let mostPixels = 50_000_000

    /// Puts tiles together; `nil` where there are none.
    ///
    /// - Throws: ``SheetError/basemapTile(_:)`` and ``SheetError/outOfMemory``.
    init?(_ tiles: [BasemapTile], _ extent: MapExtent, _ frame: PaperRectangle) throws {
        let spots = tiles.map { Spot($0, extent) }
        guard let first = tiles.first, let bounds = PaperRectangle(around: spots.flatMap(\.corners)) else { return nil }
        let side = 1 / first.tile.zoom.tilesPerSideAsDouble
        let pixels = try Tile(first).width
        var perTile = Double(pixels)
        let (columns, rows) = (bounds.width / side, bounds.height / side)
        perTile = min(perTile, Double(Self.largestSide) / max(columns, rows))
        perTile = min(perTile, (Double(Self.mostPixels) / (columns * rows)).squareRoot())
        guard perTile >= 1 else { return nil }
        let (width, height) = (Int((columns * perTile).rounded(.up)), Int((rows * perTile).rounded(.up)))
        guard let picture = Canvas(pixels: width, height, scale: 1) else { throw SheetError.outOfMemory }
        for (spot, tile) in zip(spots, tiles) {
            let scale = perTile / side
            try Tile(tile).draw(
                on: picture,
                PaperRectangle(
                    x: (spot.x - bounds.x) * scale, y: (spot.y - bounds.y) * scale, width: spot.side * scale,
                    height: spot.side * scale))
        }
        self.picture = picture
        // The picture's last row and column may be only in part the tiles'.
        let (unitX, unitY) = (frame.width / extent.width, frame.height / extent.height)
        place = PaperRectangle(
            x: frame.x + (bounds.x - extent.west) * unitX, y: frame.y + (bounds.y - extent.north) * unitY,
            width: Double(width) / perTile * side * unitX, height: Double(height) / perTile * side * unitY)
    }

    /// Draws the part that a clip shows.
    func draw(on canvas: Canvas, clip: PaperRectangle) {
        let context = canvas.context
        cairo_save(context)
        cairo_rectangle(context, clip.x, clip.y, clip.width, clip.height)
        cairo_clip(context)
        cairo_translate(context, place.x, place.y)
        cairo_scale(context, place.width / Double(picture.width), place.height / Double(picture.height))
        cairo_set_source_surface(context, picture.surface, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_BILINEAR)
        cairo_paint(context)
        cairo_restore(context)
    }

    /// Where a tile lies, in fractions of the world square; the copy of it that is nearest to the map.
    private struct Spot {
        let x: Double
        let y: Double
        let side: Double

        init(_ tile: BasemapTile, _ extent: MapExtent) {
            side = 1 / tile.tile.zoom.tilesPerSideAsDouble
            let west = Double(tile.tile.x) * side
            let away = west + side / 2 - (extent.west + extent.width / 2)
            x = west - away.rounded()
            y = Double(tile.tile.y) * side
        }

        var corners: [PaperPoint] { [PaperPoint(x: x, y: y), PaperPoint(x: x + side, y: y + side)] }
    }

    /// A tile's picture, decoded.
    private final class Tile {
        private let surface: OpaquePointer

        /// Pixels across.
        let width: Int

        init(_ tile: BasemapTile) throws {
            var reader = Reader(bytes: tile.png)
            let surface = withUnsafeMutablePointer(to: &reader) { reader in
                cairo_image_surface_create_from_png_stream(
                    { reader, target, count in
                        guard let reader, let target else { return CAIRO_STATUS_READ_ERROR }
                        return reader.assumingMemoryBound(to: Reader.self).pointee.read(target, Int(count))
                    }, reader)
            }
            guard let surface else { throw SheetError.outOfMemory }
            width = Int(cairo_image_surface_get_width(surface))
            guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, width > 0 else {
                cairo_surface_destroy(surface)
                throw SheetError.basemapTile(tile.tile.description)
            }
            self.surface = surface
        }

        deinit {
            cairo_surface_destroy(surface)
        }

        func draw(on canvas: Canvas, _ place: PaperRectangle) {
            let context = canvas.context
            let height = max(1, Int(cairo_image_surface_get_height(surface)))
            cairo_save(context)
            cairo_translate(context, place.x, place.y)
            cairo_scale(context, place.width / Double(width), place.height / Double(height))
            cairo_set_source_surface(context, surface, 0, 0)
            cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
            cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
            cairo_rectangle(context, 0, 0, Double(width), Double(height))
            cairo_fill(context)
            cairo_restore(context)
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        mutating func read(_ target: UnsafeMutablePointer<UInt8>, _ count: Int) -> cairo_status_t {
            guard count <= bytes.count - position else { return CAIRO_STATUS_READ_ERROR }
            for index in 0..<count { target[index] = bytes[position + index] }
            position += count
            return CAIRO_STATUS_SUCCESS
        }
    }
}
