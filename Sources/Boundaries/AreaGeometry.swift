import Foundation
import WebMercator

/// A polygon or several, with holes (RFC 7946, sections 3.1.6 and 3.1.7): the ground of one area.
///
/// What lies inside an odd number of rings is inside. Sides are straight on the map, that is in Web Mercator.
public struct AreaGeometry: Sendable, Equatable {
    /// The places of a ring, the last the same as the first: at least four.
    public typealias Ring = [GeographicCoordinate]

    /// The polygons; of each, the ring around it and those around its holes.
    public let polygons: [[Ring]]

    /// Creates a geometry of rings that are closed; they are turned as RFC 7946 wants them, counter-clockwise around ground
    /// and clockwise around holes.
    public init(polygons: [[Ring]]) {
        self.polygons = polygons.map { rings in
            rings.enumerated().map { number, ring in
                (Self.signedArea(ring) < 0) == (number == 0) ? Array(ring.reversed()) : ring
            }
        }
    }

    /// The box around it. It does not cross the antimeridian: a polygon that does is cut there (section 3.1.9), and has a
    /// box as wide as the world.
    public var bounds: BoundingBox? {
        let places = polygons.lazy.compactMap(\.first).joined()
        guard let west = places.map(\.longitude).min(), let east = places.map(\.longitude).max(),
            let south = places.map(\.latitude).min(), let north = places.map(\.latitude).max()
        else { return nil }
        return BoundingBox(west: west, south: south, east: east, north: north)
    }

    /// The number of places in all rings.
    public var placeCount: Int { polygons.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } }

    /// The area on the ground in km², on the projection's sphere, as cells' areas are.
    ///
    /// R² ∮ sin φ dλ. Along a side the Mercator ordinate ψ is linear in λ, and sin φ = tanh ψ, whose mean between two
    /// ordinates is the difference of ln cosh ψ over that of ψ.
    public var groundArea: Double {
        let radius = WebMercator.earthRadius / 1000
        let sum = polygons.joined().reduce(0.0) { $0 + Self.sphereArea($1) }
        return abs(sum) * radius * radius
    }

    private static func sphereArea(_ ring: Ring) -> Double {
        zip(ring, ring.dropFirst()).reduce(0.0) { sum, side in
            let (first, second) = (ordinate(side.0), ordinate(side.1))
            return sum - (side.1.longitude - side.0.longitude) * .pi / 180 * meanSine(first, second)
        }
    }

    private static func ordinate(_ place: GeographicCoordinate) -> Double {
        .pi * (1 - 2 * WebMercator.fractionSouth(latitude: place.latitude))
    }

    private static func meanSine(_ first: Double, _ second: Double) -> Double {
        // Close together the quotient would lose its digits; Simpson's rule is exact enough there.
        if abs(second - first) < 0.01 { return (tanh(first) + 4 * tanh((first + second) / 2) + tanh(second)) / 6 }
        return (log(cosh(second)) - log(cosh(first))) / (second - first)
    }

    /// Twice the area in the plane of degrees, positive where the ring runs counter-clockwise.
    private static func signedArea(_ ring: Ring) -> Double {
        guard let origin = ring.first else { return 0 }
        return zip(ring, ring.dropFirst()).reduce(0.0) { sum, side in
            let (x1, y1) = (side.0.longitude - origin.longitude, side.0.latitude - origin.latitude)
            let (x2, y2) = (side.1.longitude - origin.longitude, side.1.latitude - origin.latitude)
            return sum + x1 * y2 - x2 * y1
        }
    }

    /// The vertices of each ring on the map, less those that follow themselves, and how deep in the polygon the ring is: 0
    /// for the ring around it.
    var rings: [AreaRing] {
        polygons.enumerated().flatMap { polygon, rings in
            rings.enumerated().map { number, ring in
                AreaRing(polygon: polygon, number: number, vertices: ring.map(AreaVertex.init))
            }
        }
    }
}

/// A ring on the map.
struct AreaRing: Sendable {
    /// Which polygon it is of.
    let polygon: Int
    /// Which ring of that polygon it is: 0 the one around it.
    let number: Int
    /// The vertices, the last the same as the first.
    let vertices: [AreaVertex]

    /// The sides that have a length.
    var edges: [AreaEdge] { zip(vertices, vertices.dropFirst()).compactMap { AreaEdge($0, $1) } }
}
