import Foundation
import FoundationNetworking
import TestSupport
import Testing

@Suite struct ServeTests {
    @Test("A server answers, validates, and ends within five seconds of SIGTERM", .timeLimit(.minutes(1)))
    func serving() async throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(200)))
        let server = try ProgramServer(place)
        let (page, html) = try await server.fetch("")
        #expect(page.statusCode == 200 && String(decoding: html, as: UTF8.self).contains("<html"))
        let (tile, png) = try await server.fetch("tiles/heat/6/34/20.png")
        #expect(tile.statusCode == 200 && png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let tag = try #require(tile.value(forHTTPHeaderField: "ETag"))
        let (same, nothing) = try await server.fetch("tiles/heat/6/34/20.png", headers: ["If-None-Match": tag])
        #expect(same.statusCode == 304 && nothing.isEmpty)
        let (head, none) = try await server.fetch("tiles/heat/6/34/20.png", method: "HEAD")
        #expect(head.statusCode == 200 && none.isEmpty && head.value(forHTTPHeaderField: "ETag") == tag)
        let (wrong, problem) = try await server.fetch("tiles/heat/6/34/20.png?colour=red")
        #expect(wrong.statusCode == 400 && String(decoding: problem, as: UTF8.self).contains("colour"))
        let started = Date()
        kill(server.process.processIdentifier, SIGTERM)
        server.process.waitUntilExit()
        #expect(server.process.terminationStatus == 0 && server.process.terminationReason == .exit)
        #expect(Date().timeIntervalSince(started) < 5)
    }

    @Test("What another process imports is served within a second of its end", .timeLimit(.minutes(1)))
    func following() async throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(20)))
        let server = try ProgramServer(place)
        #expect(try await count(server) == 20)
        let run = try Program.run("import", "--store", place.store, place.write("b.csv", rows(70)))
        let deadline = Date(timeIntervalSinceNow: 1)
        #expect(run.status == 0)
        while try await count(server) != 70, Date() < deadline { try await Task.sleep(for: .milliseconds(30)) }
        #expect(try await count(server) == 70)
    }

    /// The number of reports, as the cells of the world have it.
    private func count(_ server: ProgramServer) async throws -> Int {
        let (_, data) = try await server.fetch("layers/cells.geojson?zoom=0")
        let layer = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let cells = try #require(layer?["features"] as? [[String: Any]])
        return cells.compactMap { ($0["properties"] as? [String: Any])?["count"] as? Int }.reduce(0, +)
    }
}
