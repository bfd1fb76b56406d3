import Foundation
import FoundationNetworking
import TestSupport
import Testing

/// Keys made and revoked by one process, and shown to another.
@Suite struct KeyedServeTests {
    private func status(_ server: ProgramServer, _ key: String) async throws -> Int {
        try await server.fetch("tiles/heat/6/34/20.png", headers: ["Authorization": "Bearer \(key)"]).0.statusCode
    }

    @Test("A key made beside a running server is good at once, and once revoked for nothing", .timeLimit(.minutes(1)))
    func keys() async throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(50)))
        let server = try ProgramServer(place)
        #expect(try await status(server, "tm_unknown") == 401)
        for role in ["operator", "coordinator"] {
            let added = try Program.run("keys", "add", "--store", place.store, "--role", role, "--json")
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(added.output)) as? [String: Any])
            let key = try #require(object["key"] as? String)
            let id = try #require(object["id"] as? Int)
            #expect(try await status(server, key) == 200)
            let (layer, exact) = try await server.fetch(
                "layers/cells.geojson?zoom=20", headers: ["Authorization": "Bearer \(key)"])
            #expect(layer.value(forHTTPHeaderField: "Cache-Control") == "private, no-cache")
            let (_, open) = try await server.fetch("layers/cells.geojson?zoom=20")
            #expect(exact != open)
            #expect(try Program.run("keys", "revoke", "--store", place.store, String(id)).status == 0)
            #expect(try await status(server, key) == 401)
        }
        #expect(try await server.fetch("tiles/heat/6/34/20.png").0.statusCode == 200)
    }
}
