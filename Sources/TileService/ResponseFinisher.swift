import Compression
import Digest
import HTTPMessage
import VectorTile

/// What every answer needs last: validator, 304, byte range, compression, and the fields that browsers ask for.
struct ResponseFinisher {
    private let request: HTTPRequest
    private let dependsOnVisitor: Bool
    private let isOpenToOtherSites: Bool

    init(_ request: HTTPRequest, _ resource: Resource? = nil, dependsOnVisitor: Bool? = nil) {
        self.request = request
        self.dependsOnVisitor = dependsOnVisitor ?? resource?.dependsOnVisitor ?? false
        isOpenToOtherSites =
            resource?.isOpenToOtherSites(request) ?? (request.method == "GET" || request.method == "HEAD")
    }

    /// Whether the request came with a key, or what should be one.
    private var hasKey: Bool { request.header("Authorization") != nil }

    /// The answer as it is sent. A 200 gets a strong `ETag` made from its own bytes: it changes only with them. One that
    /// it has already, from an earlier time, is that of the text before compression.
    func finish(_ response: HTTPResponse) -> HTTPResponse {
        let isRead = request.method == "GET" || request.method == "HEAD"
        let guarded = guardedFromCaches(response, isRead: isRead)
        let response = guarded.status == 200 && isRead ? validated(guarded) : guarded
        let openness =
            isOpenToOtherSites
            ? [
                HTTPHeader("Access-Control-Allow-Origin", "*"),
                HTTPHeader("Access-Control-Expose-Headers", "ETag, Content-Range, Link, X-Number-Matched, X-Withheld"),
            ] : []
        return response.adding(openness + [HTTPHeader("X-Content-Type-Options", "nosniff")])
    }

    /// What was made for the holder of a key stays with that person: no cache between us may keep it, and the person's
    /// own asks again. What a write answers is nobody else's either.
    private func guardedFromCaches(_ response: HTTPResponse, isRead: Bool) -> HTTPResponse {
        let stated = response.header("Cache-Control")
        guard stated?.contains("no-store") != true, hasKey || !isRead, request.method != "OPTIONS" else {
            return response
        }
        return response.without("Cache-Control").adding([
            HTTPHeader("Cache-Control", isRead ? "private, no-cache" : "no-store")
        ])
    }

    /// A 200 as itself, as its part, or as the news that the client has it already.
    private func validated(_ response: HTTPResponse) -> HTTPResponse {
        if let stream = response.stream { return validated(response, stream) }
        let count = response.length ?? 0
        let isText = isCompressible(response, count)
        let range = self.range(of: count)
        let packs = isText && range == nil && acceptsGzip && response.file == nil
        // Another encoding is another representation, with another strong validator (RFC 9110, section 8.8.3.3).
        let plain = response.header("ETag").map { String($0.dropFirst().dropLast()) } ?? Self.tag(response.body)
        let tag = self.tag(plain, packs: packs)
        let response = response.without("ETag").adding(
            varying(isText) + [HTTPHeader("ETag", "\"\(tag)\""), HTTPHeader("Accept-Ranges", "bytes")])
        // Before the work of compressing: most answers to a client that has a copy end here.
        if isNotModified(tag) { return notModified(response) }
        if let range, isRangeWanted(of: plain) { return part(range, of: response, count) }
        guard packs, let packed = Gzip.compress(response.body) else { return response }
        var compressed = response.adding([HTTPHeader("Content-Encoding", "gzip")])
        compressed.body = packed
        return compressed
    }

    /// A 200 whose body is made while it is sent: as itself, or as the news that the client has it already. Its validator comes
    /// with it. Whoever wants a part of it gets that from a file in its place.
    private func validated(_ response: HTTPResponse, _ stream: BodyStream) -> HTTPResponse {
        let plain = response.header("ETag").map { String($0.dropFirst().dropLast()) }
        let packs = acceptsGzip
        var response = response.without("ETag").adding(varying(true))
        if let plain {
            let tag = self.tag(plain, packs: packs)
            response = response.adding([HTTPHeader("ETag", "\"\(tag)\""), HTTPHeader("Accept-Ranges", "bytes")])
            if isNotModified(tag) { return notModified(response) }
        }
        guard packs else { return response }
        response = response.adding([HTTPHeader("Content-Encoding", "gzip")])
        response.content = .stream(
            BodyStream { write in
                // The fastest level: it takes about as long as making the text.
                let gzip = try GzipCompressor(level: 1)
                try stream.produce { try gzip.compress($0, write) }
                try gzip.finish(write)
            })
        return response
    }

    private func tag(_ plain: String, packs: Bool) -> String {
        plain + (dependsOnVisitor && hasKey ? "-key" : "") + (packs ? "-gz" : "")
    }

    /// A cache must keep apart what it got with a key and without, in both directions.
    private func varying(_ isText: Bool) -> [HTTPHeader] {
        let names = (dependsOnVisitor ? ["Authorization"] : []) + (isText ? ["Accept-Encoding"] : [])
        return names.isEmpty ? [] : [HTTPHeader("Vary", names.joined(separator: ", "))]
    }

    /// The first 16 bytes of the body's SHA-256 in hexadecimal.
    static func tag(_ body: [UInt8]) -> String {
        SHA256.digest(body).prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private func isCompressible(_ response: HTTPResponse, _ count: Int) -> Bool {
        guard count > 1024, let type = response.header("Content-Type") else { return false }
        return type.hasPrefix("text/") || type.contains("json") || type.contains("javascript")
            || type == VectorTileWriter.mediaType
    }

    /// Whether `Accept-Encoding` gives gzip a weight above 0 (RFC 9110, section 12.5.3). What it says of gzip itself
    /// comes before what it says of all codings, `*`.
    var acceptsGzip: Bool {
        guard let header = request.header("Accept-Encoding") else { return false }
        var weights: [Substring: Double] = [:]
        for item in header.lowercased().split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.trimmed }
            guard let coding = parts.first else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 }
            weights[coding == "x-gzip" ? "gzip" : coding] = weight ?? 1
        }
        return weights["gzip"] ?? weights["*"] ?? 0 > 0
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
        let kept = ["etag", "cache-control", "vary"]
        return HTTPResponse(status: 304, headers: response.headers.filter { kept.contains($0.name.lowercased()) })
    }

    /// What `Range` asks for of a body. Only `GET` knows ranges (RFC 9110, section 14.2); several of them, or another
    /// unit, are answered with the whole.
    private func range(of count: Int) -> ByteRange? {
        guard request.method == "GET", let field = request.header("Range") else { return nil }
        return ByteRange(field, of: count)
    }

    /// The first byte that `Range` asks for, or -1 where it asks for the last ones; `nil` where it asks for nothing.
    var firstOfRange: Int? {
        // Of a body that has every byte that anybody asks for.
        guard case .satisfiable(let bytes) = range(of: .max) else { return nil }
        return bytes.upperBound == .max && bytes.lowerBound > .max / 2 ? -1 : bytes.lowerBound
    }

    /// Whether the client wants the part of a representation with this tag, which is that of the text before compression:
    /// `If-Range` compares strongly (RFC 9110, section 13.1.5).
    func isRangeWanted(of plain: String) -> Bool {
        guard let condition = request.header("If-Range") else { return true }
        return condition[...].trimmed == "\"\(tag(plain, packs: false))\""
    }

    private func part(_ range: ByteRange, of response: HTTPResponse, _ count: Int) -> HTTPResponse {
        guard case .satisfiable(let bytes) = range else {
            return Problem(
                status: 416, title: "Range not satisfiable", detail: "there are \(count) bytes",
                headers: [HTTPHeader("Content-Range", "bytes */\(count)")]
            ).response
        }
        var part = response.adding([
            HTTPHeader("Content-Range", "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/\(count)")
        ])
        part.status = 206
        if var slice = response.file {
            slice.range = slice.range.lowerBound + bytes.lowerBound..<slice.range.lowerBound + bytes.upperBound
            part.content = .file(slice)
        } else {
            part.body = Array(response.body[bytes])
        }
        return part
    }
}

extension HTTPResponse {
    /// The response without the header fields of a name.
    fileprivate func without(_ name: String) -> HTTPResponse {
        var response = self
        response.headers.removeAll { $0.name == name }
        return response
    }

    /// The response with more header fields.
    fileprivate func adding(_ fields: [HTTPHeader]) -> HTTPResponse {
        var response = self
        response.headers += fields
        return response
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
