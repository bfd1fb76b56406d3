/// A point in metres on a flat map of Poland, x to the east and y to the north of 52 N 19 E.
///
/// One scale for the whole country: east-west distances are off by up to 7 % at the coast and in the mountains, which
/// nobody sees in an invented street and which saves a cosine per report.
struct PlanePoint: Sendable, Equatable {
    var x: Double
    var y: Double

    static let metresPerLongitude = 68_500.0
    static let metresPerLatitude = 111_200.0

    init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    init(latitude: Double, longitude: Double) {
        x = (longitude - 19) * Self.metresPerLongitude
        y = (latitude - 52) * Self.metresPerLatitude
    }

    var longitude: Double { x / Self.metresPerLongitude + 19 }
    var latitude: Double { y / Self.metresPerLatitude + 52 }

    func squaredDistance(to other: PlanePoint) -> Double {
        (x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)
    }

    func distance(to other: PlanePoint) -> Double { squaredDistance(to: other).squareRoot() }

    /// The point a part of the way to `other`.
    func mixed(with other: PlanePoint, _ part: Double) -> PlanePoint {
        PlanePoint(x: x + (other.x - x) * part, y: y + (other.y - y) * part)
    }

    /// The point `along` metres in a direction and `across` metres to its left.
    func moved(_ direction: Direction, along: Double, across: Double) -> PlanePoint {
        PlanePoint(
            x: x + direction.cosine * along - direction.sine * across,
            y: y + direction.sine * along + direction.cosine * across)
    }
}
