import WebMercator

/// One page of a printed map: what it shows and says, ready to be drawn. All words are in the sheet's language already.
public struct SheetContent: Sendable {
    /// The large line at the top; wrapped, then cut with an ellipsis where it is too long.
    public var title: String
    /// The line below it: what, where, when.
    public var subtitle: String
    /// The part of the world.
    public var extent: MapExtent
    /// The heat surface.
    public var surface: SurfaceImage
    /// What the surface's colours mean; its notes stand below the scale (reports shown and left out, filter, counting,
    /// smoothing, meaning and limits).
    public var legend: LegendPicture
    /// Small print at the foot: source, time of extraction, data sequence, licence of what lies beneath.
    public var imprint: [String]
    /// Lines and areas drawn over the surface, the first lowest.
    public var overlays: [Overlay]
    /// Names of places, the most important first; those that would overlap are left out.
    public var placeNames: [PlaceName]
    /// The raster beneath the surface, or `nil` for white paper.
    public var basemap: (any BasemapImage)?
    /// Whether meridians and parallels are drawn across the map; their coordinates stand at the frame in any case.
    public var hasGraticule: Bool
    /// A small map of a larger area with this one marked on it, or `nil`.
    public var locator: Locator?
    /// A table in the map's place, or `nil`; a page with one shows neither map nor legend.
    public var table: SheetTable?
    /// `3 / 17` on the pages of an atlas, or `nil`.
    public var pageNumber: String?
    /// The fixed words of a sheet in its language.
    public var words: SheetWords

    /// A page with a map and its legend.
    public init(
        title: String, subtitle: String, extent: MapExtent, surface: SurfaceImage, legend: LegendPicture,
        words: SheetWords
    ) {
        (self.title, self.subtitle, self.extent, self.surface) = (title, subtitle, extent, surface)
        (self.legend, self.words) = (legend, words)
        (imprint, overlays, placeNames, basemap) = ([], [], [], nil)
        (hasGraticule, locator, table, pageNumber) = (false, nil, nil, nil)
    }
}

/// The words that stand on every sheet.
public struct SheetWords: Sendable {
    /// What the scale is called, as in "Scale 1 : 25,000".
    public var scale: String
    /// The letter at the arrow's tip.
    public var north: String
    /// What separates thousands: a comma, or a space that does not break.
    public var thousandsSeparator: String
    /// What separates decimals.
    public var decimalSeparator: String
    /// The letters behind longitudes and latitudes: E, W, N, S.
    public var hemispheres: (east: String, west: String, north: String, south: String)

    /// Creates words.
    public init(
        scale: String, north: String, thousandsSeparator: String, decimalSeparator: String,
        hemispheres: (east: String, west: String, north: String, south: String)
    ) {
        (self.scale, self.north) = (scale, north)
        (self.thousandsSeparator, self.decimalSeparator) = (thousandsSeparator, decimalSeparator)
        self.hemispheres = hemispheres
    }
}

/// The heat surface of a map frame, made strip by strip so that its memory is bounded: one palette entry a pixel.
public struct SurfaceImage: Sendable {
    /// The pixels across, those of the frame at the sheet's resolution.
    public var width: Int
    /// The pixels down.
    public var height: Int
    /// The colours, at most 256; what is translucent is laid on white paper and multiplied with what lies beneath.
    public var palette: [InkColor]
    /// The entries of some rows, row by row; called for rising ranges, each once for a drawing, from one thread.
    public var rows: @Sendable (Range<Int>) throws -> [UInt8]

    /// Creates a surface.
    public init(
        width: Int, height: Int, palette: [InkColor], rows: @escaping @Sendable (Range<Int>) throws -> [UInt8]
    ) {
        (self.width, self.height, self.palette, self.rows) = (width, height, palette, rows)
    }
}

/// A raster beneath the surface.
public protocol BasemapImage: Sendable {
    /// Its tiles that a map needs: PNG or JPEG bytes with the part of the world that each shows.
    func tiles(_ extent: MapExtent) throws -> [BasemapTile]
}

/// One tile of a base map.
public struct BasemapTile: Sendable {
    /// Where it lies.
    public var tile: TileCoordinate
    /// Its picture, as PNG.
    public var png: [UInt8]

    /// Creates a tile.
    public init(tile: TileCoordinate, png: [UInt8]) {
        (self.tile, self.png) = (tile, png)
    }
}

/// Lines or areas over the surface.
public struct Overlay: Sendable {
    /// Lines, and the rings of areas, which are closed.
    public var lines: [[GeographicCoordinate]]
    /// The colour of the stroke.
    public var color: InkColor
    /// The width of the stroke in millimetres.
    public var strokeWidth: Double
    /// The lengths of dashes and gaps in millimetres; empty for a whole line.
    public var dashes: [Double]

    /// Creates an overlay.
    public init(
        lines: [[GeographicCoordinate]], color: InkColor, strokeWidth: Double, dashes: [Double] = []
    ) {
        (self.lines, self.color, self.strokeWidth, self.dashes) = (lines, color, strokeWidth, dashes)
    }
}

/// The name of a place.
public struct PlaceName: Sendable {
    /// The name.
    public var name: String
    /// Where the place is.
    public var place: GeographicCoordinate
    /// How important it is: 0 for the largest cities, to 4 for villages.
    public var rank: Int

    /// Creates a name.
    public init(name: String, place: GeographicCoordinate, rank: Int) {
        (self.name, self.place, self.rank) = (name, place, rank)
    }
}

/// A small map that shows where a page lies.
public struct Locator: Sendable {
    /// The part of the world that it shows.
    public var box: BoundingBox
    /// The outlines on it.
    public var outlines: [[GeographicCoordinate]]
    /// The outline of what this page shows, filled.
    public var marked: [[GeographicCoordinate]]

    /// Creates a locator.
    public init(box: BoundingBox, outlines: [[GeographicCoordinate]], marked: [[GeographicCoordinate]]) {
        (self.box, self.outlines, self.marked) = (box, outlines, marked)
    }
}

/// A table of numbers on a page.
public struct SheetTable: Sendable {
    /// The heads of the columns.
    public var columns: [String]
    /// The rows; numbers are written already.
    public var rows: [[String]]

    /// Creates a table.
    public init(columns: [String], rows: [[String]]) {
        (self.columns, self.rows) = (columns, rows)
    }
}
