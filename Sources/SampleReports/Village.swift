/// A village: a main street, a side street, and the lane to the next village.
struct Village: Sendable {
    var centre: PlanePoint
    var direction: Direction
    /// Half the main street's length.
    var reach: Double
    var voivodeship: Int
    var weight: Double
    var seed: UInt64
    /// Another village, or this one's own number where it has no neighbour.
    var neighbour: Int
}
