import JSONText
import Reports

/// The OpenAPI 3.0 document of the whole service: a file with the interface, into which goes what depends on the catalogue
/// and the styles.
struct OpenAPIDocument {
    private let lists: [(mark: String, values: [String])]
    /// The layers of areas, each of which is a collection with paths of its own.
    private let layers: [String]

    init(_ dataset: Dataset, _ styles: [String], _ publicURL: String) {
        let catalogue = dataset.catalogue
        layers = dataset.boundaries.layers.map(\.name)
        lists = [
            ("@PUBLIC_URL@", [publicURL.isEmpty ? "/" : publicURL]),
            ("@OGC_URL@", [publicURL + "/ogc"]),
            ("@CATEGORIES@", catalogue.categories.map(\.key)),
            ("@GROUPS@", catalogue.groups.map(\.key)),
            ("@STATUSES@", catalogue.statuses.map(\.key)),
            ("@SOURCES@", catalogue.sources.map(\.key)),
            ("@STYLES@", styles),
            ("@LAYERS@", layers.isEmpty ? ["areas"] : layers),
        ]
    }

    /// Where the paths of layers of areas go: a member of its own, so that the file is JSON.
    private static let areasMark = #"    "/collections/@AREAS@": {},\#n"#

    /// The document's text.
    var json: [UInt8] {
        var text = String(decoding: PackageResources.openapi_json, as: UTF8.self)
        let ofAreas = String(decoding: PackageResources.openapi_areas_json, as: UTF8.self)
        // Its members, without the braces around them.
        let members = ofAreas.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
        text = text.replacing(
            Self.areasMark, with: layers.map { members.replacing("@LAYER@", with: $0) + ",\n" }.joined())
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
