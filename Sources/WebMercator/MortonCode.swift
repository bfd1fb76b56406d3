/// The bits of a 32-bit x and y interleaved into 64 bits, y's above x's: the address of a level-32 cell.
///
/// In the order of these codes every cell of every level is one contiguous range, because a cell's address is a prefix
/// of the addresses below it (G. M. Morton, 1966).
public struct MortonCode: Sendable, Hashable, Comparable, BitwiseCopyable {
    /// The code as a number.
    public let bits: UInt64

    /// Creates a code from its bits; every number is a code.
    @inlinable
    public init(bits: UInt64) {
        self.bits = bits
    }

    /// The code of a place.
    @inlinable
    public init(_ place: WorldCoordinate) {
        bits = Self.spread(place.x) | Self.spread(place.y) << 1
    }

    /// The place whose code this is.
    @inlinable
    public var place: WorldCoordinate {
        WorldCoordinate(x: Self.gather(bits), y: Self.gather(bits >> 1))
    }

    /// Codes are ordered along the Z-order curve.
    @inlinable
    public static func < (left: MortonCode, right: MortonCode) -> Bool { left.bits < right.bits }

    /// Puts bit i of a number at bit 2i.
    @inlinable
    static func spread(_ number: UInt32) -> UInt64 {
        var bits = UInt64(number)
        bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
        bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits << 2) & 0x3333_3333_3333_3333
        return (bits | bits << 1) & 0x5555_5555_5555_5555
    }

    /// Collects the bits at the even positions: the inverse of ``spread(_:)``.
    @inlinable
    static func gather(_ number: UInt64) -> UInt32 {
        var bits = number & 0x5555_5555_5555_5555
        bits = (bits | bits >> 1) & 0x3333_3333_3333_3333
        bits = (bits | bits >> 2) & 0x0F0F_0F0F_0F0F_0F0F
        bits = (bits | bits >> 4) & 0x00FF_00FF_00FF_00FF
        bits = (bits | bits >> 8) & 0x0000_FFFF_0000_FFFF
        bits = (bits | bits >> 16) & 0x0000_0000_FFFF_FFFF
        return UInt32(truncatingIfNeeded: bits)
    }
}
