import CellIndex
import GeoJSON
import HTTPMessage
import JSONText
import ReportStore
import Reports
import WebMercator

extension TileService {
    /// The leaves of one page (design, section 5.2).
    private static let page = (standard: 100, largest: 10_000)

    /// `/layers/clusters/{z}/{x}/{y}.geojson`.
    func clustersOfTile(_ call: Call, _ tile: TileCoordinate) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(call.request.query, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let bytes = remembered("clusters.geojson", tile, query.filter, renderer) {
            let layer = ClusterLayer(renderer, query.filter)
            return text(layer, layer.clusters(in: tile), isWhole: true, renderer)
        }
        return json(bytes, type: "application/geo+json", cache: cacheControl(query, renderer))
    }

    /// The bytes of a layer's tile, from the cache of tiles where they are there.
    ///
    /// - Parameters:
    ///   - name: The layer's name with the form, which no style shares, since a picture's ratio is never 0.
    ///   - content: What the bytes depend on, of all the data; without it, what reports in and about the tile do to it.
    func remembered(
        _ name: String, _ tile: TileCoordinate, _ filter: ReportFilter, _ renderer: MapRenderer,
        content: TileContent? = nil, _ make: () -> [UInt8]
    ) -> [UInt8] {
        let key = TileCache.Key(
            tile: tile, audience: renderer.audience, ratio: 0, style: name, styleVersion: 0, filter: filter, limits: [],
            content: content ?? tileChanges.content(tile, filter, renderer))
        return tileCache.tile(key, make) ?? []
    }

    /// `/layers/clusters.geojson?bbox=W,S,E,N&zoom=Z`.
    func clustersOfBox(_ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let dataset = renderer.dataset
        let query = try QueryReader(
            call.request.query, own: ["bbox", "zoom"], dataset.catalogue, areas: dataset.boundaries)
        let zoom = try query.zoom("zoom") ?? renderer.fittingZoom
        let box = try query.box("bbox") ?? .world
        let key = recentKey(call, renderer)
        let long = longLayer(key, dataset)
        if let kept = kept(long, call, cache: cacheControl(query, renderer)) { return kept }
        var response = try recentLayers.response(key) { () throws(Problem) in
            let layer = ClusterLayer(renderer, query.filter)
            let (selection, isWhole) = layerGate.pass { layer.clusters(in: box, zoom: zoom) }
            let cache = cacheControl(query, renderer)
            guard !isWhole else {
                return call.wantsTable
                    ? table(layer.table(of: selection), cache) : geoJSON(layer, selection, query, renderer)
            }
            guard !call.wantsTable else {
                let fields = Self.tableFields(matched: nil, withheld: layer.protection.tellable)
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

    /// `/layers/clusters/{id}/children` and `/layers/clusters/{id}/leaves?limit=&offset=`, under the filter under which the
    /// cluster was made.
    func clusterFamily(_ call: Call) throws(Problem) -> HTTPResponse {
        let (id, part) = (call.path[1], call.path[2])
        guard part == "children" || part == "leaves" else { throw call.nothingHere() }
        let renderer = renderer(for: call.visitor)
        let own = part == "leaves" ? ["limit", "offset"] : []
        let query = try QueryReader(
            call.request.query, own: own, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let layer = ClusterLayer(renderer, query.filter)
        guard let cluster = layer.cluster(id) else {
            throw .notFound(
                "there is no cluster \"\(id.prefix(40))\" under this filter; an id is that of a feature of this layer, "
                    + "and the filter that of its request", parameter: "id")
        }
        if part == "children" { return geoJSON(layer, layer.children(of: cluster), query, renderer) }
        return try leaves(of: cluster, layer, query, call)
    }

    private func leaves(
        of cluster: Cluster, _ layer: ClusterLayer, _ query: QueryReader, _ call: Call
    ) throws(Problem) -> HTTPResponse {
        let limit = try query.integer("limit", in: 1...Self.page.largest) ?? Self.page.standard
        let offset = try query.integer("offset", in: 0...Int(Int32.max)) ?? 0
        let (found, matched) = layer.leaves(of: cluster, offset: offset, limit: limit)
        let document = document(for: call)
        let records =
            found.isEmpty ? [] : try read { try $0.records(found.map { Int64($0.id) }) }.filter(document.isVisible)
        var collection = FeatureCollectionWriter()
        for record in records {
            collection.feature(id: String(record.id), point: document.place(record)) {
                document.writePoint(record, to: &$0)
            }
        }
        let bytes = collection.finish { json in
            json.member("numberMatched", matched)
            json.member("numberReturned", records.count)
            json.member("truncated", offset + found.count < matched)
            json.member("withheld", layer.protection.sources.tellable(cluster.count - matched))
            timeStamp(&json, layer.renderer)
        }
        return json(bytes, type: "application/geo+json", cache: cacheControl(query, renderer(for: call.visitor)))
    }

    private func geoJSON(
        _ layer: ClusterLayer, _ clusters: ClusterSelection, isWhole: Bool = true, _ query: QueryReader,
        _ renderer: MapRenderer
    ) -> HTTPResponse {
        let bytes = text(layer, clusters, isWhole: isWhole, renderer)
        return json(bytes, type: "application/geo+json", cache: cacheControl(query, renderer))
    }

    private func text(
        _ layer: ClusterLayer, _ clusters: ClusterSelection, isWhole: Bool, _ renderer: MapRenderer
    ) -> [UInt8] {
        layer.json(of: clusters, isWhole: isWhole) { [contentTimes] in
            contentTimes.time(of: $0, renderer.audience, now: renderer.dataset.updated)
        }
    }
}

extension ReportDocument {
    /// Writes the properties of a report as a point: never its text.
    func writePoint(_ record: ReportRecord, to json: inout JSONWriter) {
        json.member("id", Int(record.id))
        json.member("category", catalogue.categories[safe: Int(record.category)]?.key ?? "?")
        json.member("status", catalogue.statusKey(record.status))
        json.member("source", catalogue.sources[safe: Int(record.source)]?.key ?? "?")
        json.member("occurred", record.occurred.iso8601(catalogue.clock))
        json.member("confirmations", record.confirmations)
    }
}
