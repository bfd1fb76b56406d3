import HTTPMessage
import ReportStore

/// Finds out whose key came with a request (RFC 6750).
struct Authentication: Sendable {
    /// Looks a key up: `nil` where it is not known or was revoked.
    let authenticate: @Sendable (String) throws -> AccessKey?

    /// No key of ours is longer, and a longer one is not worth asking the store for.
    private static let longest = 512

    /// The key, or `nil` where the request has none.
    func key(of request: HTTPRequest) throws(Problem) -> AccessKey? {
        guard let field = request.header("Authorization") else { return nil }
        guard let token = Self.token(field) else {
            throw Self.refusal("the Authorization header field is not of the form Bearer KEY")
        }
        let key: AccessKey?
        do {
            key = try authenticate(token)
        } catch {
            throw .unavailable("keys cannot be checked at the moment; try again")
        }
        guard let key else { throw Self.refusal("this key is not known here, or was revoked") }
        return key
    }

    /// The token of `Bearer TOKEN` (RFC 6750, section 2.1); the scheme's case does not matter (RFC 9110, section 11.1).
    private static func token(_ field: String) -> String? {
        let parts = field[...].trimmed.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        let token = parts[1].trimmed
        let body = token.prefix { $0 != "=" }
        let isSound = body.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, 0x2D, 0x2E, 0x5F, 0x7E, 0x2B, 0x2F: true
            default: false
            }
        }
        guard !body.isEmpty, isSound, token.dropFirst(body.count).utf8.allSatisfy({ $0 == UInt8(ascii: "=") }),
            token.utf8.count <= longest
        else { return nil }
        return String(token)
    }

    private static func refusal(_ detail: String) -> Problem {
        Problem(
            status: 401, title: "Unauthorized", detail: detail,
            headers: [HTTPHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")])
    }
}
