import CellIndex
import HTTPMessage
import JSONText
import WebMercator

extension TileService {
    /// `/layers`, `/layers/cells/{z}/{x}/{y}.geojson` and `/layers/cells.geojson?bbox=W,S,E,N&zoom=Z`.
    func layers(_ call: Call) throws(Problem) -> HTTPResponse {
        let path = call.path
        switch path.count {
        case 0: return try layerList(call)
        case 1 where path[0] == "areas.geojson" || path[0] == "areas.csv": return try areas(call)
        case 1 where path[0].hasSuffix(".geojson"):
            try knownLayer(String(path[0].dropLast(8)))
            return try cellsOfBox(call)
        case 4 where path[3].hasSuffix(".geojson"):
            try knownLayer(path[0])
            let tile = try Self.tileCoordinate(path[1], path[2], String(path[3].dropLast(8)))
            return try cellsOfTile(call, tile)
        default:
            throw .notFound(
                "there is nothing at \"\(call.request.path)\"; a layer is at /layers/{layer}.geojson?bbox=W,S,E,N&zoom=Z "
                    + "or /layers/{layer}/{z}/{x}/{y}.geojson")
        }
    }

    private func knownLayer(_ name: String) throws(Problem) {
        guard name != "cells" else { return }
        throw .notFound("there is no layer \"\(name)\"; there is cells", parameter: "layer")
    }

    private func cellsOfTile(_ call: Call, _ tile: TileCoordinate) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, own: ["detail", "adaptive"], renderer.dataset.catalogue,
            areas: renderer.dataset.boundaries)
        let layer = CellLayer(renderer, query.filter, try query.detail())
        return geoJSON(layer, layer.cells(in: tile), query, renderer)
    }

    private func cellsOfBox(_ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let dataset = renderer.dataset
        let query = try QueryReader(
            call.request.query, own: ["bbox", "zoom", "detail", "adaptive"], dataset.catalogue,
            areas: dataset.boundaries)
        let detail = try query.detail()
        let zoom = try query.zoom("zoom") ?? dataset.fittingZoom
        let box = try query.box("bbox") ?? .world
        let key = RecentLayers.Key(
            target: "\(call.request.path)?\(QueryText.encode(call.request.query))#\(dataset.boundaries.version)",
            audience: renderer.audience,
            sequence: dataset.snapshot.sequence,
            updated: dataset.updated)
        var response = try recentLayers.response(key) { () throws(Problem) in
            let layer = CellLayer(renderer, query.filter, detail)
            return geoJSON(layer, layer.cells(in: box, zoom: zoom), query, renderer)
        }
        // A period may have ended since.
        response.headers.removeAll { $0.name == "Cache-Control" }
        response.headers.append(HTTPHeader("Cache-Control", cacheControl(query, renderer)))
        return response
    }

    private func geoJSON(
        _ layer: CellLayer, _ cells: CellSelection, _ query: QueryReader, _ renderer: MapRenderer
    ) -> HTTPResponse {
        let bytes = layer.json(of: cells) { [contentTimes] in
            contentTimes.time(of: $0, renderer.audience, now: renderer.dataset.updated)
        }
        return json(bytes, type: "application/geo+json", cache: cacheControl(query, renderer))
    }

    private func layerList(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        var json = JSONWriter()
        json.object { json in
            json.member("layers") { json in
                json.array(["cells"]) { json, name in
                    json.object { json in
                        json.member("name", name)
                        json.member("title", "Reports per cell of the quadtree")
                        json.member("geojson", "\(settings.publicURL)/layers/\(name).geojson")
                        json.member("tiles", "\(settings.publicURL)/layers/\(name)/{z}/{x}/{y}.geojson")
                    }
                }
            }
            if !dataset.boundaries.layers.isEmpty { json.member("areas", writeBoundaries) }
        }
        return self.json(json.bytes)
    }
}
