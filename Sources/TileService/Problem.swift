import HTTPMessage
import JSONText

/// An error answer as `application/problem+json` (RFC 9457).
struct Problem: Error, Equatable {
    /// The HTTP status.
    var status: Int
    /// What kind of problem it is, the same for every occurrence.
    var title: String
    /// What is wrong here, with the value and what would have been right.
    var detail: String
    /// The parameter at fault, where there is one.
    var parameter: String?
    /// The moves that would have been legal, where one was asked for that is not.
    var moves: [String]?
    /// Header fields that go with it.
    var headers: [HTTPHeader] = []

    /// A parameter that means nothing: 400.
    static func badParameter(_ parameter: String, _ detail: String) -> Problem {
        Problem(status: 400, title: "Bad parameter", detail: detail, parameter: parameter)
    }

    /// Something that is not there: 404.
    static func notFound(_ detail: String, parameter: String? = nil) -> Problem {
        Problem(status: 404, title: "Not found", detail: detail, parameter: parameter)
    }

    /// Something that works again in a moment: 503.
    static func unavailable(_ detail: String) -> Problem {
        Problem(
            status: 503, title: "Service unavailable", detail: detail, headers: [HTTPHeader("Retry-After", "1")])
    }

    /// Our own failure: 500.
    static func failure(_ detail: String) -> Problem {
        Problem(status: 500, title: "Internal error", detail: detail)
    }

    /// The answer.
    var response: HTTPResponse {
        var json = JSONWriter()
        json.object { json in
            json.member("type", "about:blank")
            json.member("title", title)
            json.member("status", status)
            json.member("detail", detail)
            if let parameter { json.member("parameter", parameter) }
            if let moves { json.member("moves") { json in json.array(moves) { $0.string($1) } } }
        }
        let type = HTTPHeader("Content-Type", "application/problem+json")
        return HTTPResponse(
            status: status, headers: [type, HTTPHeader("Cache-Control", "no-store")] + headers, body: json.bytes)
    }
}
