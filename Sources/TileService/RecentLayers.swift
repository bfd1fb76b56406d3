import HTTPMessage
import Synchronization

/// Remembers the last long layer texts with their validators, because GDAL reads a layer by its address in hundreds of byte
/// ranges, and each would else cost the making of the whole.
final class RecentLayers: Sendable {
    /// What a text depends on: the request's path and query, who asks, and the state of the data.
    struct Key: Hashable {
        var target: String
        var audience: Audience
        var sequence: Int64
        var updated: Int64
    }

    private let responses = Mutex<[(key: Key, response: HTTPResponse)]>([])

    /// The bytes that are kept at most, some three layers of the largest size.
    private static let mostBytes = 128 << 20

    /// Shorter texts are made faster than they are worth keeping.
    private static let leastBytes = 256 << 10

    /// The response of a key, with its `ETag`; made where it is not known.
    func response(_ key: Key, _ make: () throws(Problem) -> HTTPResponse) throws(Problem) -> HTTPResponse {
        if let known = known(key) { return known }
        var response = try make()
        guard response.body.count >= Self.leastBytes else { return response }
        response.headers.append(HTTPHeader("ETag", "\"\(ResponseFinisher.tag(response.body))\""))
        keep(key, response)
        return response
    }

    private func known(_ key: Key) -> HTTPResponse? {
        responses.withLock { responses in
            guard let index = responses.firstIndex(where: { $0.key == key }) else { return nil }
            // The last used stands last, and the first is the next to go.
            let entry = responses.remove(at: index)
            responses.append(entry)
            return entry.response
        }
    }

    private func keep(_ key: Key, _ response: HTTPResponse) {
        responses.withLock { responses in
            responses.removeAll { $0.key == key || $0.key.sequence < key.sequence }
            responses.append((key, response))
            while responses.count > 1, responses.reduce(0, { $0 + $1.response.body.count }) > Self.mostBytes {
                responses.removeFirst()
            }
        }
    }
}
