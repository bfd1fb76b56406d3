/// A place in the world square in 32-bit fixed point: x grows east from longitude -180°, y grows south from the
/// square's north edge. One unit is 2^-32 of the square's side, 9.3 mm at the equator.
///
/// Integers rather than floats, so that a place belongs to exactly one cell at every level, the same on every machine.
public struct WorldCoordinate: Sendable, Hashable {
    /// Units east of longitude -180°.
    public let x: UInt32

    /// Units south of the north edge.
    public let y: UInt32

    /// Creates a place from its units; every pair is a place.
    public init(x: UInt32, y: UInt32) {
        self.x = x
        self.y = y
    }

    /// The unit in which a place lies.
    ///
    /// The world wraps: longitude 180° is -180°. Latitudes are clamped as ``WebMercator/fractionSouth(latitude:)`` says.
    public init(_ place: GeographicCoordinate) {
        let east = (place.longitude + 180) / 360
        x = place.longitude == 180 ? 0 : Self.units(east)
        y = Self.units(WebMercator.fractionSouth(latitude: place.latitude))
    }

    /// The middle of the unit, in degrees.
    public var geographic: GeographicCoordinate {
        let longitude = (Double(x) + 0.5) * 360 / Self.unitsPerSide - 180
        let latitude = WebMercator.latitude(fractionSouth: (Double(y) + 0.5) / Self.unitsPerSide)
        // A unit's middle is strictly inside the square, so the fallback is never reached.
        return GeographicCoordinate(longitude: longitude, latitude: latitude) ?? .origin
    }

    /// The number of units along each side of the square, 2^32.
    public static let unitsPerSide = 4_294_967_296.0

    /// The unit at a fraction of the square's side; fractions outside 0..<1 go to the nearest unit.
    private static func units(_ fraction: Double) -> UInt32 {
        let scaled = fraction * unitsPerSide
        guard scaled >= 0 else { return 0 }
        guard scaled < unitsPerSide else { return .max }
        return UInt32(scaled)
    }
}

extension GeographicCoordinate {
    /// Where Greenwich's meridian crosses the equator.
    public static let origin = GeographicCoordinate(uncheckedLongitude: 0, latitude: 0)
}
