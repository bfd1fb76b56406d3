import CellIndex
import HTTPMessage
import JSONText
import WebMercator

extension TileService {
    /// `/layers`, `/layers/{layer}.geojson?bbox=W,S,E,N&zoom=Z`, `/layers/{layer}.json`,
    /// `/layers/{layer}/{z}/{x}/{y}.geojson` and `.mvt`, `/layers/clusters/{id}/children` and `/leaves`.
    func layers(_ call: Call) throws(Problem) -> HTTPResponse {
        let path = call.path
        switch path.count {
        case 0: return try layerList(call)
        case 1 where path[0] == "areas.geojson" || path[0] == "areas.csv": return try areas(call)
        case 1 where path[0].hasSuffix(".csv"), 4 where path[3].hasSuffix(".csv"): return try layerTable(call)
        case 1 where path[0].hasSuffix(".geojson"):
            switch try LayerName(named: path[0].dropLast(8)) {
            case .cells: return try cellsOfBox(call)
            case .clusters: return try clustersOfBox(call)
            case .points: return try pointsOfBox(call)
            }
        case 1 where path[0] == "areas.json": return try areasTileJSON(call)
        case 1 where path[0].hasSuffix(".json"):
            return try vectorTileJSON(LayerName(named: path[0].dropLast(5)), call)
        case 3 where path[0] == LayerName.clusters.rawValue: return try clusterFamily(call)
        case 4 where path[3].hasSuffix(".geojson"):
            let layer = try LayerName(named: path[0])
            let tile = try Self.tileCoordinate(path[1], path[2], String(path[3].dropLast(8)))
            switch layer {
            case .cells: return try cellsOfTile(call, tile)
            case .clusters: return try clustersOfTile(call, tile)
            case .points: return try pointsOfTile(call, tile)
            }
        case 4 where path[3].hasSuffix(".mvt"):
            let layer = path[0] == AreaLayer.name ? nil : try LayerName(named: path[0])
            let tile = try Self.tileCoordinate(path[1], path[2], String(path[3].dropLast(4)))
            guard let layer else { return try areasVectorTile(call, tile) }
            return try vectorTile(layer, call, tile)
        default:
            throw .notFound(
                "there is nothing at \"\(call.request.path)\"; a layer is at /layers/{layer}.geojson?bbox=W,S,E,N&zoom=Z, "
                    + "/layers/{layer}/{z}/{x}/{y}.geojson or /layers/{layer}/{z}/{x}/{y}.mvt; .csv is a table")
        }
    }

    private func cellsOfTile(_ call: Call, _ tile: TileCoordinate) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, own: ["detail", "adaptive"], renderer.dataset.catalogue,
            areas: renderer.dataset.boundaries)
        let layer = CellLayer(renderer, query.filter, try query.detail())
        return geoJSON(layer, layer.cells(in: tile), query, renderer)
    }

    func cellsOfBox(_ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let dataset = renderer.dataset
        let query = try QueryReader(
            call.request.query, own: ["bbox", "zoom", "detail", "adaptive"], dataset.catalogue,
            areas: dataset.boundaries)
        let detail = try query.detail()
        let zoom = try query.zoom("zoom") ?? renderer.fittingZoom
        let box = try query.box("bbox") ?? .world
        let key = recentKey(call, renderer)
        let long = longLayer(key, dataset)
        if let kept = kept(long, call, cache: cacheControl(query, renderer)) { return kept }
        var response = try recentLayers.response(key) { () throws(Problem) in
            let layer = CellLayer(renderer, query.filter, detail)
            let cells = layerGate.pass { layer.cells(in: box, zoom: zoom) }
            let cache = cacheControl(query, renderer)
            guard cells.matched > CellLayer.largest else {
                return call.wantsTable ? table(layer.table(of: cells), cache) : geoJSON(layer, cells, query, renderer)
            }
            guard !call.wantsTable else {
                let fields = Self.tableFields(matched: cells.matched, withheld: cells.withheld)
                return streamed(long, type: OGCLinks.table, fields, cache: cache) { write in
                    try layer.writeTable(in: box, zoom: zoom, to: write)
                }
            }
            return streamed(long, cache: cache) { write in
                try layer.write(in: box, zoom: zoom, to: write)
            }
        }
        // A period may have ended since.
        response.headers.removeAll { $0.name == "Cache-Control" }
        response.headers.append(HTTPHeader("Cache-Control", cacheControl(query, renderer)))
        return try inParts(response, long, call)
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
                json.array(LayerName.allCases) { json, layer in
                    let address = "\(settings.publicURL)/layers/\(layer.rawValue)"
                    json.object { json in
                        json.member("name", layer.rawValue)
                        json.member("title", layer.title)
                        json.member("geojson", "\(address).geojson")
                        json.member("tiles", "\(address)/{z}/{x}/{y}.geojson")
                        json.member("csv", "\(address).csv")
                        json.member("tilejson", "\(address).json")
                        json.member("vectorTiles", "\(address)/{z}/{x}/{y}.mvt")
                    }
                }
            }
            if !dataset.boundaries.layers.isEmpty { json.member("areas", writeBoundaries) }
        }
        return self.json(json.bytes)
    }
}
