import HTTPMessage
import JSONText
import Rendering
import WebMercator

/// OGC API - Features 1.0 (OGC 17-069r4): Core, GeoJSON, HTML and OpenAPI 3.0.
extension TileService {
    /// What there is below `/ogc`.
    func ogc(_ call: Call) throws(Problem) -> HTTPResponse {
        let path = call.path
        let isList = path.count == 3 && path[2] == "items" && !call.request.query.contains { $0.name == "since" }
        let format = try OGCFormat(call.request, of: isList ? OGCFormat.allCases : OGCFormat.documents)
        let answer =
            switch path.first {
            case nil: try landing(call, format)
            case "conformance" where path.count == 1: try conformance(call, format)
            case "api" where path.count == 1: try apiDocument(call, format)
            case "collections" where path.count == 1: try collections(call, format)
            case "collections" where path.count == 2: try collection(call, format, collection(path[1]))
            case "collections" where path.count >= 3 && path[2] == "items":
                try items(call, format, collection(path[1]))
            default:
                throw .notFound(
                    "there is nothing at \"\(call.request.path)\"; begin at \(settings.publicURL)/ogc")
            }
        return answer.varyingByAccept()
    }

    private func collection(_ name: String) throws(Problem) -> OGCCollection {
        let all = OGCCollection.all(dataset)
        if let collection = all.first(where: { $0.id == name }) { return collection }
        let known = all.map(\.id).joined(separator: ", ")
        throw .notFound("there is no collection \"\(name.prefix(80))\"; there are \(known)", parameter: "collectionId")
    }

    private func items(
        _ call: Call, _ format: OGCFormat, _ collection: OGCCollection
    ) throws(Problem) -> HTTPResponse {
        switch (collection, call.path.count) {
        case (.reports, 3): try reportItems(call, format)
        case (.reports, 4): try reportItem(call, format, call.path[3])
        case (.cells, 3): try cellItems(call, format)
        case (.cells, 4): try cellItem(call, format, call.path[3])
        case (.areas(let layer), 3): try areaItems(call, format, layer)
        // An id may hold anything, a slash too.
        case (.areas(let layer), 4...): try areaItem(call, format, layer, call.path[3...].joined(separator: "/"))
        default: throw call.nothingHere()
        }
    }

    private static let title = "Threatmap"

    /// `/ogc`
    private func landing(_ call: Call, _ format: OGCFormat) throws(Problem) -> HTTPResponse {
        try Self.refuseAllButFormat(call.request)
        var links = OGCLinks(settings.publicURL, call.request, format)
        links.add("service-desc", "/ogc/api?f=json", type: OGCLinks.openAPI, "The interface, as OpenAPI 3.0")
        links.add("service-doc", "/ogc/api?f=html", type: OGCLinks.html, "The interface, for people")
        links.add("conformance", "/ogc/conformance", "What of the standard is implemented")
        links.add("data", "/ogc/collections", "The collections")
        var json = JSONWriter()
        json.object { json in
            json.member("title", Self.title)
            json.member("description", "Reports of threats to public security, as features")
            links.write(to: &json)
        }
        return ogcAnswer(json.bytes, format, Self.title, call)
    }

    /// `/ogc/conformance`
    private func conformance(_ call: Call, _ format: OGCFormat) throws(Problem) -> HTTPResponse {
        try Self.refuseAllButFormat(call.request)
        var json = JSONWriter()
        json.object { json in
            OGCLinks(settings.publicURL, call.request, format).write(to: &json)
            json.member("conformsTo") { json in
                json.array(["core", "oas30", "html", "geojson"]) { json, name in
                    json.string("http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/\(name)")
                }
            }
        }
        return ogcAnswer(json.bytes, format, "Conformance", call)
    }

    /// `/ogc/collections`
    private func collections(_ call: Call, _ format: OGCFormat) throws(Problem) -> HTTPResponse {
        try Self.refuseAllButFormat(call.request)
        let renderer = renderer(for: call.visitor)
        var json = JSONWriter()
        json.object { json in
            OGCLinks(settings.publicURL, call.request, format).write(to: &json)
            json.member("collections") { json in
                json.array(OGCCollection.all(renderer.dataset)) { json, collection in
                    var request = HTTPRequest(path: "/ogc/collections/\(collection.id)")
                    request.query = call.request.query
                    let links = links(request, format, collection)
                    json.object { collection.write(to: &$0, renderer, links) }
                }
            }
        }
        return ogcAnswer(json.bytes, format, "Collections", call)
    }

    /// `/ogc/collections/{collection}`
    private func collection(
        _ call: Call, _ format: OGCFormat, _ collection: OGCCollection
    ) throws(Problem) -> HTTPResponse {
        try Self.refuseAllButFormat(call.request)
        let renderer = renderer(for: call.visitor)
        let links = links(call.request, format, collection)
        var json = JSONWriter()
        json.object { collection.write(to: &$0, renderer, links) }
        return ogcAnswer(json.bytes, format, collection.title, call)
    }

    private func links(_ request: HTTPRequest, _ format: OGCFormat, _ collection: OGCCollection) -> OGCLinks {
        var links = OGCLinks(settings.publicURL, request, format)
        let items = "/ogc/collections/\(collection.id)/items"
        links.add("items", items + "?f=json", type: OGCLinks.geoJSON, "The features, as GeoJSON")
        links.add("items", items + "?f=html", type: OGCLinks.html, "The features, for people")
        links.add("items", items + "?f=csv", type: OGCLinks.csv, "The features, as a table")
        return links
    }

    /// `/ogc/api`
    private func apiDocument(_ call: Call, _ format: OGCFormat) throws(Problem) -> HTTPResponse {
        try Self.refuseAllButFormat(call.request)
        let bytes = OpenAPIDocument(dataset, styles.map(\.name), settings.publicURL).json
        return ogcAnswer(bytes, format, "Interface", call, type: OGCLinks.openAPI)
    }

    /// Resources of this standard take `f`, and else nothing.
    static func refuseAllButFormat(_ request: HTTPRequest) throws(Problem) {
        guard let other = request.query.first(where: { $0.name != "f" }) else { return }
        throw .badParameter(other.name, "\"\(other.name)\" is not a parameter of this resource; it takes f")
    }

    /// A document as it was asked for.
    ///
    /// - Parameter title: The page's heading.
    func ogcAnswer(
        _ bytes: [UInt8], _ format: OGCFormat, _ title: String, _ call: Call, type: String = "application/json"
    ) -> HTTPResponse {
        guard format == .html else { return json(bytes, type: type) }
        let page = OGCPage(title: title, path: call.path, publicURL: settings.publicURL)
        return HTTPResponse(
            status: 200,
            headers: [
                HTTPHeader("Content-Type", "text/html; charset=utf-8"), HTTPHeader("Cache-Control", "no-cache"),
                HTTPHeader("Content-Security-Policy", OGCPage.policy),
            ], body: page.html(of: bytes))
    }
}
