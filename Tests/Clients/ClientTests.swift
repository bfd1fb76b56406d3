import TestSupport
import Testing

/// Programs and libraries as our users have them, against the real program. What is not installed is skipped with a message.
///
/// One server answers all that only read.
@Suite(.serialized, .served) struct ClientTests {
    /// Python's libraries and QGIS.
    @Suite(.serialized) struct ScriptTests {
        @Test("geopandas reads layers and collections, and their counts add up", .timeLimit(.minutes(3)))
        func geopandas() async throws {
            guard let python = await Python.clients(with: "geopandas", "pyogrio") else { return }
            try await ClientServer.shared().run(script: "with_geopandas.py", by: python)
        }

        @Test("OWSLib reads conformance, collections and items", .timeLimit(.minutes(3)))
        func owslib() async throws {
            guard let python = await Python.clients(with: "owslib") else { return }
            try await ClientServer.shared().run(script: "with_owslib.py", by: python)
        }

        @Test("QGIS reads, filters and draws what we serve", .timeLimit(.minutes(3)))
        func qgis() async throws {
            guard let python = await Python.system(with: "qgis.core") else { return }
            try await ClientServer.shared().run(script: "with_qgis.py", by: python)
        }

        @Test("QGIS pages through more reports than a page holds", .timeLimit(.minutes(3)))
        func qgisPages() async throws {
            guard let python = await Python.system(with: "qgis.core") else { return }
            let server = try await ClientServer.shared(reports: ClientServer.manyReports)
            try await server.run(script: "with_qgis_pages.py", by: python)
        }

        @Test("Answers hold to the published schemas, and to what schemas do not check", .timeLimit(.minutes(3)))
        func schemas() async throws {
            guard let python = await Python.clients(with: "jsonschema", "referencing", "yaml") else { return }
            try await ClientServer.shared().run(script: "schemas.py", by: python)
        }

        @Test(
            "The rules of vector tiles judge published fixtures, and tiles broken on purpose", .timeLimit(.minutes(1)))
        func tileRules() async throws {
            guard Tool("python3") != nil else { return }
            let run = try await Program.shellApart("python3 -B '\(ClientServer.scripts)/tile_fixtures.py'")
            print(run.text, terminator: "")
            #expect(run.status == 0, "\(run.text) \(run.errors)")
        }

        @Test("Vector tiles hold to the specification, and another's library decodes them", .timeLimit(.minutes(3)))
        func vectorTiles() async throws {
            guard let python = await Python.clients(with: "mapbox_vector_tile", "shapely") else { return }
            try await ClientServer.shared().run(script: "vector_tiles.py", by: python)
        }

        @Test("The OpenAPI document is valid, and no generated request is answered otherwise", .timeLimit(.minutes(4)))
        func openAPI() async throws {
            guard let python = await Python.clients(with: "schemathesis", "openapi_spec_validator") else { return }
            // The requests file reports too, so the server is its own.
            try await ClientServer().run(script: "open_api.py", by: python)
        }
    }
}
