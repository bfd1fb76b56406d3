import HTTPMessage
import ReportStore
import Reports
import WebMercator

extension TileService {
    /// The layers as tables, under the addresses of their GeoJSON with another ending: `/layers/{layer}.csv` and
    /// `/layers/{layer}/{z}/{x}/{y}.csv`. What is not of a tile, and points, are made where their GeoJSON is.
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
        case (.clusters, nil): return try clustersOfBox(call)
        case (.cells, let tile?), (.clusters, let tile?): return try table(layer, tile, call)
        }
    }

    /// Cells or clusters of a tile.
    private func table(_ layer: LayerName, _ tile: TileCoordinate, _ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, own: layer.parameters, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let cache = cacheControl(query, renderer)
        if layer == .clusters {
            let clusters = ClusterLayer(renderer, query.filter)
            return table(clusters.table(of: clusters.clusters(in: tile)), cache)
        }
        let cells = CellLayer(renderer, query.filter, try query.detail())
        return table(cells.table(of: cells.cells(in: tile)), cache)
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
}
