import TestSupport
import Testing

/// Python's libraries and QGIS, as our users have them, against the real program. What is not installed is skipped with
/// a message.
@Suite struct ClientTests {
    @Test("geopandas reads layers and collections, and their counts add up", .timeLimit(.minutes(3)))
    func geopandas() throws {
        guard let python = Python.clients(with: "geopandas", "pyogrio") else { return }
        try ClientServer().run(script: "with_geopandas.py", by: python)
    }

    @Test("OWSLib reads conformance, collections and items", .timeLimit(.minutes(3)))
    func owslib() throws {
        guard let python = Python.clients(with: "owslib") else { return }
        try ClientServer().run(script: "with_owslib.py", by: python)
    }

    @Test("QGIS reads, filters and draws what we serve", .timeLimit(.minutes(3)))
    func qgis() throws {
        guard let python = Python.system(with: "qgis.core") else { return }
        try ClientServer().run(script: "with_qgis.py", by: python)
    }

    @Test("Answers hold to the published schemas, and to what schemas do not check", .timeLimit(.minutes(3)))
    func schemas() throws {
        guard let python = Python.clients(with: "jsonschema", "referencing", "yaml") else { return }
        try ClientServer().run(script: "schemas.py", by: python)
    }

    @Test("Vector tiles are decoded by another's library and are whole", .timeLimit(.minutes(3)))
    func vectorTiles() throws {
        guard let python = Python.clients(with: "mapbox_vector_tile", "shapely") else { return }
        try ClientServer().run(script: "vector_tiles.py", by: python)
    }

    @Test("The OpenAPI document is valid, and no generated request is answered otherwise", .timeLimit(.minutes(4)))
    func openAPI() throws {
        guard let python = Python.clients(with: "schemathesis", "openapi_spec_validator") else { return }
        try ClientServer().run(script: "open_api.py", by: python)
    }
}
