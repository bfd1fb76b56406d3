import Boundaries
import CellIndex
import HTTPMessage
import VectorTile
import WebMercator

extension TileService {
    /// `/layers/areas/{z}/{x}/{y}.mvt?layer=NAME`.
    func areasVectorTile(_ call: Call, _ tile: TileCoordinate) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let (query, boundaries) = try areaQuery(call, renderer)
        let dataset = renderer.dataset
        // What an area holds may have changed far away from the tile.
        let content = TileContent(sequence: dataset.snapshot.sequence)
        let name = "areas-\(boundaries.name)#\(dataset.boundaries.version).mvt"
        let bytes = remembered(name, tile, query.filter, renderer, content: content) {
            let layer = AreaLayer(renderer, query.filter, boundaries)
            return layer.vectorTile(tile, tallies(layer, boundaries, query.filter, renderer))
        }
        return json(bytes, type: VectorTileWriter.mediaType, cache: "public, max-age=60")
    }

    /// `/layers/areas.json?layer=NAME`: TileJSON 3.0.0.
    func areasTileJSON(_ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let (_, boundaries) = try areaQuery(call, renderer)
        let document = VectorTileJSON(
            name: AreaLayer.name, title: "Reports per area, of \(boundaries.areas.count) areas",
            tiles: vectorTiles(AreaLayer.name, call), lastZoom: AreaLayer.lastVectorZoom,
            bounds: boundaries.bounds ?? .world, fields: AreaLayer.fields + renderer.dataset.catalogue.countFields)
        return json(document.json(sequence: renderer.dataset.snapshot.sequence))
    }

    private func areaQuery(
        _ call: Call, _ renderer: MapRenderer
    ) throws(Problem) -> (query: QueryReader, boundaries: BoundaryLayer) {
        let dataset = renderer.dataset
        let query = try QueryReader(
            call.request.query, own: ["layer"], dataset.catalogue, areas: dataset.boundaries)
        return (query, try Self.layer(query.text("layer"), dataset.boundaries))
    }
}

extension AreaLayer {
    /// The layer's name in vector tiles, whatever its areas are.
    static let name = "areas"

    /// The last zoom whose vector tiles clients need: a unit is 0.6 m at most there.
    static let lastVectorZoom = 14

    /// The fields of an area's feature, but for the counts by category and status.
    static let fields: [(name: String, meaning: String)] = [
        ("id", "String; id of the area"), ("name", "String; name of the area"),
        ("layer", "String; name of the layer of areas"), ("count", "Number; reports"),
        ("density", "Number; reports per km²"), ("population", "Number; people"),
        ("ratePer1000", "Number; reports per 1,000 people"),
        ("topCategory", "String; key of the most frequent category"),
    ]

    /// The areas that reach into a tile as a vector tile, each with what there is in the whole of it; no bytes without any.
    ///
    /// - Parameter tallies: What the audience is told of each area, in the layer's order.
    func vectorTile(_ tile: TileCoordinate, _ tallies: [KindTally]) -> [UInt8] {
        var writer = VectorTileWriter(tile, layer: Self.name)
        for number in layer.numbers(
            in: tile.cell.bounds.widened(by: VectorTileWriter.margin, of: VectorTileWriter.extent))
        {
            guard let area = layer.areas[safe: number], let tally = tallies[safe: number] else { continue }
            writer.ground(area.geometry.polygons, id: area.featureID) { write(area, tally, to: &$0) }
        }
        return writer.finish()
    }
}

extension BoundaryArea {
    /// The id as the number of a feature, where it is one; else a number that no client could read, which is left out.
    fileprivate var featureID: UInt64 {
        UInt64(id).flatMap { String($0) == id ? $0 : nil } ?? .max
    }
}

extension BoundingBox {
    /// The box with some more on each side, which is a part of its own width and height; no wider than the world.
    fileprivate func widened(by part: Int, of whole: Int) -> BoundingBox {
        let share = Double(part) / Double(whole)
        let (more, higher) = ((east - west) * share, (north - south) * share)
        return BoundingBox(
            west: max(west - more, -180), south: max(south - higher, -90), east: min(east + more, 180),
            north: min(north + higher, 90)) ?? .world
    }
}
