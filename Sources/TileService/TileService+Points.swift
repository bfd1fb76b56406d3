import CellIndex
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

    /// `/layers/points.geojson?bbox=W,S,E,N&zoom=Z`: all that there are, unless `limit` says otherwise.
    func pointsOfBox(_ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, own: ["bbox", "zoom", "limit"], renderer.dataset.catalogue,
            areas: renderer.dataset.boundaries)
        let layer = PointLayer(renderer, query.filter)
        let limit = try query.integer("limit", in: 1...PointLayer.largest)
        let zoom = try query.zoom("zoom") ?? layer.leastZoom
        let box = try query.box("bbox") ?? .world
        let key = recentKey(call, renderer)
        let cache = cacheControl(query, renderer)
        let long = longLayer(key, renderer, query, box)
        if let kept = kept(long, call, cache: cache) { return kept }
        let selection = layerGate.pass { layer.points(in: box, zoom: zoom, limit: limit) }
        guard selection.count > settings.wholeFeatures else {
            // GDAL reads a layer in hundreds of byte ranges.
            guard selection.count > PointLayer.largest else { return try geoJSON(layer, selection, query, renderer) }
            return try recentLayers.response(key) { () throws(Problem) in
                try geoJSON(layer, selection, query, renderer)
            }
        }
        let text = layer.text(of: selection)
        let read = try pointReader(asOf: renderer.dataset)
        let response = streamed(long, cache: cache) { write in
            try write(text.json(since: { _ in long.time }, read: read, write: write))
        }
        return try inParts(response, long, call)
    }

    func geoJSON(
        _ layer: PointLayer, _ selection: PointSelection, _ query: QueryReader, _ renderer: MapRenderer
    ) throws(Problem) -> HTTPResponse {
        let text = layer.text(of: selection)
        let bytes: [UInt8]
        do {
            bytes = try text.json(
                since: { [contentTimes] in
                    contentTimes.time(of: $0, renderer.audience, now: renderer.dataset.updated)
                }, read: selection.count == 0 ? { _ in [] } : pointReader())
        } catch {
            throw Problem(error, renderer.dataset.catalogue)
        }
        return json(bytes, type: "application/geo+json", cache: cacheControl(query, renderer))
    }

    /// What reads reports from the store for one answer, batch by batch. Between two of them others may write, and the
    /// store's log be emptied.
    ///
    /// - Parameter dataset: The reports are read as they were in this state, or, where that cannot be told, not; without it, as
    ///   they are.
    private func pointReader(asOf dataset: Dataset? = nil) throws(Problem)
        -> @Sendable ([Int64]) throws -> [ReportPoint]
    {
        guard let access = settings.store else { throw .unavailable("this service has no store of single reports") }
        let sequence = dataset?.snapshot.sequence
        let first = if let dataset { dataset.stamp } else { try read { try $0.stamp } }
        return { ids in
            try access.read { store in
                // Another catalogue, or one with fewer reports: what was sent already would not fit what follows.
                guard try store.stamp == first else { throw StoreError.busy(store.path) }
                // Numbers rise, so no page is read twice; kept, they would be 64 MB for each stream.
                defer { store.releaseMemory() }
                guard let sequence else { return try store.points(ids) }
                guard let points = try store.points(ids, asOf: sequence) else { throw StoreError.busy(store.path) }
                return points
            }
        }
    }
}
