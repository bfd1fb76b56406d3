import CellIndex
import HTTPMessage
import ReportStore
import Reports
import WebMercator

extension TileService {
    /// `/layers/points/{z}/{x}/{y}.geojson` and `.csv`.
    func pointsOfTile(_ call: Call, _ tile: TileCoordinate) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            call.request.query, own: ["limit"], renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let layer = PointLayer(renderer, query.filter)
        let limit = try query.integer("limit", in: 1...PointLayer.largest) ?? PointLayer.largest
        return try whole(call, layer, layer.points(in: tile, limit: limit), query, renderer)
    }

    /// `/layers/points.geojson?bbox=W,S,E,N&zoom=Z` and `/layers/points.csv`: all that there are, unless `limit` says otherwise.
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
            guard selection.count > PointLayer.largest else {
                return try whole(call, layer, selection, query, renderer)
            }
            return try recentLayers.response(key) { () throws(Problem) in
                try whole(call, layer, selection, query, renderer)
            }
        }
        let read = try pointReader(asOf: renderer.dataset)
        return try inParts(streamed(call, layer, selection, long, cache, read), long, call)
    }

    /// An answer that is made while it is sent.
    private func streamed(
        _ call: Call, _ layer: PointLayer, _ selection: PointSelection, _ long: LongLayer, _ cache: String,
        _ read: @escaping @Sendable ([Int64]) throws -> [ReportPoint]
    ) -> HTTPResponse {
        if call.wantsTable {
            let table = layer.table(of: selection)
            let fields = Self.tableFields(matched: selection.matched, withheld: selection.withheld)
            return streamed(long, type: OGCLinks.table, fields, cache: cache) { write in
                try write(table.csv(read: read, write: write))
            }
        }
        let text = layer.text(of: selection)
        return streamed(long, cache: cache) { write in
            try write(text.json(since: { _ in long.time }, read: read, write: write))
        }
    }

    private func whole(
        _ call: Call, _ layer: PointLayer, _ selection: PointSelection, _ query: QueryReader, _ renderer: MapRenderer
    ) throws(Problem) -> HTTPResponse {
        guard call.wantsTable else { return try geoJSON(layer, selection, query, renderer) }
        let text = try text(of: selection, renderer) { try layer.table(of: selection).csv(read: $0) }
        let table = LayerTable(text: text, matched: selection.matched, withheld: selection.withheld)
        return self.table(table, cacheControl(query, renderer))
    }

    func geoJSON(
        _ layer: PointLayer, _ selection: PointSelection, _ query: QueryReader, _ renderer: MapRenderer
    ) throws(Problem) -> HTTPResponse {
        let text = layer.text(of: selection)
        let bytes = try self.text(of: selection, renderer) { [contentTimes] read in
            try text.json(
                since: { contentTimes.time(of: $0, renderer.audience, now: renderer.dataset.updated) }, read: read)
        }
        return json(bytes, type: "application/geo+json", cache: cacheControl(query, renderer))
    }

    /// A text that is made of reports from the store; of none it needs no store.
    func text(
        of selection: PointSelection, _ renderer: MapRenderer, _ make: (@escaping PointText.Read) throws -> [UInt8]
    ) throws(Problem) -> [UInt8] {
        let nothing: @Sendable ([Int64]) throws -> [ReportPoint] = { _ in [] }
        let read = selection.count == 0 ? nothing : try pointReader()
        do {
            return try make(read)
        } catch {
            throw Problem(error, renderer.dataset.catalogue)
        }
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
