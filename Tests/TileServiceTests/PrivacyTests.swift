import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

/// What the public cannot learn, whatever it asks (design, section 4: Privacy).
struct PrivacyTests {
    private static let level = Level(clamping: 17)
    private static let periods = "from=2025-01-01&to=2026-01-01&compare-from=2024-01-01&compare-to=2025-01-01"

    /// Everything that there is to ask about some reports' neighbourhood.
    private func targets(_ reports: [IndexedReport]) throws -> [String] {
        var targets = [
            "/tiles/heat.json", "/tiles/density.json", "/legend/heat.json", "/legend/density.json?group=traffic",
            "/tiles/difference.json?" + Self.periods, "/legend/difference.json?" + Self.periods,
        ]
        targets += [0, 6, 12, 17, 18, 22].flatMap { zoom in
            [
                "/legend/heat.json?zoom=\(zoom)", "/layers/cells.geojson?zoom=\(zoom)",
                "/layers/cells.geojson?bbox=15,52.5,15.24,52.73&zoom=\(zoom)", "/layers/clusters.geojson?zoom=\(zoom)",
            ]
        }
        for report in reports.prefix(3) {
            for zoom in [5, 11, 17, 18, 20, 22] {
                let tile = TileCoordinate(containing: report.code.place, zoom: try #require(Zoom(zoom)))
                targets += [
                    "/tiles/heat/\(tile).png", "/tiles/density/\(tile)@2x.png", "/layers/cells/\(tile).geojson",
                    "/tiles/difference/\(tile).png?" + Self.periods,
                    "/layers/clusters/\(tile).geojson", "/layers/clusters/\(tile).mvt", "/layers/cells/\(tile).mvt",
                ]
            }
        }
        return targets
    }

    @Test(arguments: [21, 22, 23] as [UInt64])
    func `moving reports within their cells changes no byte of any answer`(seed: UInt64) throws {
        let catalogue = try Fixture.kmzb()
        var random = SeededGenerator(seed: seed)
        // One report alone, where any middle or edge would be its place, and many.
        for count in [1, 60] {
            let reports = try Fixture.scattered(count, seed: seed, catalogue).map { report in
                var report = report
                report.kind.status = 2
                return report
            }
            let moved = reports.map { report in
                var report = report
                let codes = Cell(containing: report.code, level: Self.level).codes
                report.code = MortonCode(
                    bits: UInt64.random(in: codes.lowerBound.bits...codes.upperBound.bits, using: &random))
                return report
            }
            let before = try Fixture.service(reports, catalogue)
            let after = try Fixture.service(moved, catalogue)
            for target in try targets(reports) {
                #expect(before.get(target) == after.get(target), "\(target)")
            }
            // The test would see it: an operator's answers do change.
            let exact = try Fixture.service(reports, catalogue, audience: .operators)
            #expect(exact.get("/tiles/heat.json") != before.get("/tiles/heat.json"))
        }
    }

    @Test func `reports in a status that is not public leave no trace`() throws {
        let old = #""en": "New", "final": false, "public": true"#
        let catalogue = try Fixture.kmzb(replacing: old, by: old.replacing("true", with: "false"))
        let open = try Fixture.scattered(60, seed: 31, catalogue).map { report in
            var report = report
            report.kind.status = 2
            return report
        }
        // At the same places, so that neither the median nor anything else about them differs but the reports themselves.
        let hidden = open.map { report in
            var report = report
            report.id += 1000
            report.kind.status = 0
            return report
        }
        let without = try Fixture.service(open, catalogue)
        let with = try Fixture.service(open + hidden, catalogue)
        for target in try targets(open) + [
            "/layers/cells.geojson?status=new,confirmed", "/legend/heat.json?status=new",
        ] {
            #expect(without.get(target) == with.get(target), "\(target)")
        }
        let alone = try Fixture.service(hidden, catalogue)
        #expect(try alone.object("/tiles/heat.json")["bounds"] as? [Double] == [-180, -90, 180, 90])
        #expect((try alone.object("/layers/cells.geojson?status=new")["features"] as? [Any])?.isEmpty == true)
    }

    @Test func `the public's bounds are those of cells`() throws {
        let catalogue = try Fixture.kmzb()
        let place = try Fixture.place(15.2412345, 52.7312345)
        let cell = Cell(containing: MortonCode(place), level: Self.level).bounds
        let service = try Fixture.service([Fixture.report(1, at: place)], catalogue)
        let bounds = try #require(try service.object("/tiles/heat.json")["bounds"] as? [Double])
        for (edge, expected) in zip(bounds, [cell.west, cell.south, cell.east, cell.north]) {
            #expect(abs(edge - expected) < 1e-6)
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `no edge of the public's bounds tells of fewer protected reports than may be told of`(seed: UInt64) throws {
        let scene = try PrivacyScene(seed: seed)
        let catalogue = scene.service.dataset.catalogue
        let bounds = try #require(try scene.service.object("/layers/clusters.json")["bounds"] as? [Double])
        let box = try #require(BoundingBox(west: bounds[0], south: bounds[1], east: bounds[2], north: bounds[3]))
        let seen = scene.reports.filter { catalogue.statuses[Int($0.kind.status)].isPublic }
        let cells = { (level: Int) in
            seen.map { (Cell(containing: $0.code, level: Level(clamping: level)).bounds, $0.kind.source == 2) }
        }
        // What the public may learn from an edge: the finest columns or rows, seen from that side, that end there.
        for (edge, side) in [\BoundingBox.west, \.south, \.east, \.north].map({ ($0, box[keyPath: $0]) }) {
            let isTold = (0...17).contains { level in
                let strip = cells(level).filter { abs($0.0[keyPath: edge] - side) < 1e-6 }
                return strip.contains { $0.1 } || strip.count >= catalogue.minCount
            }
            #expect(isTold, "\(edge)")
        }
        let areFew = seen.count { $0.kind.source != 2 } < catalogue.minCount
        for report in seen where report.kind.source == 2 || !areFew {
            #expect(box.contains(report.code.place.geographic))
        }
    }

    @Test func `without a level for the public, no edge of its bounds is the place of a protected report`() throws {
        let catalogue = try Fixture.kmzb(replacing: "\"publicLevel\": 17,", by: "")
        // One in the west, and three together in the east.
        let places = [(14.1, 52.5), (15.2, 52.7), (15.2, 52.7), (15.2, 52.7)]
        let reports = try places.enumerated().map { number, place in
            Fixture.report(UInt32(number + 1), at: try Fixture.place(place.0, place.1), source: 0)
        }
        func bounds(_ reports: [IndexedReport]) throws -> [Double] {
            try #require(Fixture.service(reports, catalogue).object("/tiles/heat.json")["bounds"] as? [Double])
        }
        // The finest column and row that hold all four; where there are but two, nothing is told of them.
        let (box, level) = (try bounds(reports), Level(clamping: 8))
        let cell = Cell(containing: MortonCode(try Fixture.place(14.1, 52.5)), level: level).bounds
        #expect(abs(box[0] - cell.west) < 1e-5 && box[1] < 52.49, "\(box)")
        #expect(try bounds(Array(reports.prefix(2))) == [-180, -90, 180, 90])
    }

    @Test func `the zoom of the public's centre tells nothing of far reports that are left out`() throws {
        let catalogue = try Fixture.kmzb()
        let near = try (1...5).map { number in
            Fixture.report(UInt32(number), at: try Fixture.place(15.2 + Double(number) / 100, 52.7), source: 2)
        }
        let far = Fixture.report(6, at: try Fixture.place(-8.5, 39.5), source: 0)
        func centre(_ reports: [IndexedReport]) throws -> [Double] {
            try #require(Fixture.service(reports, catalogue).object("/tiles/heat.json")["center"] as? [Double])
        }
        let alone = try centre(near)
        #expect(try centre(near + [far]) == alone && alone[2] > 10)
        // The zoom of answers for which none is asked is that too.
        for target in ["/layers/cells.csv", "/layers/clusters.csv", "/layers/cells.geojson", "/legend/heat.json"] {
            let answers = try [near, near + [far]].map { try Fixture.service($0, catalogue).get(target).body }
            #expect(answers[0] == answers[1] && answers[0].count > 100, "\(target)")
        }
    }

    @Test func `no cell that the public sees is finer than its level`() throws {
        let catalogue = try Fixture.kmzb()
        let service = try Fixture.service(Fixture.scattered(100, seed: 41, catalogue), catalogue)
        for zoom in 0...22 {
            let object = try service.object("/layers/cells.geojson?zoom=\(zoom)")
            let features = try #require(object["features"] as? [[String: Any]])
            #expect(features.allSatisfy { ($0["id"] as? String).map { $0.count <= min(zoom + 5, 17) } ?? false })
        }
    }

    @Test(arguments: [0, 1, 31, 32])
    func `catalogues with the coarsest and the finest public level work`(level: Int) throws {
        let catalogue = try Fixture.kmzb(replacing: #""publicLevel": 17"#, by: #""publicLevel": \#(level)"#)
        let reports = try Fixture.scattered(20, seed: 51, catalogue)
        let service = try Fixture.service(reports, catalogue)
        for target in try targets(reports) { #expect(service.get(target).status == 200, "\(target)") }
        for zoom in [0, 5, 22] {
            let object = try service.object("/layers/cells.geojson?zoom=\(zoom)")
            let counts = try #require(object["features"] as? [[String: Any]]).map {
                ($0["properties"] as? [String: Any])?["count"] as? Int ?? 0
            }
            #expect(counts.reduce(0, +) == 20)
        }
    }
}
