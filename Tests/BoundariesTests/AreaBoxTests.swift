import TestSupport
import Testing
import WebMercator

@testable import Boundaries

/// Which areas share ground with a box, against every pair of sides.
@Suite struct AreaBoxTests {
    private typealias Point = (x: Double, y: Double)

    private static func crosses(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        func turn(_ p: Point, _ q: Point, _ r: Point) -> Double {
            (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
        }
        return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
    }

    private static func contains(_ ring: [Point], _ point: Point) -> Bool {
        zip(ring, ring.dropFirst()).reduce(false) { isInside, side in
            let (a, b) = side
            guard (a.y > point.y) != (b.y > point.y) else { return isInside }
            return (point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x) != isInside
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `areas touch the boxes with which they share ground`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        func place() throws -> GeographicCoordinate {
            try #require(
                GeographicCoordinate(
                    longitude: .random(in: 14...16, using: &random), latitude: .random(in: 51...53, using: &random)))
        }
        func point(_ place: GeographicCoordinate) -> Point {
            (place.longitude, -WebMercator.fractionSouth(latitude: place.latitude) * 360)
        }
        var counts = [false: 0, true: 0]
        for _ in 0..<300 {
            let corners = try [place(), place(), place()]
            let cover = AreaCover(AreaGeometry(polygons: [[corners + [corners[0]]]]))
            let (one, size) = (try place(), Double.random(in: 0.01...0.6, using: &random))
            let box = try #require(
                BoundingBox(
                    west: one.longitude, south: one.latitude, east: one.longitude + size, north: one.latitude + size))
            let ring = (corners + [corners[0]]).map(point)
            let edges = try [
                (box.west, box.south), (box.east, box.south), (box.east, box.north), (box.west, box.north),
            ]
            .map { point(try #require(GeographicCoordinate(longitude: $0.0, latitude: $0.1))) }
            let square = edges + [edges[0]]
            let expected =
                edges.contains { Self.contains(ring, $0) } || ring.contains { Self.contains(square, $0) }
                || zip(ring, ring.dropFirst()).contains { side in
                    zip(square, square.dropFirst()).contains { Self.crosses(side.0, side.1, $0, $1) }
                }
            counts[expected, default: 0] += 1
            #expect(cover.touches(box) == expected, "\(corners) \(box)")
        }
        #expect(counts.values.allSatisfy { $0 > 20 }, "\(counts)")
    }

    @Test func `a box inside a hole, and one across the antimeridian`() throws {
        func ring(_ west: Double, _ south: Double, _ east: Double, _ north: Double) throws -> AreaGeometry.Ring {
            try [(west, south), (east, south), (east, north), (west, north), (west, south)].map {
                try #require(GeographicCoordinate(longitude: $0.0, latitude: $0.1))
            }
        }
        let cover = AreaCover(AreaGeometry(polygons: [try [ring(170, 0, 180, 10), ring(172, 2, 178, 8)]]))
        for (box, isTouched) in [
            ("173,3,174,4", false), ("171,3,173,4", true), ("172,3,174,4", true), ("179,1,-170,2", true),
            ("-180,1,-170,2", false),
            ("175,20,-175,30", false), ("160,-10,-160,20", true), ("180,5,180,5", true),
        ] {
            #expect(try cover.touches(#require(BoundingBox(box))) == isTouched, "\(box)")
        }
    }
}
