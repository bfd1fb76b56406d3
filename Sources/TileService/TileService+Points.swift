import HTTPMessage
import ReportStore
import Reports
import WebMercator

extension TileService {
    /// `/layers/points/{z}/{x}/{y}.geojson`.
    func pointsOfTile(_ call: Call, _ tile: TileCoordinate) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, own: ["limit"], renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let layer = PointLayer(renderer, query.filter)
        let limit = try query.integer("limit", in: 1...PointLayer.largest) ?? PointLayer.largest
        return try geoJSON(layer, layer.points(in: tile, limit: limit), query, renderer)
    }

    /// `/layers/points.geojson?bbox=W,S,E,N&zoom=Z`.
    func pointsOfBox(_ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, own: ["bbox", "zoom", "limit"], renderer.dataset.catalogue,
            areas: renderer.dataset.boundaries)
        let layer = PointLayer(renderer, query.filter)
        let limit = try query.integer("limit", in: 1...PointLayer.largest) ?? PointLayer.largest
        let zoom = try query.zoom("zoom") ?? layer.leastZoom
        let selection = layer.points(in: try query.box("bbox") ?? .world, zoom: zoom, limit: limit)
        return try geoJSON(layer, selection, query, renderer)
    }

    func geoJSON(
        _ layer: PointLayer, _ selection: PointSelection, _ query: QueryReader, _ renderer: MapRenderer
    ) throws(Problem) -> HTTPResponse {
        let points = selection.ids.isEmpty ? [] : try read { try $0.points(selection.ids) }
        let bytes = layer.json(of: selection, points) { [contentTimes] in
            contentTimes.time(of: $0, renderer.audience, now: renderer.dataset.updated)
        }
        return json(bytes, type: "application/geo+json", cache: cacheControl(query, renderer))
    }
}
