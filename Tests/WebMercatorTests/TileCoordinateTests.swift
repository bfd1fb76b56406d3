import TestSupport
import Testing
import WebMercator

@Suite("Tile addresses")
struct TileCoordinateTests {
    @Test(
        "known places lie in known tiles",
        arguments: [
            // The slippy map convention's own example, and three places of the demo.
            (139.7006793, 35.6590699, 18, 232798, 103246), (15.2288, 52.7368, 12, 2221, 1339),
            (21.0118, 52.2298, 10, 571, 337), (-180.0, 85.06, 22, 0, 0),
        ])
    func known(longitude: Double, latitude: Double, zoom: Int, x: Int, y: Int) throws {
        let place = try #require(GeographicCoordinate(longitude: longitude, latitude: latitude))
        let tile = TileCoordinate(containing: WorldCoordinate(place), zoom: try #require(Zoom(zoom)))
        #expect(tile == TileCoordinate(zoom: zoom, x: x, y: y))
    }

    @Test("the four corners of every zoom exist, and one step beyond does not", arguments: Zoom.all)
    func corners(zoom: Zoom) {
        let last = Int(zoom.tilesPerSide) - 1
        for (x, y) in [(0, 0), (last, 0), (0, last), (last, last)] {
            #expect(TileCoordinate(zoom: zoom.number, x: x, y: y) != nil)
        }
        for (x, y) in [(-1, 0), (0, -1), (last + 1, 0), (0, last + 1), (Int.max, 0), (0, Int.min)] {
            #expect(TileCoordinate(zoom: zoom.number, x: x, y: y) == nil)
        }
    }

    @Test("a tile's middle lies in it, and its bounds cover that tile alone")
    func middles() throws {
        for zoom in Zoom.all.prefix(5) {
            for tile in TileRange(covering: .world, zoom: zoom) {
                #expect(TileCoordinate(containing: WorldCoordinate(tile.bounds.middle), zoom: zoom) == tile)
                #expect(Array(TileRange(covering: tile.bounds, zoom: zoom)) == [tile])
            }
        }
    }

    @Test("addresses are read from text and written back", arguments: ["0/0/0", "6/35/21", "22/4194303/4194303"])
    func text(address: String) throws {
        #expect(try #require(TileCoordinate(address)).description == address)
    }

    @Test(
        "other texts are no address",
        arguments: [
            "", "1/1", "1/1/1/1", "1/2/0", "23/0/0", "-1/0/0", "+1/0/0", "1/ 1/1", "a/b/c", "1//1",
            "99999999999999999999/0/0", "1/0/٣",
        ])
    func badText(address: String) {
        #expect(TileCoordinate(address) == nil)
    }
}

@Suite("Tiles covering a box")
struct TileRangeTests {
    @Test("the whole world is every tile", arguments: Zoom.all.prefix(6))
    func world(zoom: Zoom) {
        let tiles = Set(TileRange(covering: .world, zoom: zoom))
        #expect(tiles.count == Int(zoom.tilesPerSide) * Int(zoom.tilesPerSide))
    }

    @Test("a box across the antimeridian is covered on both sides and nowhere else")
    func antimeridian() throws {
        let fiji = try #require(BoundingBox(west: 177, south: -20, east: -178, north: -12))
        let tiles = Array(TileRange(covering: fiji, zoom: try #require(Zoom(5))))
        #expect(Set(tiles.map(\.x)) == [31, 0])
        #expect(fiji.contains(try #require(GeographicCoordinate(longitude: 179.9, latitude: -15))))
        #expect(fiji.contains(try #require(GeographicCoordinate(longitude: -179.9, latitude: -15))))
        #expect(!fiji.contains(.origin))
        #expect(abs(fiji.middle.longitude - 179.5) < 1e-9)
        #expect(fiji.parts.count == 2)
    }

    @Test("random boxes are covered: every place in the box lies in one of its tiles")
    func random() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let latitudes = [Double.random(in: -89...89, using: &random), .random(in: -89...89, using: &random)]
                .sorted()
            let west = Double.random(in: -180...180, using: &random)
            let east = Double.random(in: -180...180, using: &random)
            let box = try #require(BoundingBox(west: west, south: latitudes[0], east: east, north: latitudes[1]))
            let zoom = Zoom(clamping: .random(in: 0...6, using: &random))
            let tiles = Set(TileRange(covering: box, zoom: zoom))
            #expect(tiles.count == TileRange(covering: box, zoom: zoom).count)
            for _ in 0..<20 {
                let place = try #require(
                    GeographicCoordinate(
                        longitude: .random(in: -180...180, using: &random),
                        latitude: .random(in: latitudes[0]...latitudes[1], using: &random)))
                guard box.contains(place) else { continue }
                #expect(tiles.contains(TileCoordinate(containing: WorldCoordinate(place), zoom: zoom)))
            }
        }
    }

    @Test("a box of one point has one tile, and bad boxes cannot be built")
    func degenerate() throws {
        let point = try #require(BoundingBox(west: 15.23, south: 52.73, east: 15.23, north: 52.73))
        #expect(TileRange(covering: point, zoom: try #require(Zoom(12))).count == 1)
        #expect(BoundingBox(west: 0, south: 1, east: 0, north: 0) == nil)
        #expect(BoundingBox(west: .nan, south: 0, east: 0, north: 0) == nil)
        #expect(BoundingBox(west: -181, south: 0, east: 0, north: 0) == nil)
    }
}

@Suite("Ground resolution")
struct GroundResolutionTests {
    @Test(
        "metres per pixel are those of the published tables",
        arguments: [
            (0.0, 0, 156_543.033_928), (0.0, 18, 0.597_164), (52.0, 12, 23.529_66), (60.0, 0, 78_271.516_96),
            (-60.0, 0, 78_271.516_96),
        ])
    func table(latitude: Double, zoom: Int, metres: Double) throws {
        let resolution = WebMercator.groundResolution(latitude: latitude, zoom: try #require(Zoom(zoom)))
        #expect(abs(resolution / metres - 1) < 1e-6)
    }

    @Test("the projection and its inverse agree")
    func inverse() {
        for latitude in stride(from: -85.0, through: 85, by: 0.5) {
            let there = WebMercator.fractionSouth(latitude: latitude)
            #expect(abs(WebMercator.latitude(fractionSouth: there) - latitude) < 1e-11)
        }
    }
}
