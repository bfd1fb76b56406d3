import Compression
import Digest
import HTTPMessage

/// What every answer needs last: validator, 304, byte range, compression, and the fields that browsers ask for.
struct ResponseFinisher {
    private let request: HTTPRequest

    init(_ request: HTTPRequest) {
        self.request = request
    }

    /// The answer as it is sent. A 200 gets a strong `ETag` made from its own bytes: it changes only with them.
    func finish(_ response: HTTPResponse) -> HTTPResponse {
        var response = response
        response.headers.append(HTTPHeader("Access-Control-Allow-Origin", "*"))
        response.headers.append(HTTPHeader("Access-Control-Expose-Headers", "ETag, Content-Range, Link"))
        response.headers.append(HTTPHeader("X-Content-Type-Options", "nosniff"))
        guard response.status == 200 else { return response }
        var tag = Self.tag(response.body)
        let isText = isCompressible(response)
        if isText { response.headers.append(HTTPHeader("Vary", "Accept-Encoding")) }
        let wantsRange = request.header("Range") != nil
        if isText, !wantsRange, acceptsGzip, let packed = Gzip.compress(response.body) {
            // Another encoding is another representation, with another strong validator (RFC 9110, section 8.8.3.3).
            tag += "-gz"
            response.body = packed
            response.headers.append(HTTPHeader("Content-Encoding", "gzip"))
        }
        let etag = "\"\(tag)\""
        response.headers.append(HTTPHeader("ETag", etag))
        response.headers.append(HTTPHeader("Accept-Ranges", "bytes"))
        if isNotModified(tag) { return notModified(response) }
        return wantsRange ? ranged(response, etag) : response
    }

    /// The first 16 bytes of the body's SHA-256 in hexadecimal.
    static func tag(_ body: [UInt8]) -> String {
        SHA256.digest(body).prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private func isCompressible(_ response: HTTPResponse) -> Bool {
        guard response.body.count > 1024, let type = response.header("Content-Type") else { return false }
        return type.hasPrefix("text/") || type.contains("json") || type.contains("javascript")
    }

    /// Whether `Accept-Encoding` names gzip (or `*`) with a weight above 0 (RFC 9110, section 12.5.3).
    private var acceptsGzip: Bool {
        guard let header = request.header("Accept-Encoding") else { return false }
        return header.lowercased().split(separator: ",").contains { item in
            let parts = item.split(separator: ";").map { $0.trimmed }
            guard parts.first == "gzip" || parts.first == "*" else { return false }
            return !parts.dropFirst().contains { $0.hasPrefix("q=") && (Double($0.dropFirst(2)) ?? 0) <= 0 }
        }
    }

    /// Whether `If-None-Match` holds this representation's tag, by weak comparison (RFC 9110, section 13.1.2). Caches
    /// between us and the client may mark it weak.
    private func isNotModified(_ tag: String) -> Bool {
        guard let header = request.header("If-None-Match") else { return false }
        return header.split(separator: ",").contains { item in
            let text = item.trimmed
            return text == "*" || text == "\"\(tag)\"" || text == "W/\"\(tag)\""
        }
    }

    private func notModified(_ response: HTTPResponse) -> HTTPResponse {
        let kept = ["etag", "cache-control", "vary", "access-control-allow-origin"]
        return HTTPResponse(status: 304, headers: response.headers.filter { kept.contains($0.name.lowercased()) })
    }

    /// A single byte range (RFC 9110, section 14); with several, or another validator in `If-Range`, the whole.
    private func ranged(_ response: HTTPResponse, _ etag: String) -> HTTPResponse {
        if let condition = request.header("If-Range"), condition != etag { return response }
        guard let range = ByteRange(request.header("Range") ?? "", of: response.body.count) else { return response }
        var response = response
        switch range {
        case .satisfiable(let bytes):
            response.status = 206
            response.headers.append(
                HTTPHeader("Content-Range", "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/\(response.body.count)"))
            response.body = Array(response.body[bytes])
        case .unsatisfiable:
            response.status = 416
            response.headers.append(HTTPHeader("Content-Range", "bytes */\(response.body.count)"))
            response.body = []
        }
        return response
    }
}

/// What a `Range` field asks for of a body.
enum ByteRange: Equatable {
    /// Some of its bytes.
    case satisfiable(Range<Int>)
    /// Bytes that it has not.
    case unsatisfiable

    /// Reads one range of bytes; `nil` where the field is to be ignored: another unit, several ranges, or no sense.
    init?(_ field: String, of count: Int) {
        guard field.hasPrefix("bytes="), !field.contains(",") else { return nil }
        let ends = field.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false).map { $0.trimmed }
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        switch (Int(ends[0]), Int(ends[1])) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            self = first < count ? .satisfiable(first..<min(last, count - 1) + 1) : .unsatisfiable
        case (let first?, nil):
            guard ends[1].isEmpty else { return nil }
            self = first < count ? .satisfiable(first..<count) : .unsatisfiable
        case (nil, let length?):
            guard ends[0].isEmpty else { return nil }
            self = length > 0 && count > 0 ? .satisfiable(max(0, count - length)..<count) : .unsatisfiable
        case (nil, nil): return nil
        }
    }
}

extension Substring {
    /// The text without spaces and tabs around it.
    var trimmed: Substring {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }
}
