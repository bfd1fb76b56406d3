import Foundation
import TestSupport
import Testing
import WebMercator

@testable import Boundaries

/// Which places lie in an area, against a slow version, on vertices and sides too.
struct AreaCoverTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `cells and sides tell the same as a ray against every side`(seed: UInt64) {
        var random = RandomAreas(seed: seed)
        let area = random.star()
        for deepest in [20, 17, 13, 8] {
            let cover = AreaCover(area, deepest: Level(clamping: deepest))
            for place in random.places(500, [area]) {
                #expect(
                    cover.contains(code(place)) == area.slowlyContains(place.x, place.y), "\(place) level \(deepest)")
            }
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `a place on a border that areas share is in exactly one of them`(seed: UInt64) throws {
        var random = RandomAreas(seed: seed)
        let areas = try random.partition(5)
        let covers = areas.map { AreaCover($0) }
        let whole = try #require(BoundingBox(west: 15, south: 51.95, east: 15.05, north: 52))
        for place in random.places(3000, areas) {
            let place = (x: place.x, y: place.y)
            let count = covers.count { $0.contains(code(place)) }
            #expect(count <= 1, "\(place)")
            let degrees = code(place).place.geographic
            // A few centimetres within the outer border there are no gaps either.
            let isWithin =
                degrees.longitude > whole.west + 1e-6 && degrees.longitude < whole.east - 1e-6
                && degrees.latitude > whole.south + 1e-6 && degrees.latitude < whole.north - 1e-6
            if isWithin { #expect(count == 1, "\(place)") }
        }
    }

    @Test func `what is inside is inside wholly, and no cell comes twice`() {
        var random = RandomAreas(seed: 5)
        let area = random.star()
        let cover = AreaCover(area)
        let ranges = cover.inside + (0..<cover.borderCount).map(cover.borderCell)
        let sorted = ranges.sorted { $0.first < $1.first }
        #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.last < $1.first })
        for range in cover.inside {
            for code in [range.first, range.last, range.first + (range.last - range.first) / 3] {
                let place = MortonCode(bits: code).place
                #expect(area.slowlyContains(Int64(place.x), Int64(place.y)))
            }
        }
    }

    @Test func `an area that was cut at the antimeridian holds both sides of it, and the world all`() throws {
        func box(_ west: Double, _ south: Double, _ east: Double, _ north: Double) throws -> [GeographicCoordinate] {
            try [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
                try #require(GeographicCoordinate(longitude: $0.0, latitude: $0.1))
            }
        }
        let fiji = AreaCover(AreaGeometry(polygons: [[try box(177, -20, 180, -15)], [try box(-180, -20, -178, -15)]]))
        let world = AreaCover(AreaGeometry(polygons: [[try box(-180, -90, 180, 90)]]))
        for longitude in [-180, -179.999, -178.5, 177.5, 179.999_999_99, 180] {
            let place = try #require(GeographicCoordinate(longitude: longitude, latitude: -17))
            #expect(fiji.contains(MortonCode(WorldCoordinate(place))), "\(longitude)")
        }
        for (longitude, latitude) in [(-177.9, -17.0), (176.9, -17), (0, -17), (179, -14.9), (179, -20.1)] {
            let place = try #require(GeographicCoordinate(longitude: longitude, latitude: latitude))
            #expect(!fiji.contains(MortonCode(WorldCoordinate(place))), "\(longitude)")
        }
        for bits in [0, 1, .max, .max - 1, 0x5555_5555_5555_5555, 0xAAAA_AAAA_AAAA_AAAA] as [UInt64] {
            #expect(world.contains(MortonCode(bits: bits)))
        }
        #expect(world.inside == [AreaCover.CodeRange(first: 0, last: .max)] || world.borderCount > 0)
    }

    @Test func `the ground of a cell as a polygon is the cell's`() throws {
        for (level, address) in [(3, 20), (8, 30_000), (14, 100_000_000)] as [(Int, UInt64)] {
            let cell = try #require(Cell(level: Level(clamping: level), address: address))
            let box = cell.bounds
            let ring = try [
                (box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north),
                (box.west, box.south),
            ].map { try #require(GeographicCoordinate(longitude: $0.0, latitude: $0.1)) }
            let area = AreaGeometry(polygons: [[ring]]).groundArea
            #expect(abs(area / cell.groundArea - 1) < 1e-9)
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `bytes read back are the same area, and anything else is none`(seed: UInt64) {
        var random = RandomAreas(seed: seed)
        let area = random.star()
        let bytes = area.bytes
        #expect(AreaGeometry(bytes: bytes) == area)
        #expect(AreaGeometry(bytes: []) == nil && AreaGeometry(bytes: bytes + [0]) == nil)
        for length in 0..<min(bytes.count, 300) { #expect(AreaGeometry(bytes: Array(bytes.prefix(length))) == nil) }
        for _ in 0..<500 {
            var broken = bytes
            broken[Int.random(in: 0..<broken.count, using: &random.random)] ^= UInt8.random(
                in: 1...255, using: &random.random)
            // What is none is refused; what is one is built without a trap.
            if let other = AreaGeometry(bytes: broken) { _ = other.groundArea }
        }
    }
}
