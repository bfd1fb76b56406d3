import Boundaries
import CellIndex
import HTTPMessage
import JSONText
import Reports

extension TileService {
    /// `/layers/areas.geojson?layer=NAME&geometry=false` and `/layers/areas.csv?layer=NAME`; with one layer, it need not be
    /// named.
    func areas(_ call: Call) throws(Problem) -> HTTPResponse {
        let isTable = call.path.first?.hasSuffix(".csv") == true
        let renderer = renderer(for: call.visitor)
        let dataset = renderer.dataset
        let query = try QueryReader(
            call.request.query, own: isTable ? ["layer"] : ["layer", "geometry"], dataset.catalogue,
            areas: dataset.boundaries)
        let boundaries = try Self.layer(query.text("layer"), dataset.boundaries)
        let withGeometry = try query.boolean("geometry") ?? true
        let key = RecentLayers.Key(
            target: "\(call.request.path)?\(QueryText.encode(call.request.query))#\(dataset.boundaries.version)",
            audience: renderer.audience, sequence: dataset.snapshot.sequence, updated: dataset.updated)
        return try recentLayers.response(key) { () throws(Problem) in
            let layer = AreaLayer(renderer, query.filter, boundaries)
            return isTable ? table(layer) : features(layer, withGeometry, renderer)
        }
    }

    private func features(_ layer: AreaLayer, _ withGeometry: Bool, _ renderer: MapRenderer) -> HTTPResponse {
        let bytes = layer.json(withGeometry: withGeometry) { [contentTimes] in
            contentTimes.time(of: $0, renderer.audience, now: renderer.dataset.updated)
        }
        return json(bytes, type: "application/geo+json", cache: "public, max-age=60")
    }

    private func table(_ layer: AreaLayer) -> HTTPResponse {
        let (text, withheld) = layer.csv()
        var response = json(text, type: "text/csv; charset=utf-8; header=present", cache: "public, max-age=60")
        // A table has no room for it beside its rows.
        if withheld > 0 { response.headers.append(HTTPHeader("X-Withheld", String(withheld))) }
        return response
    }

    private static func layer(_ name: String?, _ boundaries: BoundaryLayers) throws(Problem) -> BoundaryLayer {
        guard let first = boundaries.layers.first else {
            throw .notFound("no areas are loaded here (threatmap boundaries add)", parameter: "layer")
        }
        let names = boundaries.layers.map(\.name).joined(separator: ", ")
        guard let name else {
            guard boundaries.layers.count == 1 else {
                throw .badParameter("layer", "\"layer\" is missing; there are \(names)")
            }
            return first
        }
        guard let layer = boundaries.layer(name) else {
            throw .badParameter("layer", "there is no layer of areas \"\(name)\"; there are \(names)")
        }
        return layer
    }

    /// `POST /layers/areas`, for holders of keys: counts in the GeoJSON polygon of the body, a geometry or a feature.
    func countPolygon(_ call: Call) throws(Problem) -> HTTPResponse {
        _ = try call.key()
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        try Self.checkType(call.request)
        let (geometry, cover): (AreaGeometry, AreaCover)
        do {
            (geometry, cover) = try BoundaryFeatureReader.geometry(of: call.request.body)
        } catch {
            throw Problem(status: 400, title: "Bad request", detail: "the body \(error)")
        }
        return json(AreaLayer.json(of: geometry, cover, renderer, query.filter), cache: "no-store")
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

    /// The layers of areas, for the list of layers.
    func writeBoundaries(to json: inout JSONWriter) {
        json.array(dataset.boundaries.layers) { json, layer in
            json.object { json in
                json.member("layer", layer.name)
                json.member("areas", layer.areas.count)
                let query = QueryText.encode([QueryParameter(name: "layer", value: layer.name)])
                json.member("geojson", "\(settings.publicURL)/layers/areas.geojson?\(query)")
                json.member("csv", "\(settings.publicURL)/layers/areas.csv?\(query)")
            }
        }
    }
}
