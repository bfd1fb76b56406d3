/// A node of the quadtree: the square of the world that the tile of the same address covers.
///
/// The cells below a cell have its address as the prefix of theirs: `parent.address == address >> 2`.
public struct Cell: Sendable, Hashable {
    /// How deep the cell lies.
    public let level: Level

    /// The Morton code of the cell among the cells of its level, `0 ..< 4^level`.
    public let address: UInt64

    /// The cell of a level in which a place lies.
    public init(containing code: MortonCode, level: Level) {
        self.level = level
        // A shift by 64, at level 0, gives 0 in Swift.
        address = code.bits >> level.mortonShift
    }

    /// Creates a cell from its address, or `nil` where the address does not exist at that level.
    public init?(level: Level, address: UInt64) {
        guard level == .deepest || address >> UInt64(2 * level.number) == 0 else { return nil }
        self.level = level
        self.address = address
    }

    init(level: Level, x: UInt32, y: UInt32) {
        self.level = level
        address = MortonCode(WorldCoordinate(x: x, y: y)).bits
    }

    /// The column, counted from the west, `0 ..< 2^level`.
    public var x: UInt32 { MortonCode(bits: address).place.x }

    /// The row, counted from the north, `0 ..< 2^level`.
    public var y: UInt32 { MortonCode(bits: address).place.y }

    /// The Morton codes of all places in the cell.
    public var codes: ClosedRange<MortonCode> {
        let first = address << level.mortonShift
        let last = first | (level.number == 0 ? .max : (1 << level.mortonShift) - 1)
        return MortonCode(bits: first)...MortonCode(bits: last)
    }

    /// The cell one level up, or `nil` for the whole world.
    public var parent: Cell? {
        Level(level.number - 1).flatMap { Cell(level: $0, address: address >> 2) }
    }

    /// The four cells one level down, in the order north-west, north-east, south-west, south-east; none at the deepest
    /// level.
    public var children: [Cell] {
        guard let below = Level(level.number + 1) else { return [] }
        return (0..<4).compactMap { Cell(level: below, address: address << 2 | $0) }
    }

    /// The cell's edges in degrees.
    public var bounds: BoundingBox {
        let side = Double(sign: .plus, exponent: -level.number, significand: 1)
        let west = Double(x) * side
        let north = Double(y) * side
        return BoundingBox(
            uncheckedWest: west * 360 - 180, south: WebMercator.latitude(fractionSouth: north + side),
            east: (west + side) * 360 - 180, north: WebMercator.latitude(fractionSouth: north))
    }

    /// The cell's area on the ground in km², on the projection's sphere: R² · Δλ · (sin φ north - sin φ south).
    public var groundArea: Double {
        let side = Double(sign: .plus, exponent: -level.number, significand: 1)
        let north = WebMercator.sineOfLatitude(fractionSouth: Double(y) * side)
        let south = WebMercator.sineOfLatitude(fractionSouth: Double(y) * side + side)
        let radius = WebMercator.earthRadius / 1000
        return radius * radius * side * 2 * .pi * (north - south)
    }
}

extension Cell {
    /// The whole world.
    public static let world = Cell(level: Level(clamping: 0), x: 0, y: 0)

    /// The place just south-east of the cell's middle; for the deepest cells, the cell itself.
    public var middle: MortonCode {
        let shift = level.mortonShift
        return shift == 0 ? codes.lowerBound : MortonCode(bits: codes.lowerBound.bits | 0b11 << (shift - 2))
    }
}
