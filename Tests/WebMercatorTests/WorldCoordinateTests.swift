import TestSupport
import Testing
import WebMercator

@Suite("World coordinates")
struct WorldCoordinateTests {
    @Test(
        "known places have known units",
        arguments: [
            (0.0, 0.0, UInt32(0x8000_0000), UInt32(0x8000_0000)),
            (-180.0, 85.2, 0, 0),
            (-180.0, -85.2, 0, .max),
            (180.0, 90.0, 0, 0),
            (-90.0, 66.51326044311186, 0x4000_0000, 0x4000_0000),
            (90.0, -66.51326044311186, 0xC000_0000, 0xC000_0000),
        ])
    func knownPlaces(longitude: Double, latitude: Double, x: UInt32, y: UInt32) throws {
        let place = try #require(GeographicCoordinate(longitude: longitude, latitude: latitude))
        let world = WorldCoordinate(place)
        #expect(world.x == x)
        #expect(abs(Int64(world.y) - Int64(y)) <= 1)
    }

    @Test(
        "what is not a place cannot be built",
        arguments: [
            (Double.nan, 0.0), (0, .nan), (.infinity, 0), (0, -.infinity), (180.000001, 0), (0, 90.000001), (0, -91),
        ])
    func refused(longitude: Double, latitude: Double) {
        #expect(GeographicCoordinate(longitude: longitude, latitude: latitude) == nil)
    }

    @Test("degrees come back within half a unit, and the same unit from them")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            let place = try #require(
                GeographicCoordinate(
                    longitude: .random(in: -180..<180, using: &random), latitude: .random(in: -85...85, using: &random))
            )
            let world = WorldCoordinate(place)
            #expect(abs(world.geographic.longitude - place.longitude) < 5e-8)
            #expect(abs(world.geographic.latitude - place.latitude) < 5e-8)
            #expect(WorldCoordinate(world.geographic) == world)
        }
    }

    @Test("latitudes beyond the square are clamped to its edges")
    func clamped() throws {
        for latitude in [85.0512, 86, 90.0] {
            let north = try #require(GeographicCoordinate(longitude: 12, latitude: latitude))
            let south = try #require(GeographicCoordinate(longitude: 12, latitude: -latitude))
            #expect(WorldCoordinate(north).y == 0)
            #expect(WorldCoordinate(south).y == .max)
        }
    }

    @Test("units run from 0 to their last without a trap at the square's four corners")
    func corners() {
        for (x, y) in [(UInt32(0), UInt32(0)), (.max, 0), (0, .max), (.max, .max)] {
            let world = WorldCoordinate(x: x, y: y)
            #expect(WorldCoordinate(world.geographic) == world)
        }
    }
}
