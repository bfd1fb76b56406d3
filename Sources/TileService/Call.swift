import HTTPMessage
import ReportStore

/// A request with what the service knows about it: what every route is given.
struct Call {
    /// The request.
    let request: HTTPRequest

    /// The path's segments behind the one that names the resource.
    let path: [String]

    /// Who asks.
    let visitor: Visitor

    /// Whether the address is that of a table.
    var wantsTable: Bool { path.last?.hasSuffix(".csv") == true }

    /// The key that came with the request.
    ///
    /// - Throws: A 401 without one.
    func key() throws(Problem) -> AccessKey {
        if let key = visitor.key { return key }
        throw Problem(
            status: 401, title: "Unauthorized", detail: "this needs a key; send it as Authorization: Bearer KEY",
            headers: [HTTPHeader("WWW-Authenticate", "Bearer")])
    }

    /// For resources without parameters.
    func refuseQuery() throws(Problem) {
        guard let parameter = request.query.first else { return }
        throw .badParameter(parameter.name, "\"\(parameter.name)\" is not a parameter of this resource; it takes none")
    }

    /// For paths that lead nowhere.
    func nothingHere() -> Problem {
        .notFound("there is nothing at \"\(request.path)\"")
    }
}
