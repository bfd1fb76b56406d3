import CellIndex
import Density
import Foundation
import HTTPMessage
import Rendering
import Reports
import Testing
import TileService
import WebMercator

/// What a change of the data changes, and what it leaves alone.
struct UpdateTests {
    private let catalogue: Catalogue
    private let reports: [IndexedReport]
    private let place: WorldCoordinate

    init() throws {
        catalogue = try Fixture.unprotected()
        reports = try Fixture.scattered(2000, seed: 61, catalogue)
        place = try Fixture.place(15.9, 53.1)
    }

    /// A zoom's tiles around the new report's, two on each side.
    private func neighbours(_ zoom: Zoom) -> [TileCoordinate] {
        let tile = TileCoordinate(containing: place, zoom: zoom)
        return (-2...2).flatMap { dy in
            (-2...2).compactMap { dx in TileCoordinate(zoom: zoom.number, x: Int(tile.x) + dx, y: Int(tile.y) + dy) }
        }
    }

    /// Whether the kernel of a report reaches into a tile.
    private func reaches(_ tile: TileCoordinate, _ metres: Double) -> Bool {
        let pixels = metres / WebMercator.groundResolution(latitude: 53.1, zoom: tile.zoom) + 4
        let side = Double(sign: .plus, exponent: 24 - tile.zoom.number, significand: 1)
        let (x, y) = (Double(place.x) / side - Double(tile.x) * 256, Double(place.y) / side - Double(tile.y) * 256)
        return x > -pixels && x < 256 + pixels && y > -pixels && y < 256 + pixels
    }

    @Test(arguments: [6, 9, 12, 15])
    func `an update changes the validators of the tiles that it touches and of no others`(zoom: Int) throws {
        let service = try Fixture.service(reports, catalogue)
        let zoom = try #require(Zoom(zoom))
        let tiles = neighbours(zoom)
        let metres = try Fixture.style("heat").bandwidth.metres(latitude: 53.1, zoom: zoom)
        func tags(_ target: (TileCoordinate) -> String) -> [String?] {
            tiles.map { service.get(target($0)).header("ETag") }
        }
        let pictures = tags { "/tiles/heat/\($0).png" }
        let cells = tags { "/layers/cells/\($0).geojson" }
        let version = try service.object("/legend/heat.json?zoom=\(zoom.number)")["version"] as? String
        let added = try Fixture.dataset(
            reports + [Fixture.report(5000, at: place)], catalogue, sequence: 8, updated: Fixture.noon + 60)
        service.update(added)
        try #require(try service.object("/legend/heat.json?zoom=\(zoom.number)")["version"] as? String == version)
        let own = TileCoordinate(containing: place, zoom: zoom)
        for (tile, (before, after)) in zip(tiles, zip(pictures, tags { "/tiles/heat/\($0).png" })) {
            if tile == own { #expect(before != after, "\(tile)") }
            if !reaches(tile, metres) { #expect(before == after, "\(tile)") }
        }
        for (tile, (before, after)) in zip(tiles, zip(cells, tags { "/layers/cells/\($0).geojson" })) {
            #expect((before != after) == (tile == own), "\(tile)")
        }
    }

    @Test func `an update shows at once, in counts, pictures and times`() throws {
        let service = try Fixture.service([], catalogue)
        let tile = TileCoordinate(containing: place, zoom: try #require(Zoom(12)))
        let empty = service.get("/tiles/heat/\(tile).png").body
        #expect(try service.object("/layers/cells.geojson")["numberMatched"] as? Int == 0)
        service.update(
            try Fixture.dataset([Fixture.report(1, at: place)], catalogue, sequence: 9, updated: Fixture.noon + 60))
        #expect(service.get("/tiles/heat/\(tile).png").body != empty)
        let layer = try service.object("/layers/cells.geojson")
        #expect(layer["numberMatched"] as? Int == 1 && layer["timeStamp"] as? String == "2025-06-01T10:01:00Z")
        #expect(try service.object("/legend/heat.json")["reports"] as? Int == 1)
        #expect(try service.object("/legend/heat.json")["sequence"] as? Int == 9)
        #expect(try service.object("/tiles/heat.json")["version"] as? String == "1.0.9")
    }

    @Test func `readers and an updater at once see whole states only`() async throws {
        let first = try Fixture.dataset(Array(reports.prefix(50)), catalogue, sequence: 50)
        let second = try Fixture.dataset(Array(reports.prefix(90)), catalogue, sequence: 90)
        let service = TileService(
            first, styles: try Fixture.styles(), settings: TileService.Settings(publicURL: "http://x"))
        let styleFactor = try service.object("/legend/heat.json")["reports"] as? Int
        service.update(second)
        let other = try service.object("/legend/heat.json")["reports"] as? Int
        await withTaskGroup(of: Bool.self) { group in
            for task in 0..<4 {
                group.addTask {
                    (0..<50).allSatisfy { round in
                        if task == 0 { service.update(round % 2 == 0 ? first : second) }
                        guard let legend = try? service.object("/legend/heat.json?zoom=9") else { return false }
                        let expected = legend["sequence"] as? Int == 50 ? styleFactor : other
                        return legend["reports"] as? Int == expected
                    }
                }
            }
            for await isWhole in group { #expect(isWhole) }
        }
    }

    @Test func `new styles take the place of the old, also in tiles that were kept, and the data stays`() throws {
        let catalogue = try Fixture.kmzb()
        let service = try Fixture.service(Fixture.scattered(300, seed: 9, catalogue), catalogue)
        let target = "/tiles/heat/6/34/20.png"
        let before = service.get(target).body
        let count = try service.object("/legend/heat.json")["reports"] as? Int
        var styles = try Fixture.styles()
        styles[0].opacity = 0.3
        styles[0].statusWeights = [:]
        styles[1].name = "renamed"
        service.update(styles: styles)
        #expect(service.get(target).body != before)
        #expect(service.get("/tiles/density/6/34/20.png").status == 404)
        #expect(service.get("/tiles/renamed/6/34/20.png").status == 200)
        let weighed = try #require(try service.object("/legend/heat.json")["reports"] as? Int)
        #expect(try weighed > #require(count))
        service.update(styles: try Fixture.styles())
        #expect(service.get(target).body == before)
    }
}
