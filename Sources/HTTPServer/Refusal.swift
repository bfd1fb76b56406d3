import HTTPMessage

/// A request that the server answers by itself, without asking the handler.
struct Refusal: Error, Equatable {
    let status: Int
    let detail: String
    var retryAfter: Int?

    /// The answer, a problem document (RFC 9457).
    var response: HTTPResponse {
        var headers = [HTTPHeader("Content-Type", "application/problem+json")]
        if let retryAfter { headers.append(HTTPHeader("Retry-After", String(retryAfter))) }
        // `detail` is one of the texts below, which hold nothing that JSON would have to escape.
        let body = #"{"type":"about:blank","title":"\#(title)","status":\#(status),"detail":"\#(detail)"}"#
        return HTTPResponse(status: status, headers: headers, body: Array(body.utf8))
    }

    /// The status's name (RFC 9110, section 15).
    var title: String {
        switch status {
        case 400: "Bad Request"
        case 408: "Request Timeout"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 503: "Service Unavailable"
        default: "Error"
        }
    }

    static func badRequest(_ detail: String) -> Refusal {
        Refusal(status: 400, detail: detail)
    }

    static func targetTooLong(_ limit: Int) -> Refusal {
        Refusal(status: 414, detail: "The request target is longer than \(limit) bytes.")
    }

    static func headerTooLarge(_ limit: Int) -> Refusal {
        Refusal(status: 431, detail: "The request line and header fields are longer than \(limit) bytes.")
    }

    static func bodyTooLarge(_ limit: Int) -> Refusal {
        Refusal(status: 413, detail: "The request's body is longer than \(limit) bytes.")
    }

    static func tooSlow(_ seconds: Int) -> Refusal {
        Refusal(status: 408, detail: "The request was not complete after \(seconds) seconds.")
    }

    static let unknownCoding = Refusal(
        status: 501, detail: "The only transfer coding that this server takes is chunked.")

    static let badResponse = Refusal(status: 500, detail: "The server made an answer that cannot be sent.")

    static let tooManyRequests = Refusal(
        status: 503, detail: "Too many requests are waiting. Try again in a moment.", retryAfter: 1)

    static let tooManyConnections = Refusal(
        status: 503, detail: "Too many connections are open. Try again in a moment.", retryAfter: 2)

    static let tooManyStreams = Refusal(
        status: 503, detail: "Too many long answers are under way. Try again in a moment.", retryAfter: 5)

    static let stopping = Refusal(
        status: 503, detail: "The server is stopping. Try again in a moment.", retryAfter: 5)
}
