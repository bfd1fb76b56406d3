import Foundation
import HTTPMessage
import TestSupport
import Testing
import TileService

/// Hostile requests: never a trap, always an answer from a known set.
struct FuzzTests {
    private static let targets = [
        "/", "/tiles/heat/6/34/21.png", "/tiles/heat/12/2221/1340@2x.png", "/tiles/density.json", "/legend/heat.json",
        "/layers", "/layers/cells/6/34/21.geojson", "/layers/cells.geojson", "/catalogue.json", "/healthz", "/metrics",
        "/layers/points/14/8887/5372.geojson", "/layers/points.geojson", "/ogc", "/ogc/api", "/ogc/collections/reports",
        "/ogc/collections/reports/items", "/ogc/collections/cells/items", "/ogc/collections/cells/items/1202",
        "/viewer/viewer.js", "/viewer/leaflet/leaflet.css", "/layers/clusters/6/34/21.mvt", "/layers/clusters.geojson",
        "/layers/clusters/120/children", "/layers/cells.json", "/tiles/difference/6/34/21.png",
        "/legend/difference.json", "/tiles/difference.json",
    ]
    private static let words = [
        "", "/", "//", "..", ".", "%00", "\0", "-1", "0", "22", "23", "9999999999999999999999", "-9223372036854775808",
        "9223372036854775807", "4294967295", "4294967296", "1e308", "nan", "inf", "-inf", "ą", "👩‍🚒", "\u{202E}", "\n",
        "\r\nX: y", "'", "\"", "<script>", "{z}", "@2x", ".png", ".json", ".geojson", "cells", "heat", "tiles", "a,b",
        "-180,-90,180,90", "180,0,-180,0", "0,0,0,0", "179.9999999,-90,-179.9999999,90", "0x1p3", "+5", " 5", "5 ",
        "2025-01-01", "0000-00-00", "9999-12-31T23:59:59Z", "20-04", "24-24", "sat,sun", "speeding", "confirmed",
    ]
    private static let names = [
        "category", "group", "status", "source", "from", "to", "hours", "weekdays", "v", "bbox", "zoom", "limit",
        "offset", "since", "datetime", "f", "", "x", "compare-from", "compare-to",
        "Zoom",
    ]
    private static let fields = [
        "If-None-Match", "If-Range", "Range", "Authorization", "X-Forwarded-For", "Content-Type", "Accept-Encoding",
        "Host", "Accept", "Origin",
    ]
    private static let values = [
        "", "*", "\"", "W/", "bytes=0-", "bytes=-", "bytes=-1", "bytes=9-1", "bytes=0-0,1-1",
        "bytes=18446744073709551616-",
        "bytes=-9223372036854775808", "gzip", "gzip;q=", "*;q=0", ",,,;;;", "gzip;q=1e999", "\u{0}", "Bearer ",
        "Bearer a=b", "Basic YQ==", "1.2.3.4,,", "application/json", "ą", "identity",
    ]

    private func mutated(_ text: String, _ random: inout SeededGenerator) -> String {
        var parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            let index = Int.random(in: 0..<parts.count, using: &random)
            let word = Self.words.randomElement(using: &random) ?? ""
            switch Int.random(in: 0..<5, using: &random) {
            case 0: parts[index] = word
            case 1: parts[index] += word
            case 2: parts.insert(word, at: index)
            case 3: if parts.count > 1 { parts.remove(at: index) }
            default: parts[index] = word + ".png"
            }
        }
        return parts.joined(separator: "/")
    }

    private func request(_ random: inout SeededGenerator) -> HTTPRequest {
        var request = HTTPRequest(path: mutated(Self.targets.randomElement(using: &random) ?? "/", &random))
        if Int.random(in: 0..<10, using: &random) == 0 {
            request.method = ["HEAD", "OPTIONS", "POST", "", "GET "].randomElement(using: &random) ?? ""
        }
        for _ in 0..<max(0, Int.random(in: -2...3, using: &random)) {
            let value = Int.random(in: 0..<8, using: &random) == 0 ? nil : Self.words.randomElement(using: &random)
            request.query.append(QueryParameter(name: Self.names.randomElement(using: &random) ?? "", value: value))
        }
        for _ in 0..<max(0, Int.random(in: -1...2, using: &random)) {
            let value = Self.values.randomElement(using: &random) ?? ""
            request.headers.append(HTTPHeader(Self.fields.randomElement(using: &random) ?? "", value))
        }
        return request
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `random and mutated requests never trap, and errors are problems in words`(seed: UInt64) throws {
        let catalogue = try Fixture.kmzb()
        let service = try Fixture.service(
            Fixture.scattered(30, seed: seed, catalogue), catalogue, leaflet: "/nonexistent")
        var random = SeededGenerator(seed: seed)
        var counts: [Int: Int] = [:]
        for _ in 0..<800 {
            let request = request(&random)
            let response = service.respond(to: request)
            counts[response.status, default: 0] += 1
            switch response.status {
            case 200, 206: #expect(response.header("ETag") != nil, "\(request)")
            case 204, 304: #expect(response.body.isEmpty, "\(request)")
            // There is no store here, from which single reports would come.
            case 400, 401, 404, 405, 416, 503: _ = try response.problem()
            default: Issue.record("\(response.status) for \(request)")
            }
            #expect(!response.headers.contains { $0.value.contains("\n") || $0.value.contains("\r") }, "\(request)")
        }
        // A fuzzer that only ever meets one door tests nothing behind it.
        #expect(Set(counts.keys).isSuperset(of: [200, 400, 404, 405]), "\(counts)")
    }
}
