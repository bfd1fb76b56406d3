import PrintSheet
import Testing
import WebMercator

/// Which part of the world a map shows.
struct MapExtentTests {
    private let frame = PaperRectangle(x: 10, y: 20, width: 200, height: 100)

    private func place(_ longitude: Double, _ latitude: Double) throws -> GeographicCoordinate {
        try #require(GeographicCoordinate(longitude: longitude, latitude: latitude))
    }

    @Test(arguments: ["14.1,49.0,24.2,54.9", "14,52,15,52.1", "-1,-30,1,30", "20,50,20,51", "170,-20,-170,-10"])
    func `the smallest extent with the box inside has the frame's shape`(text: String) throws {
        let box = try #require(BoundingBox(text))
        let extent = try #require(MapExtent(fitting: box, in: frame))
        #expect(abs(extent.width / extent.height - 2) < 1e-9)
        let west = try extent.position(place(box.west, box.north), in: frame)
        let east = try extent.position(place(box.east, box.south), in: frame)
        #expect(west.x > frame.x - 1e-6 && east.x < frame.x + frame.width + 1e-6)
        #expect(west.y > frame.y - 1e-6 && east.y < frame.y + frame.height + 1e-6)
        #expect(abs(east.x - west.x - frame.width) < 1e-6 || abs(east.y - west.y - frame.height) < 1e-6)
    }

    @Test func `a true scale is true at the map's middle`() throws {
        let extent = try #require(MapExtent(around: place(15.23, 52.735), scale: 25_000, in: frame))
        #expect(abs(extent.scaleDenominator(in: frame) - 25_000) < 1e-3)
        #expect(abs(extent.middleLatitude - 52.735) < 1e-9)
        // 100 mm at 1 : 25,000 are 2.5 km on the ground, by the sphere of Web Mercator.
        let middle = try place(15.23, 52.735)
        let west = try #require(extent.box).west
        let metres = (15.23 - west) / 360 * WebMercator.worldSide * 0.605_5
        #expect(abs(metres - 2500) < 5)
        let position = extent.position(middle, in: frame)
        #expect(abs(position.x - 110) < 1e-6 && abs(position.y - 70) < 1e-6)
    }

    @Test func `a map across the antimeridian goes on`() throws {
        let box = try #require(BoundingBox(west: 170, south: -20, east: -170, north: -10))
        let extent = try #require(MapExtent(fitting: box, in: frame))
        let positions = try [170, 175, 180, -180, -175, -170].map { try extent.position(place($0, -15), in: frame).x }
        #expect(positions == positions.sorted())
        #expect(abs(positions[2] - positions[3]) < 1e-9 && abs(positions[2] - 110) < 1e-6)
        #expect(try #require(extent.box).crossesAntimeridian)
    }

    @Test func `near a pole the map is moved, not cut`() throws {
        let extent = try #require(MapExtent(around: place(0, 84.9), scale: 5_000_000, in: frame))
        #expect(extent.north == 0 && extent.height > 0)
        #expect(try MapExtent(around: place(0, 90), scale: 100_000, in: frame)?.north == 0)
    }

    @Test func `a box of no size and a map larger than the world are none`() throws {
        let point = try #require(BoundingBox(west: 20, south: 50, east: 20, north: 50))
        #expect(MapExtent(fitting: point, in: frame) == nil)
        #expect(MapExtent(fitting: .world, in: PaperRectangle(x: 0, y: 0, width: 200, height: 100)) == nil)
        #expect(MapExtent(fitting: .world, in: PaperRectangle(x: 0, y: 0, width: 100, height: 100)) != nil)
        for scale in [0, -1, .nan, .infinity, 1e12] {
            #expect(try MapExtent(around: place(20, 50), scale: scale, in: frame) == nil)
        }
    }
}
