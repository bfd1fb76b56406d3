import HTTPMessage

/// How an answer of OGC API - Features is written.
enum OGCFormat: String, CaseIterable {
    case json, html

    /// The other one, to which answers link.
    var other: OGCFormat { self == .json ? .html : .json }

    /// What a request asks for: `f` wins over `Accept`, and JSON is what programs get that have no preference.
    init(_ request: HTTPRequest) throws(Problem) {
        let given = request.query.filter { $0.name == "f" }
        guard given.count <= 1 else { throw .badParameter("f", "\"f\" is given twice") }
        guard let parameter = given.first else {
            self = Self.accepted(request.header("Accept") ?? "")
            return
        }
        guard let format = OGCFormat(rawValue: parameter.value ?? "") else {
            throw .badParameter("f", "\"\(parameter.value ?? "")\" is not a format; there are json and html")
        }
        self = format
    }

    /// HTML where `Accept` weighs it above JSON (RFC 9110, section 12.5.1), as browsers do.
    private static func accepted(_ field: String) -> OGCFormat {
        var best: [OGCFormat: Double] = [:]
        for item in field.lowercased().split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.trimmed }
            guard let type = parts.first, let format = format(of: type) else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            best[format] = max(best[format] ?? 0, weight)
        }
        return best[.html] ?? 0 > best[.json] ?? 0 ? .html : .json
    }

    private static func format(of type: Substring) -> OGCFormat? {
        if type == "text/html" || type == "application/xhtml+xml" { return .html }
        return type.contains("json") ? .json : nil
    }
}

extension HTTPResponse {
    /// The answer, marked as one that depends on `Accept`.
    func varyingByAccept() -> HTTPResponse {
        var response = self
        response.headers.append(HTTPHeader("Vary", "Accept"))
        return response
    }
}
