/// The zoom of a slippy tile, 0...22: at zoom z the world is 2^z tiles wide and high.
public struct Zoom: Sendable, Hashable, Comparable {
    /// The zoom as a number, 0...22.
    public let number: Int

    /// Creates a zoom, or `nil` outside ``range``.
    public init?(_ number: Int) {
        guard Self.range.contains(number) else { return nil }
        self.number = number
    }

    private init(unchecked number: Int) {
        self.number = number
    }

    /// The zooms that are served.
    public static let range = 0...22

    /// The whole world in one tile.
    public static let world = Zoom(unchecked: range.lowerBound)

    /// The deepest zoom.
    public static let deepest = Zoom(unchecked: range.upperBound)

    /// All zooms, from the whole world inwards.
    public static let all = range.map(Zoom.init(unchecked:))

    /// The zoom nearest to a number that need not be one.
    public init(clamping number: Int) {
        self.number = min(max(number, Self.range.lowerBound), Self.range.upperBound)
    }

    /// The number of tiles along each side of the world, 2^zoom.
    public var tilesPerSide: UInt32 { 1 << UInt32(number) }

    /// ``tilesPerSide`` for arithmetic with metres and pixels.
    public var tilesPerSideAsDouble: Double { Double(tilesPerSide) }

    /// The zooms are ordered from the whole world inwards.
    public static func < (left: Zoom, right: Zoom) -> Bool { left.number < right.number }
}
