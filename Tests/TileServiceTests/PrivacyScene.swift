import Boundaries
import CellIndex
import Foundation
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// A random scene: many or few protected reports, scattered or in crowds, among open ones.
struct PrivacyScene {
    let service: TileService
    let renderer: MapRenderer
    var random: SeededGenerator
    let query: String
    let reports: [IndexedReport]

    init(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let catalogue = try Fixture.kmzb()
        let count = [5, 30, 60, 120][Int(seed % 4)]
        let share = [0.05, 0.5, 0.95][Int(seed % 3)]
        let centres = (0..<4).map { _ in
            (Double.random(in: 13.8...16.7, using: &random), Double.random(in: 51.3...54.2, using: &random))
        }
        reports = try (0..<count).map { number in
            let centre = centres[Int.random(in: 0..<4, using: &random)]
            let spread = [0.0008, 0.02, 0.6][Int.random(in: 0..<3, using: &random)]
            let place = try Fixture.place(
                centre.0 + Double.random(in: -spread...spread, using: &random),
                centre.1 + Double.random(in: -spread...spread, using: &random))
            let instant =
                Int64.random(in: 1_704_063_600..<1_767_222_000, using: &random)
                / (number % 5 == 0 ? 1 : 3600 * 24 * 20) * (number % 5 == 0 ? 1 : 3600 * 24 * 20)
            let isTimed = Int.random(in: 0..<3, using: &random) > 0
            return Fixture.report(
                UInt32(number + 1), at: place, category: UInt16.random(in: 0..<4, using: &random),
                source: Double.random(in: 0..<1, using: &random) < share ? UInt8(number % 2) : 2,
                status: UInt8.random(in: 0..<6, using: &random), instant: instant,
                hour: isTimed ? UInt8(catalogue.clock.hourOfWeek(at: instant)) : IndexedReport.noHour)
        }
        query = seed % 3 == 0 ? CellLayerTests.query(&random, catalogue) : ""
        let level = catalogue.publicLevel.map { Level(clamping: $0) }
        let dataset = Dataset(
            catalogue: catalogue, snapshot: try CellSnapshot(reports, sequence: 7), updated: Fixture.noon,
            boundaries: BoundaryLayers(
                version: 1,
                try [1, 2, 4, 8].map { try AreaRouteTests.grid($0, level, name: "grid\($0)") }))
        service = TileService(
            dataset, styles: try Fixture.styles(),
            settings: TileService.Settings(publicURL: "https://map.example.org"))
        renderer = MapRenderer(dataset, audience: .public)
        self.random = random
    }

    func ask(_ path: String, _ more: String = "") throws -> [String: Any] {
        try service.object("\(path)?" + [query, more].filter { !$0.isEmpty }.joined(separator: "&"))
    }

    func features(_ path: String, _ more: String = "") throws -> [[String: Any]] {
        try #require(ask(path, more)["features"] as? [[String: Any]])
    }

    /// The filter of the scene's query.
    func filter() throws -> ReportFilter { try Fixture.filter(query, Fixture.kmzb()) }

    /// How many open reports the answer for points tells of, in a box.
    func open(in box: BoundingBox = .world) throws -> Int {
        let filter = try Fixture.filter(query, Fixture.kmzb())
        return PointLayer(renderer, filter).points(in: box, zoom: Zoom(clamping: 14)).matched
    }

    /// A box within another one, or anywhere.
    mutating func box(in outer: [Double] = [13.5, 51, 17, 54.5]) -> [Double] {
        let x = [outer[0], outer[2]].map { _ in Double.random(in: outer[0]...outer[2], using: &random) }.sorted()
        let y = [outer[1], outer[3]].map { _ in Double.random(in: outer[1]...outer[3], using: &random) }.sorted()
        return [x[0], y[0], x[1], y[1]]
    }

    /// What is told of one thing.
    struct Told: Equatable {
        let id: String
        let count: Int
        let open: Int
        var protected: Int { count - open }

        init(id: String, count: Int, open: Int) {
            (self.id, self.count, self.open) = (id, count, open)
        }

        init(_ feature: [String: Any]) throws {
            let properties = try #require(feature["properties"] as? [String: Any])
            id = try #require(feature["id"] as? String)
            count = try #require(properties["count"] as? Int)
            open = try #require(properties["byStatus"] as? [String: Int]).values.reduce(0, +)
            let byCategory = try #require(properties["byCategory"] as? [String: Int]).values.reduce(0, +)
            #expect(byCategory == open)
        }
    }
}
