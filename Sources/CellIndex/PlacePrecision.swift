import WebMercator

/// The places that an audience sees: exact, or snapped to the middle of their cell of a level.
///
/// Replacing the low bits of a code keeps the order of codes, so all audiences share one index.
public struct PlacePrecision: Sendable, Hashable {
    /// The level to whose cells places are snapped, or `nil` for exact places.
    public var snapLevel: Level?

    /// Creates a precision.
    public init(snapLevel: Level?) {
        self.snapLevel = snapLevel
    }

    /// Places as they were reported.
    public static let exact = PlacePrecision(snapLevel: nil)

    /// How far a report may be moved, in units of the world square, rounded up.
    var reach: UInt32 {
        snapLevel.map { UInt32(clamping: UInt64(1) << UInt64(32 - $0.number)) } ?? 0
    }

    /// The code as the audience sees it.
    @inline(__always)
    func seen(_ code: UInt64) -> UInt64 {
        guard let snapLevel, snapLevel.number < 32 else { return code }
        let shift = snapLevel.mortonShift
        // The middle has the first bit below the level set, in x and in y.
        return code & (UInt64.max << shift) | 0b11 << (shift - 2)
    }
}

extension ReportTable {
    /// The rows of the reports whose places, as an audience sees them, lie in a cell.
    func rows(seenIn cell: Cell, _ precision: PlacePrecision) -> Range<Int> {
        guard let snapLevel = precision.snapLevel, cell.level > snapLevel else { return rows(of: cell, in: rows) }
        // All reports of the larger cell are seen in its middle, which lies in one of the smaller cells.
        let home = Cell(containing: cell.codes.lowerBound, level: snapLevel)
        guard Cell(containing: home.middle, level: cell.level) == cell else { return 0..<0 }
        return rows(of: home, in: rows)
    }
}
