/// Places with weights, as columns: what a surface is made from.
public struct WeightedPlaces: Sendable, Equatable {
    /// The places' columns, in units of the world square.
    public private(set) var x: [UInt32] = []

    /// The places' rows, in units of the world square.
    public private(set) var y: [UInt32] = []

    /// The weights; one that is below 0 takes away what another place brought.
    public private(set) var weights: [Int64] = []

    /// No places.
    public init() {}

    /// The number of places.
    public var count: Int { weights.count }

    /// Makes room for so many places.
    public mutating func reserveCapacity(_ count: Int) {
        x.reserveCapacity(count)
        y.reserveCapacity(count)
        weights.reserveCapacity(count)
    }

    /// Adds a place.
    public mutating func append(_ place: WorldCoordinate, _ weight: Int64) {
        x.append(place.x)
        y.append(place.y)
        weights.append(weight)
    }

    /// Adds some of another list's places.
    public mutating func append(_ other: WeightedPlaces, _ range: Range<Int>) {
        x.append(contentsOf: other.x[range])
        y.append(contentsOf: other.y[range])
        weights.append(contentsOf: other.weights[range])
    }
}
