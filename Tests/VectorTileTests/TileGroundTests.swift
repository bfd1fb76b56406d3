import Foundation
import TestSupport
import Testing
import VectorTile
import WebMercator

/// Ground in vector tiles, against whether places lie in the polygons themselves.
struct TileGroundTests {
    private typealias Place = SIMD2<Double>

    private static let extent = Double(VectorTileWriter.extent)
    private static let margin = Double(VectorTileWriter.margin)

    private struct Scene {
        let tile: TileCoordinate
        var random: SeededGenerator

        init(seed: UInt64) throws {
            random = SeededGenerator(seed: seed)
            // Far enough from the world's edges that all of the ground is in it.
            let side = { (random: inout SeededGenerator) in UInt32.random(in: 1 << 30...3 << 30, using: &random) }
            let place = WorldCoordinate(x: side(&random), y: side(&random))
            tile = TileCoordinate(
                containing: place, zoom: try #require(Zoom(Int.random(in: 6...16, using: &random))))
        }

        /// A place in the tile's units as a place on the globe.
        func geographic(_ place: Place) -> GeographicCoordinate {
            let side = tile.zoom.tilesPerSideAsDouble
            let x = (Double(tile.x) + place.x / extent) / side
            let y = (Double(tile.y) + place.y / extent) / side
            return GeographicCoordinate(longitude: x * 360 - 180, latitude: WebMercator.latitude(fractionSouth: y))
                ?? .origin
        }

        func closed(_ ring: [Place]) -> [GeographicCoordinate] { (ring + ring.prefix(1)).map(geographic) }

        /// A star with a hole and an island in it, or a comb, which crosses a tile's edge many times.
        mutating func polygons() -> [[[Place]]] {
            let middle = Place(.random(in: -2000...6000, using: &random), .random(in: -2000...6000, using: &random))
            let corners = Int.random(in: 5...40, using: &random)
            if Int.random(in: 0..<3, using: &random) == 0 {
                let (width, height) = (
                    Double.random(in: 20...300, using: &random), Double.random(in: 1000...9000, using: &random)
                )
                var comb = [middle + Place(0, -500)]
                for tooth in 0..<corners {
                    let x = Double(tooth) * 2 * width
                    comb += [(x, 0), (x + width / 2, height), (x + width, 0)].map { middle + Place($0.0, $0.1) }
                }
                comb.append(middle + Place(Double(corners) * 2 * width, -500))
                return [[Bool.random(using: &random) ? comb : comb.map { Place($0.y, $0.x) }]]
            }
            let reach = Double.random(in: 200...6000, using: &random)
            let radii = (0..<corners).map { _ in Double.random(in: 0.4...1, using: &random) * reach }
            func ring(_ scale: Double) -> [Place] {
                radii.indices.map { corner in
                    let angle = Double(corner) / Double(corners) * 2 * .pi
                    return middle + Place(cos(angle), sin(angle)) * (scale * radii[corner])
                }
            }
            return [[ring(1), ring(0.6)], [ring(0.3)]]
        }
    }

    /// Whether a place lies inside an odd number of rings.
    private static func isInside(_ place: Place, _ rings: [[Place]]) -> Bool {
        var isInside = false
        for ring in rings {
            for (one, other) in zip(ring, ring.dropFirst() + ring.prefix(1))
            where (one.y > place.y) != (other.y > place.y) {
                if place.x < one.x + (place.y - one.y) / (other.y - one.y) * (other.x - one.x) { isInside.toggle() }
            }
        }
        return isInside
    }

    /// How far a place lies from the nearest side.
    private static func distance(_ place: Place, _ rings: [[Place]]) -> Double {
        var least = Double.infinity
        for ring in rings {
            for (one, other) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
                let side = other - one
                let length = max((side * side).sum(), 1e-12)
                let share = min(max(((place - one) * side).sum() / length, 0), 1)
                let away = place - one - side * share
                least = min(least, (away * away).sum().squareRoot())
            }
        }
        return least
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `places lie in the ground of a tile as they lie in the polygons`(seed: UInt64) throws {
        var scene = try Scene(seed: seed)
        let polygons = scene.polygons()
        var writer = VectorTileWriter(scene.tile, layer: "areas")
        writer.ground(polygons.map { $0.map(scene.closed) }, id: 7) { $0.set("name", "Łąki") }
        let feature = try VectorTileDecoder.layers(writer.finish()).first?.features.first
        let parts = (feature?.parts ?? []).map { $0.map { Place(Double($0.x), Double($0.y)) } }
        let range = -Self.margin...Self.extent + Self.margin
        #expect(parts.joined().allSatisfy { range.contains($0.x) && range.contains($0.y) })
        let rings = Array(polygons.joined())
        for _ in 0..<100 {
            let place = Place(.random(in: range, using: &scene.random), .random(in: range, using: &scene.random))
            guard Self.distance(place, rings) > 1.5, (place - range.lowerBound).min() > 1.5,
                (range.upperBound - place).min() > 1.5
            else { continue }
            #expect(Self.isInside(place, parts) == Self.isInside(place, rings), "\(place)")
            // Each place lies in one polygon at most, and not in its holes.
            let depth = parts.reduce(0) { sum, ring in
                guard Self.isInside(place, [ring]) else { return sum }
                return sum + (Self.doubledArea(ring) > 0 ? 1 : -1)
            }
            #expect(depth == (Self.isInside(place, rings) ? 1 : 0), "\(place)")
        }
    }

    private static func doubledArea(_ ring: [Place]) -> Double {
        zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
    }

    @Test func `ground all around a tile is one square, and ground smaller than a unit is none`() throws {
        let scene = try Scene(seed: 5)
        let square = { (size: Double) in
            [Place(-size, -size), Place(size, -size), Place(size, size), Place(-size, size)].map { $0 + 2048 }
        }
        var writer = VectorTileWriter(scene.tile, layer: "areas")
        writer.ground([[scene.closed(square(9000))]], id: 1) { _ in }
        writer.ground([[scene.closed(square(0.2))]], id: 2) { _ in }
        writer.ground([[scene.closed(square(9000)), scene.closed(square(8000))]], id: 3) { _ in }
        let features = try #require(try VectorTileDecoder.layers(writer.finish()).first).features
        let ring = try #require(features.first?.parts.first)
        #expect(features.count == 1 && features.first?.parts.count == 1 && ring.count == 4)
        #expect(Set(ring.map { "\($0.x) \($0.y)" }) == ["-64 -64", "4160 -64", "4160 4160", "-64 4160"])
    }
}
