import CellIndex
import HTTPMessage
import ReportStore
import VectorTile
import WebMercator

extension TileService {
    /// `/layers/points/{z}/{x}/{y}.mvt`: the first reports of a tile, by their numbers, up to as many as its GeoJSON has.
    func pointsVectorTile(_ call: Call, _ tile: TileCoordinate) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(call.request.query, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let layer = PointLayer(renderer, query.filter)
        let selection = layer.points(in: tile)
        let bytes = try text(of: selection, renderer) { try layer.vectorTile(tile, selection, read: $0) }
        var response = json(bytes, type: VectorTileWriter.mediaType, cache: cacheControl(query, renderer))
        // A tile has no room for how many there would be.
        response.headers += Self.tableFields(matched: selection.matched, withheld: selection.withheld)
        return response
    }
}

extension PointLayer {
    /// A selection of a tile's reports as a vector tile; no bytes without any.
    ///
    /// - Parameter read: Reads reports; what the audience may not see by now is left out.
    /// - Throws: What `read` throws.
    func vectorTile(_ tile: TileCoordinate, _ selection: PointSelection, read: PointText.Read) throws -> [UInt8] {
        var writer = VectorTileWriter(tile, layer: LayerName.points.rawValue)
        try selection.forEach(features, read: read) { point in
            writer.point(features.seen(point), id: UInt64(clamping: point.id)) {
                features.writeProperties(of: point, to: &$0)
            }
        }
        return writer.finish()
    }
}

extension PointFeatures {
    /// The properties of a report's feature, and what they are.
    static let fields: [(name: String, meaning: String)] = [
        ("id", "Number; number of the report"), ("category", "String; key of the category"),
        ("status", "String; key of the status"), ("source", "String; key of the source"),
        ("occurred", "String; when it happened, as exactly as that is known"),
        ("confirmations", "Number; how often it was confirmed"),
    ]
}
