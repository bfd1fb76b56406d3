import CellIndex
import HTTPMessage
import WebMercator

/// A layer whose text may be too long for memory, in one state of the data.
struct LongLayer {
    /// What it is, whatever the state of the data.
    let name: SpooledLayers.Name

    /// Since when it has been as it is, in seconds since 1970 UTC: its `timeStamp`.
    let time: Int64

    /// Its validator, without what the encoding adds. It is made of all that the text depends on, and so is known before there
    /// is any text.
    let tag: String
}

extension TileService {
    /// What the text of a whole layer depends on.
    func recentKey(_ call: Call, _ renderer: MapRenderer) -> RecentLayers.Key {
        let dataset = renderer.dataset
        return RecentLayers.Key(
            target: "\(call.request.path)?\(QueryText.encode(call.request.query))#\(dataset.boundaries.version)",
            audience: renderer.audience, sequence: dataset.snapshot.sequence, updated: dataset.updated)
    }

    /// A layer that changes whenever the data does.
    func longLayer(_ key: RecentLayers.Key, _ dataset: Dataset) -> LongLayer {
        longLayer(key, dataset, state: String(key.sequence), time: key.updated)
    }

    /// A layer of single reports, which only changes of reports in its box touch, and, for the public, of those in the
    /// undivided cells about it.
    func longLayer(
        _ key: RecentLayers.Key, _ renderer: MapRenderer, _ query: QueryReader, _ box: BoundingBox
    ) -> LongLayer {
        let content = tileChanges.content(box.smallestTile, query.filter, renderer)
        let parts = [key.target, "\(content)", renderer.dataset.stamp]
        let time = contentTimes.time(
            of: Array(parts.joined(separator: "\n").utf8), renderer.audience, now: renderer.dataset.updated)
        return longLayer(key, renderer.dataset, state: "\(content)", time: time)
    }

    private func longLayer(
        _ key: RecentLayers.Key, _ dataset: Dataset, state: String, time: Int64
    ) -> LongLayer {
        let parts = [key.target, "\(key.audience)", state, String(time), dataset.stamp]
        return LongLayer(
            name: SpooledLayers.Name(target: key.target, audience: key.audience), time: time,
            tag: ResponseFinisher.tag(Array(parts.joined(separator: "\n").utf8)))
    }

    /// An answer that is made while it is sent.
    ///
    /// - Parameters:
    ///   - type: The type of its text.
    ///   - fields: More fields of its header.
    func streamed(
        _ layer: LongLayer, type: String = "application/geo+json", _ fields: [HTTPHeader] = [], cache: String,
        _ body: @escaping @Sendable (@escaping BodyStream.Write) throws -> Void
    ) -> HTTPResponse {
        let own = [HTTPHeader("Content-Type", type)] + fields + [HTTPHeader("ETag", "\"\(layer.tag)\"")]
        return answer(own, cache, .stream(BodyStream(body)))
    }

    /// The answer from a file, where the layer is in one and is not to be compressed.
    ///
    /// Who asks for the end of a text gets that of the one whose beginning was sent a moment ago, also where the data changes
    /// all the time: the parts would else not fit each other.
    func kept(_ layer: LongLayer, _ call: Call, cache: String) -> HTTPResponse? {
        let finisher = ResponseFinisher(call.request, dependsOnVisitor: true)
        guard let first = finisher.firstOfRange else {
            guard !finisher.acceptsGzip, let known = spooledLayers.known(layer.tag) else { return nil }
            return answer(known, cache)
        }
        if finisher.isRangeWanted(of: layer.tag), let known = spooledLayers.known(layer.tag) {
            return answer(known, cache)
        }
        guard first != 0 || call.request.header("If-Range") != nil,
            let earlier = spooledLayers.earlier(layer.name, finisher.isRangeWanted)
        else { return nil }
        return answer(earlier, cache)
    }

    /// The answer as it is, or, where a part of one is wanted that is made while it is sent, or its length, from a file that is
    /// written first. GDAL reads no layer whose length `HEAD` does not tell.
    func inParts(_ response: HTTPResponse, _ layer: LongLayer, _ call: Call) throws(Problem) -> HTTPResponse {
        let finisher = ResponseFinisher(call.request, dependsOnVisitor: true)
        let isPart = finisher.firstOfRange != nil && finisher.isRangeWanted(of: layer.tag)
        let isLength = call.request.method == "HEAD" && !finisher.acceptsGzip
        guard let stream = response.stream, isPart || isLength else { return response }
        var response = response
        let own = response.headers.filter { $0.name != "Cache-Control" }
        response.content = .file(FileSlice(try spooledLayers.file(layer.name, tag: layer.tag, headers: own, stream)))
        return response
    }

    /// Calls off the writing of long layers to files.
    public func stopSpooling() {
        spooledLayers.stop()
    }

    private func answer(_ layer: SpooledLayers.Layer, _ cache: String) -> HTTPResponse {
        answer(layer.headers, cache, .file(FileSlice(layer.file)))
    }

    private func answer(_ headers: [HTTPHeader], _ cache: String, _ content: HTTPBody) -> HTTPResponse {
        HTTPResponse(status: 200, headers: headers + [HTTPHeader("Cache-Control", cache)], content: content)
    }
}

extension BoundingBox {
    /// The smallest tile that holds the box; the world's of one that crosses the antimeridian.
    fileprivate var smallestTile: TileCoordinate {
        guard let part = parts.first, parts.count == 1,
            let northWest = GeographicCoordinate(longitude: part.west, latitude: part.north),
            let southEast = GeographicCoordinate(longitude: part.east, latitude: part.south)
        else { return TileCoordinate(containing: WorldCoordinate(.origin), zoom: .world) }
        let (first, last) = (WorldCoordinate(northWest), WorldCoordinate(southEast))
        let different = (first.x ^ last.x) | (first.y ^ last.y)
        let zoom = Zoom(clamping: different.leadingZeroBitCount)
        return TileCoordinate(containing: first, zoom: zoom)
    }
}
