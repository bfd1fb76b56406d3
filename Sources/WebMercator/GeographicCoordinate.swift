/// A place on the Earth in degrees of WGS 84: longitude in -180...180, latitude in -90...90, both finite.
///
/// The initialiser is the border at which NaN, infinities and swapped or projected coordinates are turned away;
/// behind it nobody checks again.
public struct GeographicCoordinate: Sendable, Hashable {
    /// Degrees east of Greenwich, -180...180.
    public let longitude: Double

    /// Degrees north of the equator, -90...90.
    public let latitude: Double

    /// Creates a place, or `nil` where a value is not a number or lies outside its range.
    public init?(longitude: Double, latitude: Double) {
        guard Self.longitudes.contains(longitude), Self.latitudes.contains(latitude) else { return nil }
        self.longitude = longitude
        self.latitude = latitude
    }

    /// For constants of this module that are known to be in range.
    init(uncheckedLongitude longitude: Double, latitude: Double) {
        self.longitude = longitude
        self.latitude = latitude
    }

    /// The longitudes that there are, in degrees. No range contains NaN.
    public static let longitudes: ClosedRange<Double> = -180...180

    /// The latitudes that there are, in degrees.
    public static let latitudes: ClosedRange<Double> = -90...90
}
