import Boundaries
import CellIndex
import HTTPMessage
import JSONText
import Reports
import WebMercator

extension TileService {
    /// `/layers/areas.geojson?layer=NAME&bbox=W,S,E,N&geometry=false` and `/layers/areas.csv?layer=NAME&bbox=W,S,E,N`; with
    /// one layer, it need not be named.
    func areas(_ call: Call) throws(Problem) -> HTTPResponse {
        let isTable = call.path.first?.hasSuffix(".csv") == true
        let renderer = renderer(for: call.visitor)
        let dataset = renderer.dataset
        let query = try QueryReader(
            call.request.query, own: isTable ? ["layer", "bbox"] : ["layer", "bbox", "geometry"], dataset.catalogue,
            areas: dataset.boundaries)
        let boundaries = try Self.layer(query.text("layer"), dataset.boundaries)
        let withGeometry = try query.boolean("geometry") ?? true
        let box = try query.box("bbox")
        let key = RecentLayers.Key(
            target: "\(call.request.path)?\(QueryText.encode(call.request.query))#\(dataset.boundaries.version)",
            audience: renderer.audience, sequence: dataset.snapshot.sequence, updated: dataset.updated)
        return try recentLayers.response(key) { () throws(Problem) in
            let layer = AreaLayer(renderer, query.filter, boundaries)
            return isTable ? table(layer, box) : features(layer, box, withGeometry, renderer)
        }
    }

    private func features(
        _ layer: AreaLayer, _ box: BoundingBox?, _ withGeometry: Bool, _ renderer: MapRenderer
    ) -> HTTPResponse {
        let bytes = layer.json(in: box, withGeometry: withGeometry) { [contentTimes] in
            contentTimes.time(of: $0, renderer.audience, now: renderer.dataset.updated)
        }
        return json(bytes, type: "application/geo+json", cache: "public, max-age=60")
    }

    private func table(_ layer: AreaLayer, _ box: BoundingBox?) -> HTTPResponse {
        let (text, withheld) = layer.csv(in: box)
        return table(LayerTable(text: text, matched: nil, withheld: withheld), "public, max-age=60")
    }

    /// The layer of areas of a name; it may be left out where there is one alone.
    static func layer(_ name: String?, _ boundaries: BoundaryLayers) throws(Problem) -> BoundaryLayer {
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

    /// The layers of areas, for the list of layers.
    func writeBoundaries(to json: inout JSONWriter) {
        json.array(dataset.boundaries.layers) { json, layer in
            json.object { json in
                json.member("layer", layer.name)
                json.member("areas", layer.areas.count)
                let query = QueryText.encode([QueryParameter(name: "layer", value: layer.name)])
                json.member("geojson", "\(settings.publicURL)/layers/areas.geojson?\(query)")
                json.member("csv", "\(settings.publicURL)/layers/areas.csv?\(query)")
                json.member("tilejson", "\(settings.publicURL)/layers/areas.json?\(query)")
                json.member("vectorTiles", "\(settings.publicURL)/layers/areas/{z}/{x}/{y}.mvt?\(query)")
            }
        }
    }
}
