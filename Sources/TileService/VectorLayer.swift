import CellIndex
import HTTPMessage
import Reports
import VectorTile
import WebMercator

/// Cells and clusters as vector tiles.
struct VectorLayer {
    let layer: LayerName
    let renderer: MapRenderer
    let filter: ReportFilter

    /// A tile's bytes; none where nothing is there.
    func tile(_ tile: TileCoordinate) -> [UInt8] {
        var writer = VectorTileWriter(tile, layer: layer.rawValue)
        switch layer {
        case .cells:
            let cells = CellLayer(renderer, filter).cells(in: tile).cells
            let properties = CellProperties(
                renderer.dataset.catalogue, ProtectedSources(renderer), total: cells.reduce(0) { $0 + $1.count })
            for cell in cells {
                writer.polygon(cell.cell, id: cell.cell.featureID) { properties.write(cell, to: &$0) }
            }
        case .clusters:
            let properties = ClusterProperties(renderer.dataset.catalogue, ProtectedSources(renderer))
            for cluster in ClusterLayer(renderer, filter).clusters(in: tile).clusters {
                writer.point(cluster.place, id: cluster.id.featureID) { properties.write(cluster, to: &$0) }
            }
        // They come from the store: see `pointsVectorTile`.
        case .points: break
        }
        return writer.finish()
    }

    /// The first zoom with tiles: for the public, single reports begin late.
    var firstZoom: Int {
        layer == .points ? PointLayer(renderer, filter).leastZoom.number : Zoom.range.lowerBound
    }

    /// The last zoom whose tiles clients need.
    var lastZoom: Int {
        guard let level = renderer.precision.snapLevel?.number else { return Zoom.range.upperBound }
        // Cells of the public's level are larger than the tiles of higher zooms; its clusters go on falling apart.
        return layer == .cells ? min(level, Zoom.range.upperBound) : Zoom.range.upperBound
    }

    /// The fields of the layer's features with what they are.
    var fields: [(name: String, meaning: String)] {
        let counts = [("count", "Number; reports"), ("density", "Number; reports per km²")]
        let catalogue = renderer.dataset.catalogue
        switch layer {
        case .cells:
            return counts + [
                ("quadkey", "String; quadkey of the cell"), ("level", "Number; level of the cell"),
                ("share", "Number; share of the tile's reports"),
                ("topCategory", "String; key of the most frequent category"),
            ] + catalogue.countFields
        case .clusters:
            return counts + [
                ("quadkey", "String; quadkey of the first cell"), ("level", "Number; level of the cells"),
                ("expansionZoom", "Number; zoom at which the cluster falls apart"),
            ] + catalogue.countFields
        case .points: return PointFeatures.fields
        }
    }
}

extension Catalogue {
    /// The counts by category and status that features of vector tiles have as fields.
    var countFields: [(name: String, meaning: String)] {
        // Others count under the category that replaced them.
        let present = categories.enumerated().filter { $1.successor == $0 }.map(\.element)
        return present.map { ("category:\($0.key)", "Number; \($0.name.en)") }
            + statuses.map { ("status:\($0.key)", "Number; \($0.name.en)") }
    }
}

extension TileService {
    /// `/layers/{layer}/{z}/{x}/{y}.mvt`.
    func vectorTile(_ layer: LayerName, _ call: Call, _ tile: TileCoordinate) throws(Problem) -> HTTPResponse {
        guard layer != .points else { return try pointsVectorTile(call, tile) }
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(call.request.query, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let bytes = remembered("\(layer.rawValue).mvt", tile, query.filter, renderer) {
            VectorLayer(layer: layer, renderer: renderer, filter: query.filter).tile(tile)
        }
        return json(bytes, type: VectorTileWriter.mediaType, cache: cacheControl(query, renderer))
    }

    /// `/layers/{layer}.json`: TileJSON 3.0.0.
    func vectorTileJSON(_ layer: LayerName, _ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        // The links repeat the query, so it must be a sound one.
        let query = try QueryReader(call.request.query, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let vector = VectorLayer(layer: layer, renderer: renderer, filter: query.filter)
        let document = VectorTileJSON(
            name: layer.rawValue, title: layer.title, tiles: vectorTiles(layer.rawValue, call),
            firstZoom: vector.firstZoom, lastZoom: vector.lastZoom, bounds: renderer.bounds ?? .world,
            fields: vector.fields)
        return json(document.json(sequence: renderer.dataset.snapshot.sequence))
    }

    /// The address of a layer's vector tiles under the query of a request.
    func vectorTiles(_ layer: String, _ call: Call) -> String {
        let suffix = call.request.query.isEmpty ? "" : "?" + QueryText.encode(call.request.query)
        return "\(settings.publicURL)/layers/\(layer)/{z}/{x}/{y}.mvt\(suffix)"
    }
}
