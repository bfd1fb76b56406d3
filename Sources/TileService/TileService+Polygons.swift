import Boundaries
import HTTPMessage
import Reports
import WebMercator

/// What holders of keys ask of a polygon that they send: GeoJSON in the body, a geometry or a feature.
extension TileService {
    /// `POST /layers/areas`: counts in the polygon.
    func countPolygon(_ call: Call) throws(Problem) -> HTTPResponse {
        _ = try call.key()
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let (geometry, cover) = try Self.polygon(call.request)
        return json(AreaLayer.json(of: geometry, cover, renderer, query.filter), cache: "no-store")
    }

    /// `POST /layers/points.geojson?limit=`: the reports in the polygon, as `GET` gives those of a box.
    func pointsOfPolygon(_ call: Call) throws(Problem) -> HTTPResponse {
        _ = try call.key()
        let renderer = renderer(for: call.visitor)
        // No `area` beside it: the polygon is the area.
        let query = try QueryReader(call.request.query, own: ["limit"], renderer.dataset.catalogue)
        let limit = try query.integer("limit", in: 1...PointLayer.largest) ?? PointLayer.largest
        var filter = query.filter
        filter.area = AreaSelection(try Self.polygon(call.request).cover, name: "polygon")
        let layer = PointLayer(renderer, filter)
        var response = try geoJSON(
            layer, layer.points(in: .world, zoom: layer.leastZoom, limit: limit), query, renderer)
        response.headers.removeAll { $0.name == "Cache-Control" }
        response.headers.append(HTTPHeader("Cache-Control", "no-store"))
        return response
    }

    private static func polygon(_ request: HTTPRequest) throws(Problem) -> (geometry: AreaGeometry, cover: AreaCover) {
        try checkType(request)
        do {
            return try BoundaryFeatureReader.geometry(of: request.body)
        } catch {
            throw Problem(status: 400, title: "Bad request", detail: "the body \(error)")
        }
    }

    /// That the type must be stated keeps pages of other sites from asking with their visitors' keys.
    private static func checkType(_ request: HTTPRequest) throws(Problem) {
        let type = (request.header("Content-Type") ?? "").lowercased().split(separator: ";").first.map { $0.trimmed }
        guard type == "application/geo+json" || type == "application/json" else {
            throw Problem(
                status: 415, title: "Unsupported media type",
                detail: "send a GeoJSON polygon as Content-Type: application/geo+json", parameter: "Content-Type",
                headers: [HTTPHeader("Accept-Post", "application/geo+json, application/json")])
        }
    }
}
