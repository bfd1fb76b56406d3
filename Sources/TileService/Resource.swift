import HTTPMessage

/// What there is at a path, and which methods it knows.
struct Resource {
    /// Answers a request.
    typealias Handler = (Call) throws(Problem) -> HTTPResponse

    /// Which of the service's routes this is.
    let route: Route

    /// The path's segments behind the one that names the resource.
    var path: [String] = []

    /// Whether the answer depends on who asks. Where it does not, a key that comes along is not looked at.
    var dependsOnVisitor = false

    /// Answers `GET`, and `HEAD`.
    var get: Handler?

    /// Answers `POST`. Other sites' pages may not call it.
    var post: Handler?

    /// The methods, as `Allow` lists them (RFC 9110, section 10.2.1).
    var methods: [String] {
        (get == nil ? [] : ["GET", "HEAD"]) + (post == nil ? [] : ["POST"]) + ["OPTIONS"]
    }

    /// What answers a method, or `nil`.
    func handler(_ method: String) -> Handler? {
        switch method {
        case "GET", "HEAD": get
        case "POST": post
        default: nil
        }
    }

    /// Whether pages of other sites may send such a request and read its answer: reads, from anywhere.
    func isOpenToOtherSites(_ request: HTTPRequest) -> Bool {
        switch request.method {
        case "GET", "HEAD": true
        // What is asked for is the method of the request that would follow. Browsers let POST pass a list of methods
        // that does not name it, so such a question gets no permission at all (Fetch Standard, CORS-preflight fetch).
        case "OPTIONS":
            get != nil && ["GET", "HEAD"].contains(request.header("Access-Control-Request-Method") ?? "GET")
        default: false
        }
    }

    /// The answer to `OPTIONS`: which methods there are, and, where a browser asks whether another site's page may send
    /// a read, that it may.
    func options(_ request: HTTPRequest) -> HTTPResponse {
        var headers = [HTTPHeader("Allow", methods.joined(separator: ", "))]
        if isOpenToOtherSites(request) {
            headers += [
                HTTPHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
                HTTPHeader("Access-Control-Allow-Headers", "Authorization, If-None-Match, Range, If-Range"),
                HTTPHeader("Access-Control-Max-Age", "86400"),
            ]
        }
        return HTTPResponse(status: 204, headers: headers)
    }

    /// The answer to a method that the resource does not know.
    func methodNotAllowed(_ method: String) -> Problem {
        let allowed = methods.filter { $0 != "OPTIONS" }
        return Problem(
            status: 405, title: "Method not allowed",
            detail: "\(method) is not allowed here; use \(allowed.joined(separator: " or "))",
            headers: [HTTPHeader("Allow", methods.joined(separator: ", "))])
    }
}
