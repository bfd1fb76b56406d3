import HTTPMessage

/// The target of a request line, decoded: `/a%20b?x=1` has the path `/a b` and the parameter `x`.
///
/// `%2F` inside a segment decodes to `/` like any other escape, so a path of one encoded segment and a path of two
/// segments are the same path; and `.` and `..` are left as they are. No route may depend on the difference.
struct RequestTarget: Equatable {
    let path: String
    let query: [QueryParameter]

    /// Decodes a target in origin form (`/path?query`) or in absolute form (`http://host/path`), which a server has to
    /// accept as well (RFC 9112, section 3.2.2).
    init(_ target: [UInt8]) throws(Refusal) {
        // Bytes above 0x7F should have been encoded, yet clients send them; they are taken if they are UTF-8.
        guard target.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .badRequest("The request target has a blank or a control character in it.")
        }
        let origin = Self.withoutAuthority(target[...])
        guard origin.isEmpty || origin.first == UInt8(ascii: "/") || origin.first == UInt8(ascii: "?") else {
            throw .badRequest("The request target is neither a path nor a URL of this server.")
        }
        let parts = origin.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        let decoded = try Self.decode(parts.first ?? [], as: "path")
        path = decoded.isEmpty ? "/" : decoded
        query = parts.count > 1 ? try Self.parameters(of: parts[1]) : []
    }

    /// The target without `http://host`, which only the absolute form has; others come back as they are.
    private static func withoutAuthority(_ target: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        for scheme in ["http://", "https://"] {
            let start = target.prefix(scheme.utf8.count).map { (65...90).contains($0) ? $0 + 32 : $0 }
            guard start == Array(scheme.utf8) else { continue }
            return target.dropFirst(start.count).drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        }
        return target.isEmpty ? [UInt8(ascii: "*")] : target
    }

    private static func parameters(of query: ArraySlice<UInt8>) throws(Refusal) -> [QueryParameter] {
        var parameters: [QueryParameter] = []
        for piece in query.split(separator: UInt8(ascii: "&")) {
            let sides = piece.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let name = try decode(sides.first ?? [], as: "query", plusIsSpace: true)
            let value = sides.count > 1 ? try decode(sides[1], as: "query", plusIsSpace: true) : nil
            parameters.append(QueryParameter(name: name, value: value))
        }
        return parameters
    }

    private static func decode(
        _ text: ArraySlice<UInt8>, as part: String, plusIsSpace: Bool = false
    ) throws(Refusal) -> String {
        do {
            return try String(percentEncoded: text, plusIsSpace: plusIsSpace)
        } catch {
            throw .badRequest("The request's \(part) \(error.text).")
        }
    }
}
