import WebMercator

/// Writes a tile of one layer as Mapbox Vector Tile, version 2
/// (https://github.com/mapbox/vector-tile-spec/tree/master/2.1).
///
///     var writer = VectorTileWriter(tile, layer: "cells")
///     writer.polygon(cell, id: 7) { $0.set("count", 3) }
///     let bytes = writer.finish()
///
/// Coordinates count 4096 a tile, from its north-west corner, x to the east and y to the south. Points and cells lie inside
/// the tile; ground reaches a little over its edges, so that no outline shows there.
public struct VectorTileWriter {
    /// The media type (IANA).
    public static let mediaType = "application/vnd.mapbox-vector-tile"

    /// Units along a tile's side.
    public static let extent = 4096

    /// How many units ground reaches over the tile's edges: 4 px of 256.
    public static let margin = 64

    /// The largest id that every client can read: beyond it JavaScript's numbers are not exact.
    public static let largestID: UInt64 = 1 << 53 - 1

    private let tile: TileCoordinate
    private let name: String
    private var tags = VectorTileTags()
    private var features = ProtobufWriter()

    /// The number of features so far.
    public private(set) var count = 0

    /// Starts a tile.
    ///
    /// - Parameter name: The layer's name.
    public init(_ tile: TileCoordinate, layer name: String) {
        (self.tile, self.name) = (tile, name)
    }

    /// Adds a point; one outside the tile is left out.
    ///
    /// - Parameter id: The feature's id, the same in every tile; one above ``largestID`` is left out.
    public mutating func point(_ place: WorldCoordinate, id: UInt64, properties: (inout VectorTileTags) -> Void) {
        guard TileCoordinate(containing: place, zoom: tile.zoom) == tile else { return }
        let shift = UInt64(32 - tile.zoom.number)
        // What is left of the tile's own address is the place inside it.
        let x = ((UInt64(place.x) << 12) >> shift) & 0xFFF
        let y = ((UInt64(place.y) << 12) >> shift) & 0xFFF
        feature(1, id, Self.moveTo(Int32(x), Int32(y)), properties)
    }

    /// Adds the part of a cell that lies in the tile, as a square; one that is smaller than a unit is left out.
    ///
    /// - Parameter id: The feature's id, the same in every tile; one above ``largestID`` is left out.
    public mutating func polygon(_ cell: Cell, id: UInt64, properties: (inout VectorTileTags) -> Void) {
        guard let (x, y, side) = square(cell) else { return }
        // A ring is exterior if its area is positive in these coordinates, whose y grows downwards (section 4.3.3.3):
        // clockwise, as one sees it.
        var geometry = Self.moveTo(x, y)
        geometry.append(3 << 3 | 2)
        for step in [side, 0, 0, side, -side, 0] { geometry.append(ProtobufWriter.zigzag(step)) }
        geometry.append(1 << 3 | 7)
        feature(3, id, geometry, properties)
    }

    /// Adds the part of some ground that lies in the tile or up to ``margin`` units beside it; none where that is smaller than
    /// a unit.
    ///
    /// - Parameters:
    ///   - polygons: Of each, the ring around it and those around its holes, closed; none may cross another or itself.
    ///   - id: The feature's id, the same in every tile; one above ``largestID`` is left out.
    public mutating func ground(
        _ polygons: [[[GeographicCoordinate]]], id: UInt64, properties: (inout VectorTileTags) -> Void
    ) {
        var region = TileRegion(polygons, in: tile)
        region.cut(margin: Double(Self.margin))
        var geometry: [UInt32] = []
        var cursor = TileRing.Place(x: 0, y: 0)
        for ring in region.rings.compactMap(TileRing.init).polygons.joined() {
            Self.append(ring, to: &geometry, from: &cursor)
        }
        if !geometry.isEmpty { feature(3, id, geometry, properties) }
    }

    /// Adds a ring: `MoveTo` its first place, `LineTo` the others, `ClosePath`.
    private static func append(_ ring: TileRing, to geometry: inout [UInt32], from cursor: inout TileRing.Place) {
        for (index, place) in ring.places.enumerated() {
            if index == 0 { geometry.append(1 << 3 | 1) }
            if index == 1 { geometry.append(UInt32(truncatingIfNeeded: ring.places.count - 1) << 3 | 2) }
            geometry.append(ProtobufWriter.zigzag(place.x - cursor.x))
            geometry.append(ProtobufWriter.zigzag(place.y - cursor.y))
            cursor = place
        }
        geometry.append(1 << 3 | 7)
    }

    /// Ends the tile and gives its bytes: none where it has no feature.
    public consuming func finish() -> [UInt8] {
        guard count > 0 else { return [] }
        var layer = ProtobufWriter()
        layer.field(15, varint: 2)
        layer.field(1, bytes: Array(name.utf8))
        var message = layer.bytes + features.bytes
        var rest = ProtobufWriter()
        for key in tags.keys { rest.field(3, bytes: Array(key.utf8)) }
        for value in tags.values { rest.field(4, bytes: value.message) }
        rest.field(5, varint: UInt64(Self.extent))
        message += rest.bytes
        var bytes = ProtobufWriter()
        bytes.field(3, bytes: message)
        return bytes.bytes
    }

    private static func moveTo(_ x: Int32, _ y: Int32) -> [UInt32] {
        [1 << 3 | 1, ProtobufWriter.zigzag(x), ProtobufWriter.zigzag(y)]
    }

    /// The corner and side of a cell's part in the tile.
    private func square(_ cell: Cell) -> (x: Int32, y: Int32, side: Int32)? {
        let depth = cell.level.number - tile.zoom.number
        guard depth >= 0 else {
            let isInside = Cell(containing: tile.cell.codes.lowerBound, level: cell.level) == cell
            return isInside ? (0, 0, Int32(Self.extent)) : nil
        }
        let side = Self.extent >> depth
        guard side > 0, cell.x >> UInt32(depth) == tile.x, cell.y >> UInt32(depth) == tile.y else { return nil }
        let mask = UInt32(1) << UInt32(depth) &- 1
        return (Int32(cell.x & mask) * Int32(side), Int32(cell.y & mask) * Int32(side), Int32(side))
    }

    private mutating func feature(
        _ type: UInt64, _ id: UInt64, _ geometry: [UInt32], _ properties: (inout VectorTileTags) -> Void
    ) {
        properties(&tags)
        var feature = ProtobufWriter()
        if id <= Self.largestID { feature.field(1, varint: id) }
        feature.field(2, packed: tags.take())
        feature.field(3, varint: type)
        feature.field(4, packed: geometry)
        features.field(2, bytes: feature.bytes)
        count += 1
    }
}

extension Cell {
    /// A number by which vector tiles name the cell, another for every cell of every level down to 31: its address, with a
    /// one before it.
    public var featureID: UInt64 {
        level.number < 32 ? 1 << UInt64(2 * level.number) | address : .max
    }
}
