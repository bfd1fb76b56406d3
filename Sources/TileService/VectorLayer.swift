import CellIndex
import HTTPMessage
import JSONText
import Reports
import VectorTile
import WebMercator

/// Layers as vector tiles.
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
        // Not a vector layer: nobody comes here with it.
        case .points: break
        }
        return writer.finish()
    }

    /// The last zoom whose tiles clients need: beyond it they enlarge its tiles and lose nothing.
    var lastZoom: Int {
        guard let level = renderer.precision.snapLevel?.number else { return Zoom.range.upperBound }
        // Cells of the public's level are larger than the tiles of higher zooms; its clusters go on falling apart.
        return layer == .cells ? min(level, Zoom.range.upperBound) : Zoom.range.upperBound
    }

    /// The fields of the layer's features with what they are, as TileJSON describes them.
    func writeFields(to json: inout JSONWriter) {
        let catalogue = renderer.dataset.catalogue
        json.object { json in
            json.member("count", "Number; reports")
            json.member("density", "Number; reports per km²")
            json.member("quadkey", "String; quadkey of the \(layer == .cells ? "cell" : "first cell")")
            json.member("level", "Number; level of the \(layer == .cells ? "cell" : "cells")")
            if layer == .cells {
                json.member("share", "Number; share of the tile's reports")
                json.member("topCategory", "String; key of the most frequent category")
            }
            if layer == .clusters { json.member("expansionZoom", "Number; zoom at which the cluster falls apart") }
            // Others count under the category that replaced them.
            for (ordinal, category) in catalogue.categories.enumerated() where category.successor == ordinal {
                json.member("category:\(category.key)", "Number; \(category.name.en)")
            }
            for status in catalogue.statuses { json.member("status:\(status.key)", "Number; \(status.name.en)") }
        }
    }
}

extension TileService {
    /// `/layers/{layer}/{z}/{x}/{y}.mvt`.
    func vectorTile(_ layer: LayerName, _ call: Call, _ tile: TileCoordinate) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(call.request.query, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let bytes = remembered("\(layer.rawValue).mvt", tile, query.filter, renderer) {
            VectorLayer(layer: layer, renderer: renderer, filter: query.filter).tile(tile)
        }
        return json(bytes, type: VectorTileWriter.mediaType, cache: cacheControl(query, renderer))
    }

    /// `/layers/{layer}.json`: TileJSON 3.0.0 (https://github.com/mapbox/tilejson-spec/tree/master/3.0.0).
    func vectorTileJSON(_ layer: LayerName, _ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        // The links repeat the query, so it must be a sound one.
        let query = try QueryReader(call.request.query, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let suffix = call.request.query.isEmpty ? "" : "?" + QueryText.encode(call.request.query)
        let vector = VectorLayer(layer: layer, renderer: renderer, filter: query.filter)
        let bounds = renderer.bounds ?? .world
        var json = JSONWriter()
        json.object { json in
            json.member("tilejson", "3.0.0")
            json.member("name", layer.rawValue)
            json.member("description", layer.title)
            json.member("scheme", "xyz")
            json.member("tiles") {
                $0.array(["\(settings.publicURL)/layers/\(layer.rawValue)/{z}/{x}/{y}.mvt\(suffix)"]) { $0.string($1) }
            }
            json.member("minzoom", Zoom.range.lowerBound)
            json.member("maxzoom", vector.lastZoom)
            json.member("bounds") { json in
                json.array([bounds.west, bounds.south, bounds.east, bounds.north]) { $0.number($1, decimals: 6) }
            }
            json.member("version", "1.0.\(renderer.dataset.snapshot.sequence)")
            json.member("vector_layers") { json in
                json.array([layer]) { json, layer in
                    json.object { json in
                        json.member("id", layer.rawValue)
                        json.member("description", layer.title)
                        json.member("minzoom", Zoom.range.lowerBound)
                        json.member("maxzoom", vector.lastZoom)
                        json.member("fields") { vector.writeFields(to: &$0) }
                    }
                }
            }
        }
        return self.json(json.bytes)
    }
}
