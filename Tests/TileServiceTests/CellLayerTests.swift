import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

/// The cells' counts against a slow count of the reports, and where the cells lie.
struct CellLayerTests {
    /// A random filter as a query; often empty in some of its parts.
    static func query(_ random: inout SeededGenerator, _ catalogue: Catalogue) -> String {
        func some(_ keys: [String]) -> String {
            keys.shuffled(using: &random).prefix(Int.random(in: 1...max(1, keys.count / 2), using: &random)).joined(
                separator: ",")
        }
        var parts: [String] = []
        func maybe(_ part: () -> String) { if Int.random(in: 0..<3, using: &random) == 0 { parts.append(part()) } }
        maybe { "category=" + some(catalogue.categories.map(\.key)) }
        maybe { "group=" + some(catalogue.groups.map(\.key)) }
        maybe { "status=" + some(catalogue.statuses.map(\.key)) }
        maybe { "source=" + some(catalogue.sources.map(\.key)) }
        maybe { "from=2024-\(Int.random(in: 10...12, using: &random))-01" }
        maybe { "to=2025-0\(Int.random(in: 1...9, using: &random))-15" }
        maybe { "hours=\(Int.random(in: 0...11, using: &random))-\(Int.random(in: 12...23, using: &random))" }
        maybe { "weekdays=" + some(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]) }
        return parts.joined(separator: "&")
    }

    /// The slow, obvious version of the index.
    static func passes(_ report: IndexedReport, _ filter: ReportFilter) -> Bool {
        if let chosen = filter.categories, !chosen.contains(Int(report.kind.category)) { return false }
        if let chosen = filter.statuses, !chosen.contains(Int(report.kind.status)) { return false }
        if let chosen = filter.sources, !chosen.contains(Int(report.kind.source)) { return false }
        if let from = filter.from, report.instant < from { return false }
        if let to = filter.to, report.instant >= to { return false }
        guard filter.needsHourOfWeek else { return true }
        return report.hourOfWeek != IndexedReport.noHour && filter.passes(hourOfWeek: Int(report.hourOfWeek))
    }

    private func features(_ service: TileService, _ target: String) throws -> [[String: Any]] {
        let object = try service.object(target)
        let features = try #require(object["features"] as? [[String: Any]])
        #expect(object["numberMatched"] as? Int == features.count && object["numberReturned"] as? Int == features.count)
        #expect(object["truncated"] as? Bool == false)
        return try features.map { try #require($0["properties"] as? [String: Any]) }
    }

    private func total(_ cells: [[String: Any]]) throws -> Int {
        try cells.reduce(0) { sum, cell in
            let count = try #require(cell["count"] as? Int)
            #expect((cell["byCategory"] as? [String: Int])?.values.reduce(0, +) == count)
            #expect((cell["byStatus"] as? [String: Int])?.values.reduce(0, +) == count)
            return sum + count
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `the counts of all tiles and of the world's box sum to the reports that pass`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let catalogue = seed % 2 == 0 ? try Fixture.unprotected() : try Fixture.policeUK()
        let reports = try Fixture.scattered(150, seed: seed, catalogue)
        let service = try Fixture.service(reports, catalogue, audience: seed % 4 < 2 ? .public : .operators)
        let query = seed == 1 ? "" : Self.query(&random, catalogue)
        let filter = try Fixture.filter(query, catalogue)
        let expected = reports.count { Self.passes($0, filter) }
        let box = try #require(BoundingBox(west: 13, south: 50.5, east: 17, north: 55))
        for zoom in Zoom.all.prefix(7) {
            let tiles = TileRange(covering: zoom.number < 3 ? .world : box, zoom: zoom)
            let sum = try tiles.reduce(0) {
                try $0 + total(try features(service, "/layers/cells/\($1).geojson?\(query)"))
            }
            #expect(sum == expected, "z\(zoom.number) \(query)")
        }
        for zoom in [0, 3, 6, 9, 12, 17, 18, 22] {
            for box in ["-180,-90,180,90", "13,50,18,56", "0,0,-170,90"] {
                let sum = try total(features(service, "/layers/cells.geojson?bbox=\(box)&zoom=\(zoom)&\(query)"))
                #expect(sum == expected, "z\(zoom) \(box) \(query)")
            }
        }
    }

    @Test(arguments: [12, 16, 17, 18, 20, 22])
    func `near the reports the counts of tiles are kept at deep zooms too`(zoom: Int) throws {
        let catalogue = try Fixture.unprotected()
        let reports = try Fixture.scattered(80, seed: 77, catalogue)
        let zoom = try #require(Zoom(zoom))
        let exactTiles = Set(reports.map { TileCoordinate(containing: $0.code.place, zoom: zoom) })
        let seenTiles = Set(
            reports.map { report in
                let middle = Cell(containing: report.code, level: Level(clamping: 17)).middle.place
                return TileCoordinate(containing: middle, zoom: zoom)
            })
        for (audience, tiles) in [
            (Audience.operators, exactTiles), (.public, seenTiles), (.public, exactTiles.union(seenTiles)),
        ] {
            let service = try Fixture.service(reports, catalogue, audience: audience)
            let sum = try tiles.reduce(0) { try $0 + total(features(service, "/layers/cells/\($1).geojson")) }
            #expect(sum == reports.count)
        }
    }

    @Test func `the cells of a box are those of a slow version, across the antimeridian too`() throws {
        let catalogue = try Fixture.policeUK()
        var random = SeededGenerator(seed: 9)
        let reports = (0..<300).map { number in
            let isNear = number % 2 == 0
            let x =
                isNear
                ? UInt32.random(in: 0...40_000_000, using: &random) &- 20_000_000
                : UInt32.random(in: 0 ... .max, using: &random)
            return Fixture.report(
                UInt32(number + 1), at: WorldCoordinate(x: x, y: UInt32.random(in: 0 ... .max, using: &random)),
                category: 0, source: 0, status: 0)
        }
        let renderer = MapRenderer(try Fixture.dataset(reports, catalogue), audience: .public)
        let layer = CellLayer(renderer, ReportFilter())
        for _ in 0..<400 {
            let zoom = try #require(Zoom(Int.random(in: 0...22, using: &random)))
            let level = Level(clamping: zoom.number + 5)
            let south = Double.random(in: -90...90, using: &random)
            let box = try #require(
                BoundingBox(
                    west: Double.random(in: -180...180, using: &random), south: south,
                    east: Double.random(in: -180...180, using: &random),
                    north: Double.random(in: south...90, using: &random)))
            let slow = Set(reports.map { Cell(containing: $0.code, level: level) }).filter { cell in
                let bounds = cell.bounds
                return box.parts.contains {
                    bounds.west < $0.east && $0.west < bounds.east && bounds.south < $0.north && $0.south < bounds.north
                }
            }
            let found = layer.cells(in: box, zoom: zoom)
            #expect(Set(found.cells.map(\.cell)) == slow, "\(box) z\(zoom.number)")
            #expect(found.matched == slow.count && found.cells.count == slow.count)
            #expect(zip(found.cells, found.cells.dropFirst()).allSatisfy { $0.cell.address < $1.cell.address })
        }
    }

    @Test func `the box of a tile holds the cells of that tile alone`() throws {
        let catalogue = try Fixture.policeUK()
        let reports = try Fixture.scattered(2000, seed: 4, catalogue)
        let layer = CellLayer(MapRenderer(try Fixture.dataset(reports, catalogue), audience: .public), ReportFilter())
        for zoom in Zoom.all.dropFirst(4).prefix(10) {
            let tile = TileCoordinate(containing: try Fixture.place(15.24, 52.73), zoom: zoom)
            #expect(layer.cells(in: tile.bounds, zoom: zoom) == layer.cells(in: tile))
        }
    }

    @Test func `more cells than the most are counted and cut off`() throws {
        let catalogue = try Fixture.policeUK()
        let count = CellLayer.largest + 5000
        let reports = (0..<count).map { (number: Int) -> IndexedReport in
            let place = WorldCoordinate(x: UInt32(number % 400) << 14, y: UInt32(number / 400) << 14)
            return Fixture.report(UInt32(number + 1), at: place, category: 0, source: 0, status: 0)
        }
        let layer = CellLayer(MapRenderer(try Fixture.dataset(reports, catalogue), audience: .public), ReportFilter())
        let found = layer.cells(in: .world, zoom: Zoom.deepest)
        #expect(found.matched == count && found.cells.count == CellLayer.largest)
        #expect(found.cells.allSatisfy { $0.count == 1 })
    }

    @Test func `a cell says what the design promises`() throws {
        let catalogue = try Fixture.kmzb()
        let place = try Fixture.place(15.24, 52.73)
        let drowning = try #require(catalogue.category("drowning"))
        let service = try Fixture.service(
            [Fixture.report(1, at: place), Fixture.report(2, at: place, category: drowning, status: 0)], catalogue)
        let object = try service.object("/layers/cells.geojson?zoom=8")
        let feature = try #require((object["features"] as? [[String: Any]])?.first)
        let cell = Cell(containing: MortonCode(place), level: Level(clamping: 13))
        #expect(feature["id"] as? String == cell.quadkey)
        let properties = try #require(feature["properties"] as? [String: Any])
        #expect(
            Set(properties.keys) == [
                "count", "density", "share", "quadkey", "level", "topCategory", "byCategory", "byStatus",
            ])
        #expect(properties["share"] as? Double == 1 && properties["topCategory"] as? String == "speeding")
        #expect(properties["quadkey"] as? String == cell.quadkey && properties["level"] as? Int == 13)
        #expect(abs((properties["density"] as? Double ?? 0) - 2 / cell.groundArea) < 1e-6)
        // Drownings count under the category that replaced them.
        #expect(properties["byCategory"] as? [String: Int] == ["speeding": 1, "dangerous-place-on-water": 1])
        #expect(properties["byStatus"] as? [String: Int] == ["confirmed": 1, "new": 1])
        #expect(object["timeStamp"] as? String == "2025-06-01T10:00:00Z")
    }

    @Test func `ogrinfo reads the layer`() throws {
        guard let tool = Tool("ogrinfo") else { return }
        let catalogue = try Fixture.kmzb()
        let service = try Fixture.service(Fixture.scattered(200, seed: 2, catalogue), catalogue)
        let response = service.get("/layers/cells.geojson?zoom=10")
        #expect(response.header("Content-Type") == "application/geo+json")
        let expected = try #require(try response.object()["numberReturned"] as? Int)
        let (status, output) = try tool.run(["-al", "-so"], response.body, extension: "geojson")
        let text = String(decoding: output, as: UTF8.self)
        #expect(
            status == 0 && text.contains("Feature Count: \(expected)") && text.contains("Geometry: Polygon"), "\(text)")
    }
}
