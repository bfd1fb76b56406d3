import CellIndex
import Foundation
import HTTPMessage
import ReportStore
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

/// Clusters as requests get them.
struct ClusterRouteTests {
    private func features(_ object: [String: Any]) throws -> [[String: Any]] {
        try #require(object["features"] as? [[String: Any]])
    }

    private func count(_ feature: [String: Any]) throws -> Int {
        try #require((feature["properties"] as? [String: Any])?["count"] as? Int)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `the counts of all tiles and of the world's box sum to the reports that pass`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let catalogue = seed % 2 == 0 ? try Fixture.kmzb() : try Fixture.policeUK()
        let reports = try Fixture.scattered(150, seed: seed, catalogue)
        let query = seed == 1 ? "" : CellLayerTests.query(&random, catalogue)
        let filter = try Fixture.filter(query, catalogue)
        let expected = reports.count { CellLayerTests.passes($0, filter) }
        let service = try Fixture.service(reports, catalogue, audience: .operators)
        for zoom in [0, 3, 6, 9] {
            let tiles = Set(
                reports.map { TileCoordinate(containing: $0.code.place, zoom: Zoom(clamping: zoom)) })
            let ofTiles = try tiles.flatMap { try features(service.object("/layers/clusters/\($0).geojson?\(query)")) }
            #expect(try ofTiles.reduce(0) { try $0 + count($1) } == expected)
            let world = try features(service.object("/layers/clusters.geojson?zoom=\(zoom)&\(query)"))
            #expect(try world.reduce(0) { try $0 + count($1) } == expected)
            #expect(Set(world.compactMap { $0["id"] as? String }) == Set(ofTiles.compactMap { $0["id"] as? String }))
        }
    }

    @Test func `a box holds the clusters whose points lie in it, across the antimeridian too`() throws {
        let catalogue = try Fixture.policeUK()
        var random = SeededGenerator(seed: 12)
        let reports = (0..<400).map { number in
            let x = UInt32.random(in: 0...400_000_000, using: &random) &- 200_000_000
            let place = WorldCoordinate(x: x, y: UInt32.random(in: 0 ... .max, using: &random))
            return Fixture.report(UInt32(number + 1), at: place, category: 0, source: 0, status: 0)
        }
        let renderer = MapRenderer(try Fixture.dataset(reports, catalogue), audience: .public)
        let layer = ClusterLayer(renderer, ReportFilter())
        for _ in 0..<200 {
            let zoom = Zoom(clamping: Int.random(in: 0...12, using: &random))
            let south = Double.random(in: -90...90, using: &random)
            let box = try #require(
                BoundingBox(
                    west: Double.random(in: -180...180, using: &random), south: south,
                    east: Double.random(in: -180...180, using: &random),
                    north: Double.random(in: south...90, using: &random)))
            let all = layer.clusters(in: .world, zoom: zoom).selection.clusters
            let found = layer.clusters(in: box, zoom: zoom)
            #expect(found.isWhole)
            #expect(found.selection.clusters == all.filter { box.contains($0.place.geographic) }, "\(box)")
        }
    }

    @Test func `a cluster says what the design promises`() throws {
        let catalogue = try Fixture.kmzb()
        let place = try Fixture.place(15.24, 52.73)
        let near = try Fixture.place(15.2402, 52.73)
        let service = try Fixture.service(
            [Fixture.report(1, at: place), Fixture.report(2, at: near, status: 0)], catalogue, audience: .operators)
        let object = try service.object("/layers/clusters.geojson?zoom=8")
        #expect(object["withheld"] as? Int == 0 && object["numberMatched"] as? Int == 1)
        #expect(object["timeStamp"] as? String == "2025-06-01T10:00:00Z")
        let feature = try #require(try features(object).first)
        let properties = try #require(feature["properties"] as? [String: Any])
        #expect(
            Set(properties.keys) == [
                "count", "density", "quadkey", "level", "byCategory", "byStatus", "expansionZoom",
            ])
        #expect(properties["count"] as? Int == 2 && properties["level"] as? Int == 11)
        #expect(properties["byCategory"] as? [String: Int] == ["speeding": 2])
        #expect(properties["byStatus"] as? [String: Int] == ["confirmed": 1, "new": 1])
        let geometry = try #require(feature["geometry"] as? [String: Any])
        let position = try #require(geometry["coordinates"] as? [Double])
        #expect(abs(position[0] - 15.2401) < 1e-6 && abs(position[1] - 52.73) < 1e-6)
        let expansion = try #require(properties["expansionZoom"] as? Int)
        let counts = try (9...22).map { try features(service.object("/layers/clusters.geojson?zoom=\($0)")).count }
        #expect(counts == (9...22).map { $0 < expansion ? 1 : 2 })
        let id = try #require(feature["id"] as? String)
        #expect(try features(service.object("/layers/clusters/\(id)/children")).count == 2)
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `the public never meets fewer protected reports than the catalogue's least`(seed: UInt64) throws {
        let catalogue = try Fixture.kmzb()
        let reports = try Fixture.scattered(250, seed: seed, catalogue)
        let renderer = MapRenderer(try Fixture.dataset(reports, catalogue), audience: .public)
        let layer = ClusterLayer(renderer, ReportFilter())
        let isProtected = catalogue.sources.map { !$0.publicPoints }
        for zoom in Zoom.all {
            let found = layer.clusters(in: .world, zoom: zoom).selection
            #expect(found.clusters.reduce(0) { $0 + $1.count } == reports.count)
            for cluster in found.clusters {
                #expect(cluster.byKind.allSatisfy { !isProtected[Int($0.kind.source)] })
                let hidden = cluster.count - cluster.byKind.reduce(0) { $0 + $1.count }
                #expect(hidden == 0 || hidden >= catalogue.minCount)
                // Snapped: single ones, which are open, stand in the middle of a cell of the public's level.
                if cluster.count == 1 {
                    let cell = Cell(containing: MortonCode(cluster.place), level: Level(clamping: 17))
                    #expect(cell.middle.place == cluster.place)
                }
            }
        }
    }

    @Test func `protected reports scattered about are one cluster in the middle of what cannot be divided`() throws {
        let catalogue = try Fixture.kmzb()
        for count in 1...8 {
            // Each alone, far from the others, protected.
            let reports = try (0..<count).map {
                Fixture.report(UInt32($0 + 1), at: try Fixture.place(15 + Double($0), 52), source: 0)
            }
            let object = try Fixture.service(reports, catalogue).object("/layers/clusters.geojson?zoom=12")
            #expect(object["withheld"] as? Int == 0)
            let features = try features(object)
            // Fewer than three are left out, and how many there are is not said.
            #expect(try features.reduce(0) { try $0 + self.count($1) } == (count < 3 ? 0 : count))
            #expect(features.count == (count < 3 ? 0 : 1))
        }
    }

    @Test func `leaves are reports of the store, for the public those that are not protected`() throws {
        let stored = try StoredReports(seed: 3, 120)
        let dataset = try stored.rebuilt()
        for audience in [Audience.operators, .public] {
            var settings = TileService.Settings(publicURL: "https://map.example.org", audience: audience)
            settings.store = try StoreAccess(path: stored.path)
            let service = TileService(dataset, styles: try Fixture.styles(), settings: settings)
            let cluster = try #require(
                try features(service.object("/layers/clusters.geojson?zoom=0")).first?["id"] as? String)
            let whole = try service.object("/layers/clusters/\(cluster)/leaves?limit=1000")
            let all = try features(whole)
            let matched = try #require(whole["numberMatched"] as? Int)
            let withheld = try #require(whole["withheld"] as? Int)
            #expect(all.count == matched && whole["truncated"] as? Bool == false)
            // In threes, since exact it could tell of one.
            let rest = 120 - matched
            #expect(withheld == rest - rest % 3)
            #expect(audience == .operators ? withheld == 0 : withheld > 0)
            for leaf in all {
                let properties = try #require(leaf["properties"] as? [String: Any])
                #expect(Set(properties.keys) == ["id", "category", "status", "source", "occurred", "confirmations"])
                #expect(audience == .operators || properties["source"] as? String == "public")
            }
            var paged: [String] = []
            for offset in stride(from: 0, to: matched, by: 7) {
                let page = try service.object("/layers/clusters/\(cluster)/leaves?limit=7&offset=\(offset)")
                paged += try features(page).compactMap { $0["id"] as? String }
                #expect(page["truncated"] as? Bool == (offset + 7 < matched))
            }
            #expect(paged == all.compactMap { $0["id"] as? String })
        }
    }

    @Test func `ids and bytes are the same again, whatever order the reports came in`() throws {
        let catalogue = try Fixture.kmzb()
        let reports = try Fixture.scattered(300, seed: 6, catalogue)
        let one = try Fixture.service(reports, catalogue)
        let other = try Fixture.service(reports.reversed(), catalogue)
        for zoom in 0...22 {
            let target = "/layers/clusters.geojson?zoom=\(zoom)"
            #expect(one.get(target) == other.get(target))
        }
    }

    @Test(arguments: [
        ("/layers/clusters/0/0/0.geojson?bbox=1,2,3,4", 400, "bbox"), ("/layers/clusters.geojson?zoom=23", 400, "zoom"),
        ("/layers/clusters/x/0/0.mvt", 400, "z"), ("/layers/clusters/2/4/0.mvt", 404, "x"),
        ("/layers/clusters/000/leaves?limit=0", 400, "limit"), ("/layers/clusters/000/leaves?limit=-1", 400, "limit"),
        ("/layers/clusters/000/leaves?limit=10001", 400, "limit"),
        ("/layers/clusters/000/leaves?offset=99999999999999999999", 400, "offset"),
        ("/layers/clusters/000/children?limit=1", 400, "limit"), ("/layers/clusters/4/children", 404, "id"),
        ("/layers/clusters//children", 404, "id"), ("/layers/clusters/333/children", 404, "id"),
        ("/layers/clusters/00000000000000000000000000000000000/leaves", 404, "id"),
        ("/layers/clusters/ą👩‍🚒/children", 404, "id"), ("/layers/heat/0/0/0.mvt", 404, "layer"),
        ("/layers/heat.json", 404, "layer"), ("/layers/cells.json?zoom=3", 400, "zoom"),
    ])
    func `what is wrong is named`(target: String, status: Int, parameter: String) throws {
        let catalogue = try Fixture.kmzb()
        // At the world's north-west corner, so that the cluster of the cell 000 is there.
        let report = Fixture.report(1, at: WorldCoordinate(x: 1, y: 1))
        let response = try Fixture.service([report], catalogue).get(target)
        #expect(response.status == status, "\(String(decoding: response.body, as: UTF8.self))")
        #expect(try response.problem().parameter == parameter)
    }
}
