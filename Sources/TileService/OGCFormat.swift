import HTTPMessage

/// How an answer of OGC API - Features is written.
enum OGCFormat: String, CaseIterable {
    case json, html, csv

    /// The formats of documents; lists of features are tables too.
    static let documents: [OGCFormat] = [.json, .html]

    /// What a request asks for: `f` wins over `Accept`, and JSON is what programs get that have no preference.
    ///
    /// - Parameter formats: Those that there are of what is asked for.
    init(_ request: HTTPRequest, of formats: [OGCFormat]) throws(Problem) {
        let given = request.query.filter { $0.name == "f" }
        guard given.count <= 1 else { throw .badParameter("f", "\"f\" is given twice") }
        guard let parameter = given.first else {
            self = Self.accepted(request.header("Accept") ?? "", formats)
            return
        }
        guard let format = formats.first(where: { $0.rawValue == parameter.value }) else {
            let known = formats.map(\.rawValue).joined(separator: ", ")
            throw .badParameter(
                "f", "\"\(parameter.value ?? "")\" is not a format of this resource; there are \(known)")
        }
        self = format
    }

    /// Another format where `Accept` weighs it above JSON (RFC 9110, section 12.5.1), as browsers do with HTML.
    private static func accepted(_ field: String, _ formats: [OGCFormat]) -> OGCFormat {
        var best: [OGCFormat: Double] = [:]
        for item in field.lowercased().split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.trimmed }
            guard let type = parts.first, let format = format(of: type) else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            best[format] = max(best[format] ?? 0, weight)
        }
        return formats.reduce(.json) { best[$1] ?? 0 > best[$0] ?? 0 ? $1 : $0 }
    }

    private static func format(of type: Substring) -> OGCFormat? {
        if type == "text/csv" { return .csv }
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
