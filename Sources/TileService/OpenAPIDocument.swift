import JSONText
import Reports

/// The OpenAPI 3.0 document of the whole service: a file with the interface, into which goes what depends on the catalogue
/// and the styles.
struct OpenAPIDocument {
    private let lists: [(mark: String, values: [String])]

    init(_ catalogue: Catalogue, _ styles: [String], _ publicURL: String) {
        lists = [
            ("@PUBLIC_URL@", [publicURL.isEmpty ? "/" : publicURL]),
            ("@OGC_URL@", [publicURL + "/ogc"]),
            ("@CATEGORIES@", catalogue.categories.map(\.key)),
            ("@GROUPS@", catalogue.groups.map(\.key)),
            ("@STATUSES@", catalogue.statuses.map(\.key)),
            ("@SOURCES@", catalogue.sources.map(\.key)),
            ("@STYLES@", styles),
        ]
    }

    /// The document's text.
    var json: [UInt8] {
        var text = String(decoding: PackageResources.openapi_json, as: UTF8.self)
        for (mark, values) in lists {
            var list = JSONWriter()
            list.array(values) { $0.string($1) }
            // Without its brackets it takes the place of one element, or of one text.
            let elements = String(decoding: list.bytes.dropFirst().dropLast(), as: UTF8.self)
            text = text.replacing("\"\(mark)\"", with: elements)
        }
        return Array(text.utf8)
    }
}
