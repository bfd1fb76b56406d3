/// A box in degrees, its edges along meridians and parallels. It may cross the antimeridian: then west is greater than
/// east, as in RFC 7946, section 5.2. South is never greater than north.
public struct BoundingBox: Sendable, Hashable {
    /// The west edge, in degrees of longitude, -180...180.
    public let west: Double

    /// The south edge, in degrees of latitude, -90...90.
    public let south: Double

    /// The east edge, in degrees of longitude, -180...180; smaller than ``west`` where the box crosses the antimeridian.
    public let east: Double

    /// The north edge, in degrees of latitude, -90...90.
    public let north: Double

    /// Creates a box, or `nil` where an edge is not a number or out of range, or south lies above north.
    public init?(west: Double, south: Double, east: Double, north: Double) {
        guard let southWest = GeographicCoordinate(longitude: west, latitude: south),
            let northEast = GeographicCoordinate(longitude: east, latitude: north), south <= north
        else { return nil }
        self.init(
            uncheckedWest: southWest.longitude, south: southWest.latitude, east: northEast.longitude,
            north: northEast.latitude)
    }

    init(uncheckedWest west: Double, south: Double, east: Double, north: Double) {
        self.west = west
        self.south = south
        self.east = east
        self.north = north
    }

    /// The whole Earth.
    public static let world = BoundingBox(uncheckedWest: -180, south: -90, east: 180, north: 90)

    /// Whether the box crosses the antimeridian.
    public var crossesAntimeridian: Bool { west > east }

    /// The box's parts, none of which crosses the antimeridian: one, or two from west to east.
    public var parts: [BoundingBox] {
        guard crossesAntimeridian else { return [self] }
        return [
            BoundingBox(uncheckedWest: west, south: south, east: 180, north: north),
            BoundingBox(uncheckedWest: -180, south: south, east: east, north: north),
        ]
    }

    /// Whether a place lies in the box, its edges included.
    public func contains(_ place: GeographicCoordinate) -> Bool {
        guard (south...north).contains(place.latitude) else { return false }
        if crossesAntimeridian { return place.longitude >= west || place.longitude <= east }
        return (west...east).contains(place.longitude)
    }

    /// Whether two boxes share a place, edges included.
    public func touches(_ other: BoundingBox) -> Bool {
        guard south <= other.north, other.south <= north else { return false }
        return parts.contains { part in other.parts.contains { part.west <= $0.east && $0.west <= part.east } }
    }

    /// The smallest box that holds two that do not cross the antimeridian.
    public func united(with other: BoundingBox) -> BoundingBox {
        BoundingBox(
            uncheckedWest: min(west, other.west), south: min(south, other.south), east: max(east, other.east),
            north: max(north, other.north))
    }

    /// The box's middle; across the antimeridian too.
    public var middle: GeographicCoordinate {
        let width = crossesAntimeridian ? east - west + 360 : east - west
        var longitude = west + width / 2
        if longitude > 180 { longitude -= 360 }
        return GeographicCoordinate(uncheckedLongitude: longitude, latitude: (south + north) / 2)
    }
}

extension BoundingBox {
    /// Reads a box as queries and command lines write it, `west,south,east,north` in degrees; `nil` where the text is none.
    public init?(_ text: String) {
        let edges = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard edges.count == 4, let west = edges[0], let south = edges[1], let east = edges[2], let north = edges[3]
        else {
            return nil
        }
        self.init(west: west, south: south, east: east, north: north)
    }

    /// How a box is written, for errors about texts that are none.
    public static let writtenForm = "west,south,east,north in degrees, such as 14.1,49.0,24.2,54.9"
}
