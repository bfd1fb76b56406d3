import Foundation
import FoundationNetworking
import Testing

@Suite struct ServeTests {
    /// A server of the real program on a free port.
    final class Server {
        let process = Process()
        let address: String
        private let place: Place

        init(_ place: Place, _ options: String...) throws {
            self.place = place
            process.executableURL = URL(fileURLWithPath: try Program.path)
            process.arguments = ["serve", "--store", place.store, "--port", "0"] + options
            process.standardError = try place.handle("serve.err")
            try process.run()
            let deadline = Date(timeIntervalSinceNow: 20)
            var found: String?
            while found == nil, Date() < deadline, process.isRunning {
                usleep(20_000)
                found = try Self.errors(place).split(separator: " ").first {
                    $0.hasPrefix("http://") && $0.hasSuffix("/")
                }.map(
                    String.init)
            }
            address = try #require(found)
        }

        deinit {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }

        /// Where it listens.
        var port: UInt16 {
            get throws { try #require(address.dropLast().split(separator: ":").last.flatMap { UInt16($0) }) }
        }

        /// What it wrote to standard error so far.
        var errors: String {
            get throws { try Self.errors(place) }
        }

        private static func errors(_ place: Place) throws -> String {
            String(decoding: try place.bytes("serve.err"), as: UTF8.self)
        }

        func fetch(
            _ path: String, method: String = "GET", headers: [String: String] = [:]
        ) async throws -> (HTTPURLResponse, Data) {
            var request = URLRequest(
                url: try #require(URL(string: address + path)), cachePolicy: .reloadIgnoringLocalCacheData)
            request.httpMethod = method
            for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
            let (data, response) = try await URLSession(configuration: .ephemeral).data(for: request)
            return (try #require(response as? HTTPURLResponse), data)
        }
    }

    @Test("A server answers, validates, and ends within five seconds of SIGTERM", .timeLimit(.minutes(1)))
    func serving() async throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(200)))
        let server = try Server(place)
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
        let server = try Server(place)
        #expect(try await count(server) == 20)
        let run = try Program.run("import", "--store", place.store, place.write("b.csv", rows(70)))
        let deadline = Date(timeIntervalSinceNow: 1)
        #expect(run.status == 0)
        while try await count(server) != 70, Date() < deadline { try await Task.sleep(for: .milliseconds(30)) }
        #expect(try await count(server) == 70)
    }

    /// The number of reports, as the cells of the world have it.
    private func count(_ server: Server) async throws -> Int {
        let (_, data) = try await server.fetch("layers/cells.geojson?zoom=0")
        let layer = try JSONSerialization.jsonObject(with: data) as? [String: Any]
        let cells = try #require(layer?["features"] as? [[String: Any]])
        return cells.compactMap { ($0["properties"] as? [String: Any])?["count"] as? Int }.reduce(0, +)
    }
}
