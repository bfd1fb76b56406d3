import CellIndex
import Dispatch
import Foundation
import HTTPMessage
import Reports
import Synchronization
import TestSupport
import Testing
import TileService
import WebMercator

/// One service for the public and for holders of keys: what each sees is theirs alone, in whatever order they ask.
struct AudienceTests {
    private let catalogue: Catalogue
    private let dataset: Dataset

    init() throws {
        // New reports are hidden from the public, so that nearly every answer differs.
        let old = #""en": "New", "final": false, "public": true"#
        catalogue = try Fixture.kmzb(replacing: old, by: old.replacing("true", with: "false"))
        dataset = try Fixture.dataset(try Fixture.scattered(3000, seed: 77, catalogue), catalogue)
    }

    /// Requests for everything that shows reports.
    private func targets() throws -> [String] {
        let place = try Fixture.place(15.24, 52.73)
        var targets = ["/tiles/heat.json", "/tiles/density.json", "/layers/cells.geojson"]
        for zoom in [0, 5, 8, 11, 14, 17, 19] {
            let tile = TileCoordinate(containing: place, zoom: try #require(Zoom(zoom)))
            targets += [
                "/tiles/heat/\(tile).png", "/tiles/heat/\(tile)@2x.png", "/tiles/density/\(tile).png?status=new",
                "/layers/cells/\(tile).geojson", "/layers/cells.geojson?zoom=\(zoom)",
                "/layers/cells.geojson?bbox=15,52.5,15.5,53&zoom=\(zoom)", "/legend/heat.json?zoom=\(zoom)",
                "/legend/heat.png?zoom=\(zoom)", "/legend/density.json?zoom=\(zoom)&group=traffic",
            ]
        }
        return targets
    }

    private struct Question: Hashable {
        var target: String
        var key: String?
        var isPacked = false

        func ask(_ service: TileService) -> HTTPResponse {
            var headers: [String: String] = [:]
            if let key { headers["Authorization"] = "Bearer \(key)" }
            if isPacked { headers["Accept-Encoding"] = "gzip" }
            return service.get(target, headers)
        }
    }

    @Test(arguments: [1, 2] as [UInt64])
    func `cached answers of one audience never reach the other, in any order and at once`(seed: UInt64) throws {
        let targets = try targets()
        var expected: [Question: HTTPResponse] = [:]
        var differing = 0
        // Each audience from a service of its own, that never answered the other.
        for key in [nil, "operator", "coordinator"] {
            let service = try Fixture.serviceWithKeys(dataset)
            for target in targets {
                for isPacked in [false, true] {
                    let question = Question(target: target, key: key, isPacked: isPacked)
                    let answer = question.ask(service)
                    expected[question] = answer
                    let open = expected[Question(target: target, key: nil, isPacked: isPacked)]
                    differing += answer.body == open?.body ? 0 : 1
                }
            }
        }
        #expect(differing > targets.count * 3, "most answers differ, so the test would see a mix-up")
        var random = SeededGenerator(seed: seed)
        let questions = (0..<3).flatMap { _ in Array(expected.keys) }
            .sorted { ($0.target, $0.key ?? "", $0.isPacked ? 1 : 0) < ($1.target, $1.key ?? "", $1.isPacked ? 1 : 0) }
            .shuffled(using: &random)
        let service = try Fixture.serviceWithKeys(dataset)
        let wrong = Mutex<[Question]>([])
        let answers = expected
        DispatchQueue.concurrentPerform(iterations: questions.count) { index in
            let question = questions[index]
            if question.ask(service) != answers[question] { wrong.withLock { $0.append(question) } }
        }
        #expect(wrong.withLock { $0 } == [])
    }

    @Test func `answers to a key are for its holder alone, and caches keep the two apart`() throws {
        let service = try Fixture.serviceWithKeys(dataset)
        for target in try targets() {
            let open = service.get(target)
            let exact = service.get(target, ["Authorization": "Bearer operator"])
            #expect(open.status == 200 && exact.status == 200)
            #expect(exact.header("Cache-Control") == "private, no-cache", "\(target)")
            #expect(open.header("ETag") != exact.header("ETag"), "\(target)")
            for response in [open, exact] {
                #expect(response.header("Vary")?.contains("Authorization") == true, "\(target)")
            }
            // A validator of one audience's answer says nothing to the other.
            let tags = (try #require(open.header("ETag")), try #require(exact.header("ETag")))
            #expect(service.get(target, ["If-None-Match": tags.1]).status == 200)
            #expect(service.get(target, ["If-None-Match": tags.0, "Authorization": "Bearer operator"]).status == 200)
            let same = service.get(target, ["If-None-Match": tags.1, "Authorization": "Bearer operator"])
            #expect(same.status == 304 && same.header("Cache-Control") == "private, no-cache")
            let part = service.get(
                target, ["Range": "bytes=0-9", "If-Range": tags.0, "Authorization": "Bearer operator"])
            #expect(part.status == 200)
        }
    }

    @Test func `with a key even a closed period's version is not public`() throws {
        let service = try Fixture.serviceWithKeys(dataset)
        let target = "/tiles/heat/6/34/21.png?v=7&to=2025-01-01"
        #expect(service.get(target).header("Cache-Control") == "public, max-age=31536000, immutable")
        let exact = service.get(target, ["Authorization": "Bearer operator"])
        #expect(exact.header("Cache-Control") == "private, no-cache")
    }

    @Test func `what does not depend on who asks takes no notice of a key, and is not kept for others either`() throws {
        let service = try Fixture.serviceWithKeys(dataset)
        for target in ["/", "/viewer/viewer.js", "/catalogue.json", "/healthz", "/readyz"] {
            for field in ["Bearer operator", "Bearer unknown", "Bearer failing", "Basic YQ=="] {
                let response = service.get(target, ["Authorization": field])
                #expect(response.status == 200 && response.body == service.get(target).body)
                #expect(response.header("Vary")?.contains("Authorization") != true)
                #expect(["private, no-cache", "no-store"].contains(response.header("Cache-Control") ?? ""))
            }
        }
    }

    @Test func `a layer's time is told to each audience by its own clock`() throws {
        // The same text for both: all reports are public and a world's cells are coarse.
        let report = Fixture.report(1, at: try Fixture.place(15.24, 52.73))
        let service = try Fixture.serviceWithKeys(try Fixture.dataset([report], catalogue, updated: Fixture.noon))
        let target = "/layers/cells.geojson?zoom=0"
        let exact = service.get(target, ["Authorization": "Bearer operator"])
        service.update(try Fixture.dataset([report], catalogue, sequence: 8, updated: Fixture.noon + 3600))
        let open = service.get(target)
        #expect(exact.body != open.body)
        #expect(String(decoding: open.body, as: UTF8.self).contains("T11:00:00Z"))
        #expect(service.get(target, ["Authorization": "Bearer operator"]).body == exact.body)
    }
}
