import CellIndex
import GeoJSON
import JSONText
import Reports
import WebMercator

/// The layer `cells`: the quadtree's non-empty cells, some levels below a zoom, with their counts.
///
/// Every report lies in exactly one cell, and every cell in exactly one tile of a zoom: the counts of all tiles sum to the
/// number of reports that pass the filter, at every zoom.
public struct CellLayer {
    private let renderer: MapRenderer
    private let filter: ReportFilter

    /// The layer under a filter.
    public init(_ renderer: MapRenderer, _ filter: ReportFilter) {
        self.renderer = renderer
        self.filter = renderer.visible(filter)
    }

    /// How many levels below the zoom the cells lie: a tile has up to 32 by 32 of them.
    private static let detail = 5

    /// The most features of one answer; beyond it `truncated` is true.
    public static let largest = 100_000

    /// The cells of a tile.
    public func cells(in tile: TileCoordinate) -> [CellCount] {
        let level = level(tile.zoom)
        guard level.number < tile.zoom.number else { return snapshot.cells(in: tile.cell, level: level, filter) }
        // The tile is smaller than the cells that the audience may see: of the tiles in a cell, the one that holds its
        // middle, where the audience sees the cell's reports, gets it.
        let cell = Cell(containing: tile.cell.codes.lowerBound, level: level)
        guard Cell(containing: cell.middle, level: Level(tile.zoom)) == tile.cell else { return [] }
        return snapshot.cells(in: cell, level: level, filter)
    }

    /// The cells that share a place with a box.
    public func cells(in box: BoundingBox, zoom: Zoom) -> [CellCount] {
        let level = level(zoom)
        // Coarse cells first, so that a small box does not walk through the whole dataset.
        let tiles = TileRange(covering: box, zoom: Zoom(clamping: min(zoom.number, level.number)))
        let parts = box.parts
        if tiles.count > Self.mostTiles {
            return snapshot.cells(in: Cell.world, level: level, filter).filter { Self.touches($0.cell, parts) }
        }
        return tiles.flatMap { tile in
            snapshot.cells(in: tile.cell, level: level, filter).filter { Self.touches($0.cell, parts) }
        }
    }

    /// With more tiles than this in the box, one pass over everything is faster.
    private static let mostTiles = 4096

    /// The layer's GeoJSON (RFC 7946).
    public func json(of cells: [CellCount]) -> [UInt8] {
        var collection = FeatureCollectionWriter()
        for cell in cells.prefix(Self.largest) {
            collection.feature(id: cell.cell.quadkey, box: cell.cell.bounds) { write(cell, to: &$0) }
        }
        let returned = collection.count
        return collection.finish { json in
            json.member("numberMatched", cells.count)
            json.member("numberReturned", returned)
            json.member("truncated", returned < cells.count)
            // Of the data, not of the answer: equal data gives equal bytes, which ranges and validators need.
            json.member("timeStamp", EventTime(instant: renderer.dataset.updated, precision: .second).iso8601(.utc))
        }
    }

    private var snapshot: CellSnapshot { renderer.dataset.snapshot }

    private func level(_ zoom: Zoom) -> Level {
        let wanted = zoom.number + Self.detail
        return Level(clamping: min(wanted, renderer.precision.snapLevel?.number ?? wanted))
    }

    private func write(_ cell: CellCount, to json: inout JSONWriter) {
        let catalogue = renderer.dataset.catalogue
        var byCategory = [Int](repeating: 0, count: catalogue.categories.count)
        var byStatus = [Int](repeating: 0, count: catalogue.statuses.count)
        for (kind, count) in cell.byKind {
            // A category counts under the one that replaced it.
            byCategory[catalogue.categories[Int(kind.category)].successor] += count
            byStatus[Int(kind.status)] += count
        }
        json.member("count", cell.count)
        json.key("density")
        json.number(Double(cell.count) / cell.cell.groundArea, decimals: 6)
        json.member("quadkey", cell.cell.quadkey)
        json.member("level", cell.cell.level.number)
        Self.write("byCategory", byCategory, catalogue.categories.map(\.key), &json)
        Self.write("byStatus", byStatus, catalogue.statuses.map(\.key), &json)
    }

    private static func write(_ name: String, _ counts: [Int], _ keys: [String], _ json: inout JSONWriter) {
        json.member(name) { json in
            json.object { json in
                for (key, count) in zip(keys, counts) where count > 0 { json.member(key, count) }
            }
        }
    }

    /// Whether a cell and a box have a place in common; a shared edge is not enough, unless the box is only a point.
    private static func touches(_ cell: Cell, _ parts: [BoundingBox]) -> Bool {
        let bounds = cell.bounds
        return parts.contains { part in
            let overlapsX = bounds.west < part.east && part.west < bounds.east
            let overlapsY = bounds.south < part.north && part.south < bounds.north
            let holdsX = part.west == part.east && (bounds.west...bounds.east).contains(part.west)
            let holdsY = part.south == part.north && (bounds.south...bounds.north).contains(part.south)
            return (overlapsX || holdsX) && (overlapsY || holdsY)
        }
    }
}
