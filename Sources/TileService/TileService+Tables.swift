import HTTPMessage
import ReportStore
import Reports
import WebMercator

extension TileService {
    /// The layers as tables, under the addresses of their GeoJSON with another ending: `/layers/{layer}.csv` and
    /// `/layers/{layer}/{z}/{x}/{y}.csv`. Points, and cells of a box, are made where their GeoJSON is.
    func layerTable(_ call: Call) throws(Problem) -> HTTPResponse {
        let path = call.path
        let layer = try LayerName(named: path.count == 1 ? path[0].dropLast(4) : path[0][...])
        let tile =
            try path.count == 1
            ? nil : Self.tileCoordinate(path[1], path[2], String(path[3].dropLast(4)))
        switch (layer, tile) {
        case (.points, let tile?): return try pointsOfTile(call, tile)
        case (.points, nil): return try pointsOfBox(call)
        case (.cells, nil): return try cellsOfBox(call)
        default: break
        }
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, own: layer.parameters + (tile == nil ? ["bbox", "zoom"] : []),
            renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let table =
            if let tile, layer == .cells {
                try cellTable(query, tile, renderer)
            } else {
                try clusterTable(query, tile, renderer)
            }
        return self.table(table, cacheControl(query, renderer))
    }

    /// A table as an answer. What has no room in it stands in the header.
    func table(_ table: LayerTable, _ cache: String, links: OGCLinks? = nil) -> HTTPResponse {
        var response = json(table.text, type: OGCLinks.table, cache: cache)
        response.headers += Self.tableFields(matched: table.matched, withheld: table.withheld)
        if let field = links?.headerField { response.headers.append(HTTPHeader("Link", field)) }
        return response
    }

    /// What of a table's numbers has no room in it.
    static func tableFields(matched: Int?, withheld: Int) -> [HTTPHeader] {
        (matched.map { [HTTPHeader("X-Number-Matched", String($0))] } ?? [])
            + (withheld > 0 ? [HTTPHeader("X-Withheld", String(withheld))] : [])
    }

    private func cellTable(
        _ query: QueryReader, _ tile: TileCoordinate, _ renderer: MapRenderer
    ) throws(Problem) -> LayerTable {
        let layer = CellLayer(renderer, query.filter, try query.detail())
        return layer.table(of: layer.cells(in: tile))
    }

    private func clusterTable(
        _ query: QueryReader, _ tile: TileCoordinate?, _ renderer: MapRenderer
    ) throws(Problem) -> LayerTable {
        let layer = ClusterLayer(renderer, query.filter)
        if let tile { return layer.table(of: layer.clusters(in: tile)) }
        let zoom = try query.zoom("zoom") ?? renderer.fittingZoom
        let (clusters, isWhole) = layer.clusters(in: try query.box("bbox") ?? .world, zoom: zoom)
        return layer.table(of: clusters, isWhole: isWhole)
    }
}
