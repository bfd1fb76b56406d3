import CellIndex
import HTTPMessage

extension TileService {
    /// What the text of a whole layer depends on.
    func recentKey(_ call: Call, _ renderer: MapRenderer) -> RecentLayers.Key {
        let dataset = renderer.dataset
        return RecentLayers.Key(
            target: "\(call.request.path)?\(QueryText.encode(call.request.query))#\(dataset.boundaries.version)",
            audience: renderer.audience, sequence: dataset.snapshot.sequence, updated: dataset.updated)
    }

    /// An answer of GeoJSON that is made while it is sent.
    ///
    /// Its validator is made of what the text depends on. It is weak, since the store may be some changes ahead of the index
    /// while the text is made.
    func streamed(
        _ key: RecentLayers.Key, _ dataset: Dataset, cache: String,
        _ body: @escaping @Sendable (@escaping BodyStream.Write) throws -> Void
    ) -> HTTPResponse {
        let parts = [key.target, "\(key.audience)", String(key.sequence), String(key.updated), dataset.stamp]
        let tag = ResponseFinisher.tag(Array(parts.joined(separator: "\n").utf8))
        return HTTPResponse(
            status: 200,
            headers: [
                HTTPHeader("Content-Type", "application/geo+json"), HTTPHeader("Cache-Control", cache),
                HTTPHeader("ETag", "\"\(tag)\""),
            ],
            content: .stream(BodyStream(body)))
    }
}
