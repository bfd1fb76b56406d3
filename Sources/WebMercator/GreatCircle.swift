import Foundation

extension GeographicCoordinate {
    /// The Earth's mean radius in metres (IUGG, R1).
    private static let earthRadius = 6_371_008.8

    /// The distance to another place over the ground, in metres, on a sphere (haversine; R. W. Sinnott, Sky & Telescope 68,
    /// 1984): within 0.6 % of the ellipsoid's.
    public func distance(to other: GeographicCoordinate) -> Double {
        let (first, second) = (latitude * .pi / 180, other.latitude * .pi / 180)
        let north = sin((second - first) / 2)
        let east = sin((other.longitude - longitude) * .pi / 360)
        let haversine = north * north + cos(first) * cos(second) * east * east
        return 2 * Self.earthRadius * asin(min(1, haversine.squareRoot()))
    }

    /// The box around this place that holds all places within so many metres; at the poles it is as wide as the world.
    public func surroundings(metres: Double) -> BoundingBox {
        let high = metres / Self.earthRadius * 180 / .pi
        let (south, north) = (max(-90, latitude - high), min(90, latitude + high))
        let narrowest = cos(max(abs(south), abs(north)) * .pi / 180)
        let wide = narrowest > 1e-9 ? high / narrowest : 360
        guard wide < 180,
            let box = BoundingBox(
                west: Self.wrapped(longitude - wide), south: south, east: Self.wrapped(longitude + wide), north: north)
        else { return BoundingBox(west: -180, south: south, east: 180, north: north) ?? .world }
        return box
    }

    private static func wrapped(_ longitude: Double) -> Double {
        longitude < -180 ? longitude + 360 : longitude > 180 ? longitude - 360 : longitude
    }
}
