import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// What the public cannot learn of single reports, whatever it asks and in whatever format.
@Suite struct PointPrivacyTests {
    private static let items = "/ogc/collections/reports/items"

    /// Questions in all formats: lists, pages, filters, boxes, the feed, single ones.
    private func targets(_ count: Int, _ random: inout SeededGenerator) -> [String] {
        var targets = [Self.items, Self.items + "?f=html", Self.items + "?since=0", Self.items + "?since=0&f=html"]
        for _ in 0..<25 {
            let west = Double.random(in: 14.5...15.3, using: &random)
            let south = Double.random(in: 52...52.8, using: &random)
            let size: Double = [0.002, 0.05, 1].randomElement(using: &random) ?? 1
            let query = [
                "bbox=\(west),\(south),\(west + size),\(south + size)",
                ["", "&status=joke,confirmed", "&source=police", "&source=public,police", "&category=speeding"]
                    .randomElement(using: &random) ?? "",
                ["", "&limit=\(Int.random(in: 1...50, using: &random))"].randomElement(using: &random) ?? "",
            ].joined()
            let more = ["", "&f=html", "&since=\(Int.random(in: 0...count, using: &random))", "&offset=3"]
            targets.append(Self.items + "?" + query + (more.randomElement(using: &random) ?? ""))
            targets.append(
                "/layers/points.geojson?" + query + "&zoom=\(Int.random(in: 12...22, using: &random))")
        }
        targets += (1...count).flatMap { ["\(Self.items)/\($0)", "\(Self.items)/\($0)?f=html"] }
        return targets
    }

    private func isOpen(_ report: Report) -> Bool { report.source == 2 && report.status != 5 }

    @Test(
        "No answer shows a protected report, a hidden status, a text, or a place closer than the public level",
        arguments: 1...4 as ClosedRange<UInt64>)
    func shown(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let reports = try OGCStore.crowd(120, &random)
        let store = try OGCStore(reports, OGCStore.catalogue())
        for target in targets(reports.count, &random) {
            let response = store.service.get(target)
            try #require(!response.text.contains("tajne"), "\(target)")
            guard response.header("Content-Type")?.contains("geo+json") == true else { continue }
            let object = try response.object()
            let features = object["features"] as? [[String: Any]] ?? [object]
            for feature in features {
                let report = reports[try #require(feature["id"] as? Int) - 1]
                #expect(isOpen(report), "\(target)")
                let place = try #require((feature["geometry"] as? [String: Any])?["coordinates"] as? [Double])
                let cell = Cell(containing: MortonCode(WorldCoordinate(report.place)), level: Level(clamping: 17))
                let middle = cell.middle.place.geographic
                #expect(abs(place[0] - middle.longitude) < 1e-6 && abs(place[1] - middle.latitude) < 1e-6)
            }
            if let withheld = object["withheld"] as? Int { #expect(withheld >= 3) }
        }
        for (index, report) in reports.enumerated() {
            #expect(store.service.get("\(Self.items)/\(index + 1)").status == (isOpen(report) ? 200 : 404))
        }
    }

    @Test(
        "Lists, pages, the feed and single features are the same wherever and whatever protected reports are",
        arguments: 11...13 as ClosedRange<UInt64>)
    func indistinguishable(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let reports = try OGCStore.crowd(90, &random)
        let others = try OGCStore.crowd(90, &random)
        let catalogue = try OGCStore.catalogue()
        let changed = zip(reports, others).map { report, other in
            var changed = isOpen(report) ? report : other
            guard isOpen(report) else {
                // Still not for the public.
                changed.source = report.source
                changed.status = report.status
                changed.identity = report.identity
                return changed
            }
            // Within its cell it may lie anywhere.
            let cell = Cell(containing: MortonCode(WorldCoordinate(report.place)), level: Level(clamping: 17))
            let codes = cell.codes.lowerBound.bits...cell.codes.upperBound.bits
            changed.place = MortonCode(bits: .random(in: codes, using: &random)).place.geographic
            return changed
        }
        let (before, after) = (try OGCStore(reports, catalogue), try OGCStore(changed, catalogue))
        let targets = targets(reports.count, &random).filter { $0.hasPrefix("/ogc") }
        for target in targets { #expect(before.service.get(target) == after.service.get(target), "\(target)") }
        // The test would see it: a key holder's answers do differ.
        let key = ["Authorization": "Bearer operator"]
        #expect(before.service.get(Self.items, key) != after.service.get(Self.items, key))
    }

    @Test("What is withheld is what the public's cells count, in threes", arguments: 21...23 as ClosedRange<UInt64>)
    func withheld(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let reports = try OGCStore.crowd(150, &random)
        let store = try OGCStore(reports, OGCStore.catalogue())
        let all = try store.object("/layers/points.geojson")
        func rounded(_ count: Int) -> Int { count - count % 3 }
        #expect(all["withheld"] as? Int == rounded(reports.count { $0.source != 2 && $0.status != 5 }))
        #expect(all["numberMatched"] as? Int == reports.count(where: isOpen))
        for zoom in [14, 15, 17, 20] {
            let place = try Fixture.place(
                15.24 + .random(in: -0.02...0.02, using: &random), 52.73 + .random(in: -0.02...0.02, using: &random))
            let tile = TileCoordinate(containing: place, zoom: try #require(Zoom(zoom)))
            let points = try store.object("/layers/points/\(tile).geojson")
            let cells = try store.object("/layers/cells/\(tile).geojson?source=police,consultation")
            let counted = [cells].features.compactMap { ($0["properties"] as? [String: Any])?["count"] as? Int }
            #expect(points["withheld"] as? Int ?? 0 == rounded(counted.reduce(0, +)))
        }
    }

    @Test("Key holders see all reports at their exact places, at every zoom")
    func operators() throws {
        var random = SeededGenerator(seed: 31)
        let reports = try OGCStore.crowd(60, &random)
        let store = try OGCStore(reports, OGCStore.catalogue())
        for target in [Self.items + "?limit=1000", "/layers/points.geojson?zoom=0", "/layers/points/0/0/0.geojson"] {
            let features = [try store.object(target, key: true)].features
            #expect(features.count == 60)
            for (feature, report) in zip(features, reports) {
                let place = try #require((feature["geometry"] as? [String: Any])?["coordinates"] as? [Double])
                #expect(abs(place[0] - report.place.longitude) < 1e-7 && abs(place[1] - report.place.latitude) < 1e-7)
                let properties = try #require(feature["properties"] as? [String: Any])
                #expect(properties["occurred"] as? String == report.occurred.iso8601(store.catalogue.clock))
            }
        }
        #expect(try [store.object("/layers/points/0/0/0.geojson")].features.isEmpty)
    }
}
