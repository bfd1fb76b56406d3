import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// Single reports as a table, of any number.
@Suite struct PointTableTests {
    private static let header = "id,category,status,source,occurred,confirmations,longitude,latitude"

    /// A filter of which some parts are set, as a slow version has it.
    private struct Choice {
        var query = "zoom=14"
        var passes: [(Report, GeographicCoordinate) -> Bool] = []

        init(_ catalogue: Catalogue, _ random: inout SeededGenerator) throws {
            if Bool.random(using: &random) {
                let first = Int.random(in: 0..<27, using: &random)
                let chosen = [first, (first + 3) % 27, (first + 5) % 27].map { catalogue.categories[$0].key }
                query += "&category=" + chosen.joined(separator: ",")
                passes.append { report, _ in
                    let category = catalogue.categories[Int(report.category)]
                    // Who asks for a category asks for what it was called before too.
                    return chosen.contains(category.key) || category.replacedBy.map(chosen.contains) == true
                }
            }
            if Int.random(in: 0..<3, using: &random) == 0 {
                let source = Int.random(in: 0..<3, using: &random)
                query += "&source=" + catalogue.sources[source].key
                passes.append { report, _ in Int(report.source) == source }
            }
            if Bool.random(using: &random) {
                let year = Int.random(in: 2024...2025, using: &random)
                query += "&from=\(year)-01-01T00:00:00Z&to=\(year)-09-01T00:00:00Z"
                let days = try [1, 9].map { month in
                    try #require(ISO8601DateFormatter().date(from: "\(year)-0\(month)-01T00:00:00Z"))
                }
                let range = days.map { Int64($0.timeIntervalSince1970) }
                passes.append { report, _ in (range[0]..<range[1]).contains(report.occurred.instant) }
            }
            if Bool.random(using: &random) {
                let west = Double.random(in: 14.7...15.2, using: &random)
                let south = Double.random(in: 52.2...52.7, using: &random)
                query += "&bbox=\(west),\(south),\(west + 0.4),\(south + 0.4)"
                passes.append { _, place in
                    (west...west + 0.4).contains(place.longitude) && (south...south + 0.4).contains(place.latitude)
                }
            }
        }
    }

    /// A number with 7 decimals at most.
    private static func text(_ number: Double) -> String {
        var text = String(format: "%.7f", number)
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    /// The rows by looking at every report.
    private static func rows(
        _ reports: [Report], _ catalogue: Catalogue, _ choice: Choice, isPublic: Bool
    ) -> [String] {
        zip(1..., reports).compactMap { number, report in
            let (source, status) = (catalogue.sources[Int(report.source)], catalogue.statuses[Int(report.status)])
            guard !isPublic || source.publicPoints && status.isPublic else { return nil }
            let cell = Cell(containing: MortonCode(WorldCoordinate(report.place)), level: Level(clamping: 17))
            let place = isPublic ? cell.middle.place.geographic : report.place
            guard choice.passes.allSatisfy({ $0(report, place) }) else { return nil }
            return [
                "\(number)", catalogue.categories[Int(report.category)].key, status.key, source.key,
                report.occurred.iso8601(catalogue.clock), "0", text(place.longitude), text(place.latitude),
            ].joined(separator: ",")
        }
    }

    private static func rows(of object: [String: Any]) throws -> [String] {
        try [object].features.map { feature in
            let properties = try #require(feature["properties"] as? [String: Any])
            let place = try #require((feature["geometry"] as? [String: Any])?["coordinates"] as? [Double])
            let names = ["id", "category", "status", "source", "occurred", "confirmations"]
            return (names.map { "\(properties[$0] ?? "")" } + place.map(text)).joined(separator: ",")
        }
    }

    @Test(
        "The rows are those of the GeoJSON and of a slow version, and no text is among them",
        arguments: 1...3 as ClosedRange<UInt64>)
    func sameRows(seed: UInt64) throws {
        var random = SeededGenerator(seed: 40 + seed)
        let reports = try OGCStore.crowd(300, &random)
        let store = try OGCStore(reports, OGCStore.catalogue(), wholeFeatures: 20)
        var (streamed, whole) = (0, 0)
        for _ in 0..<40 {
            let choice = try Choice(store.catalogue, &random)
            for isPublic in [true, false] {
                let headers = isPublic ? [:] : ["Authorization": "Bearer operator"]
                let answer = store.service.get("/layers/points.csv?\(choice.query)", headers)
                let bytes = try answer.stream?.collected() ?? answer.body
                if answer.stream == nil { whole += 1 } else { streamed += 1 }
                let rows = Self.rows(reports, store.catalogue, choice, isPublic: isPublic)
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(text == ([Self.header] + rows).map { $0 + "\r\n" }.joined(), "\(choice.query) \(isPublic)")
                #expect(answer.header("X-Number-Matched") == "\(rows.count)")
                #expect(!text.contains("tajne"))
                let json = store.service.get("/layers/points.geojson?\(choice.query)", headers)
                let data = Data(try json.stream?.collected() ?? json.body)
                let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
                #expect(try Self.rows(of: object) == rows, "\(choice.query) \(isPublic)")
                let withheld = object["withheld"].map { "\($0)" }
                #expect(answer.header("X-Withheld") == withheld, "\(choice.query)")
            }
        }
        #expect(streamed > 15 && whole > 15)
    }

    @Test("All that match are there where they are more than a limit can ask for, as a whole and streamed")
    func noLimit() throws {
        let place = try #require(GeographicCoordinate(longitude: 15.24, latitude: 52.73))
        let store = try OGCStore(
            (1...10_040).map { OGCStore.report($0, place, category: $0 % 10_000 == 0 ? 2 : 1) }, OGCStore.catalogue(),
            wholeFeatures: 10_039)
        let headers = ["Authorization": "Bearer operator"]
        func ids(_ query: String, isStreamed: Bool) throws -> [Int] {
            let answer = store.service.get("/layers/points\(query)", headers)
            #expect((answer.stream != nil) == isStreamed)
            #expect(answer.header("X-Number-Matched") == (query.contains("category") ? "10039" : "10040"))
            let text = String(decoding: try answer.stream?.collected() ?? answer.body, as: UTF8.self)
            return text.components(separatedBy: "\r\n").dropFirst().dropLast().compactMap { line in
                Int(line.prefix { $0 != "," })
            }
        }
        #expect(try ids(".csv", isStreamed: true) == Array(1...10_040))
        let category = store.catalogue.categories[1].key
        #expect(
            try ids(".csv?category=\(category)", isStreamed: false) == (1...10_040).filter { $0 != 10_000 })
        // Tiles, and answers with a limit, end at it as they always did.
        #expect(try ids(".csv?limit=10000", isStreamed: false) == Array(1...10_000))
        #expect(try ids("/6/34/20.csv", isStreamed: false) == Array(1...10_000))
        #expect(store.service.get("/layers/points.csv?limit=10001", headers).status == 400)
    }
}
