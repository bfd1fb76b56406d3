import HTTPMessage
import JSONText

/// The links of one answer of OGC API - Features. They are absolute, below the address that the operator gave.
struct OGCLinks {
    /// A link (RFC 8288).
    struct Link {
        var relation: String
        var type: String
        var title: String
        var address: String
    }

    private let root: String
    private let request: HTTPRequest
    private let format: OGCFormat
    private(set) var links: [Link] = []

    /// Links of an answer, the one to itself and those to its other formats first.
    ///
    /// - Parameters:
    ///   - formats: The formats that there are of it.
    ///   - type: The media type of its JSON.
    init(
        _ publicURL: String, _ request: HTTPRequest, _ format: OGCFormat, of formats: [OGCFormat] = OGCFormat.documents,
        type: String = "application/json"
    ) {
        (root, self.request, self.format) = (publicURL, request, format)
        for format in [format] + formats.filter({ $0 != format }) {
            let isSelf = format == self.format
            links.append(
                Link(
                    relation: isSelf ? "self" : "alternate", type: Self.type(format, json: type),
                    title: isSelf ? "This document" : "This document as \(format.rawValue.uppercased())",
                    address: isSelf ? address(request.query) : address(replacing("f", by: format.rawValue))))
        }
    }

    static let html = "text/html"
    static let csv = "text/csv"
    /// The type of our tables, with what RFC 4180 asks to be told of them.
    static let table = csv + "; charset=utf-8; header=present"
    static let geoJSON = "application/geo+json"
    static let openAPI = "application/vnd.oai.openapi+json;version=3.0"

    private static func type(_ format: OGCFormat, json: String) -> String {
        switch format {
        case .json: json
        case .html: html
        case .csv: csv
        }
    }

    /// The links to other pages as a header field (RFC 8288), for formats without room for links; `nil` without any.
    var headerField: String? {
        let pages = links.filter { ["next", "prev"].contains($0.relation) }
        guard !pages.isEmpty else { return nil }
        return pages.map { "<\($0.address)>; rel=\"\($0.relation)\"; type=\"\($0.type)\"" }.joined(separator: ", ")
    }

    /// Adds a link to a path.
    mutating func add(_ relation: String, _ path: String, type: String = "application/json", _ title: String) {
        links.append(Link(relation: relation, type: type, title: title, address: root + path))
    }

    /// Adds a link to the same list at another place.
    mutating func addPage(_ relation: String, _ title: String, _ parameters: [(name: String, value: String)]) {
        var query = request.query
        for (name, value) in parameters {
            query.removeAll { $0.name == name }
            query.append(QueryParameter(name: name, value: value))
        }
        links.append(
            Link(
                relation: relation, type: Self.type(format, json: Self.geoJSON), title: title,
                address: address(query)))
    }

    /// Writes the member `links`.
    func write(to json: inout JSONWriter) {
        json.member("links") { json in
            json.array(links) { json, link in
                json.object { json in
                    json.member("href", link.address)
                    json.member("rel", link.relation)
                    json.member("type", link.type)
                    json.member("title", link.title)
                }
            }
        }
    }

    private func replacing(_ name: String, by value: String) -> [QueryParameter] {
        request.query.filter { $0.name != name } + [QueryParameter(name: name, value: value)]
    }

    private func address(_ query: [QueryParameter]) -> String {
        let path = request.path.split(separator: "/").map { QueryText.escape(String($0)) }.joined(separator: "/")
        return "\(root)/\(path)" + (query.isEmpty ? "" : "?" + QueryText.encode(query))
    }
}
