/// A level of the quadtree, 0...32: level 0 is the whole world, level 32 one unit of ``WorldCoordinate``.
public struct Level: Sendable, Hashable, Comparable {
    /// The level as a number, 0...32.
    public let number: Int

    /// Creates a level, or `nil` outside ``range``.
    public init?(_ number: Int) {
        guard Self.range.contains(number) else { return nil }
        self.number = number
    }

    /// The level whose cells are the tiles of a zoom.
    public init(_ zoom: Zoom) {
        number = zoom.number
    }

    /// The level nearest to a number that need not be one.
    public init(clamping number: Int) {
        self.number = min(max(number, Self.range.lowerBound), Self.range.upperBound)
    }

    /// The levels that there are.
    public static let range = 0...32

    /// The level whose cells are single units.
    public static let deepest = Level(clamping: range.upperBound)

    /// How far a Morton code is shifted right to give the address of its cell at this level: 64 at level 0.
    @inlinable public var mortonShift: UInt64 { UInt64(2 * (32 - number)) }

    /// Levels are ordered from the whole world inwards.
    public static func < (left: Level, right: Level) -> Bool { left.number < right.number }
}
