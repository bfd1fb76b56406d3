import HTTPMessage

/// The request line and header fields of a request, checked: what can be built from it has a body whose length is not
/// in doubt, and no more of anything than the limits allow.
///
/// libmicrohttpd is lenient. What it lets pass but two servers in a row might read differently is refused here, so that
/// no request can hide in another one.
struct RequestHead {
    /// What libmicrohttpd read.
    struct Fields {
        var method: String
        var version: String
        var headers: [HTTPHeader]

        /// The bytes of request line and header fields.
        var size: Int

        /// The bytes of the target. More than there are in the target that libmicrohttpd passes on, if it held a NUL.
        var targetSize: Int

        /// Whether a body is on its way: one is announced, and the client does not wait for `100 Continue`.
        var isFollowedByBody: Bool {
            guard headers.value(of: "Expect") == nil else { return false }
            return headers.value(of: "Transfer-Encoding") != nil || headers.value(of: "Content-Length") ?? "0" != "0"
        }
    }

    /// The request, still without its body.
    let request: HTTPRequest

    /// The length of the body as the client states it; 0 where it states none.
    let announcedBodyBytes: UInt64

    /// Checks the fields.
    init(
        _ fields: Fields, target: [UInt8], clientAddress: String, limits: HTTPServerLimits
    ) throws(Refusal) {
        guard fields.targetSize <= limits.targetBytes else { throw .targetTooLong(limits.targetBytes) }
        guard fields.size <= limits.headerBytes else { throw .headerTooLarge(limits.headerBytes) }
        guard fields.targetSize == target.count else { throw .badRequest("The request target has a NUL in it.") }
        guard fields.method.utf8.allSatisfy(\.isTokenCharacter) else {
            throw .badRequest("The request's method is not a token.")
        }
        try Self.check(fields.headers, version: fields.version)
        announcedBodyBytes = try Self.bodyLength(fields.headers, version: fields.version)
        let target = try RequestTarget(target)
        request = HTTPRequest(
            method: fields.method, path: target.path, query: target.query, headers: fields.headers,
            clientAddress: clientAddress)
    }

    private static func check(_ headers: [HTTPHeader], version: String) throws(Refusal) {
        for header in headers {
            // A blank before the colon, or a line folded onto the next, ends up in the name (RFC 9112, section 5).
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(\.isTokenCharacter) else {
                throw .badRequest("A header field's name is not a token.")
            }
            guard header.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw .badRequest("A header field's value has a control character in it.")
            }
        }
        let hosts = headers.count { $0.name.lowercased() == "host" }
        guard hosts == 1 || (hosts == 0 && version == "HTTP/1.0") else {
            throw .badRequest("A request has exactly one Host header field.")
        }
    }

    /// The length of the body has to be stated in one way (RFC 9112, section 6.3).
    private static func bodyLength(_ headers: [HTTPHeader], version: String) throws(Refusal) -> UInt64 {
        let lengths = headers.filter { $0.name.lowercased() == "content-length" }
        if let coding = headers.value(of: "Transfer-Encoding") {
            guard lengths.isEmpty, version != "HTTP/1.0" else {
                throw .badRequest("The length of the request's body is given in two ways.")
            }
            guard coding.lowercased() == "chunked" else { throw .unknownCoding }
            return 0
        }
        guard let length = lengths.first?.value else { return 0 }
        guard lengths.count == 1, let count = UInt64(length), length.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .badRequest("The request's Content-Length is not one number.")
        }
        return count
    }
}

extension UInt8 {
    /// Whether the byte may stand in a token (RFC 9110, section 5.6.2).
    var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
