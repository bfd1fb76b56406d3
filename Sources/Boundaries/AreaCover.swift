import WebMercator

/// An area as cells of the quadtree: those that lie wholly inside, and those on its border, each with the few sides that
/// run through it. It does not depend on the reports, and is built once.
///
/// What is inside is decided in whole numbers, exactly. A place on a border counts to what lies east of it, and, where the
/// border runs along a parallel, to what lies south of it: so of two areas with the same border line, vertex by vertex, a
/// report on that line is in exactly one.
public final class AreaCover: Sendable {
    /// Morton codes from a first to a last one.
    public struct CodeRange: Sendable, Equatable {
        /// The first code.
        public var first: UInt64
        /// The last code.
        public var last: UInt64
    }

    /// A cell on the border.
    struct BorderCell: Sendable {
        /// Its first code.
        var first: UInt64
        /// Where its sides begin in the list of ``AreaCover/edgeNumbers``.
        var firstEdge: UInt32
        /// The number of its sides.
        var edgeCount: UInt32
        /// Its level, 0...32.
        var level: UInt8
        /// Whether its north-west corner is inside.
        var isInside: Bool

        /// Its last code.
        var last: UInt64 { level == 0 ? .max : first | ((1 << UInt64(2 * (32 - level))) - 1) }

        /// The places of its sides in the list of ``AreaCover/edgeNumbers``.
        var edgeRange: Range<Int> { Int(firstEdge)..<Int(firstEdge) + Int(edgeCount) }
    }

    /// The cells that lie wholly inside, rising; neighbours in the order of codes are one range.
    public let inside: [CodeRange]

    /// Whether sides run close beside each other for so long that the cells are larger than they should be.
    let isTooFine: Bool

    let border: [BorderCell]
    let edges: [AreaEdge]
    let edgeNumbers: [UInt32]

    /// The finest cells that are used, where sides lie close together.
    public static let deepestLevel = Level(clamping: 20)

    /// The cover of an area.
    ///
    /// - Parameter deepest: No cell is smaller than those of this level. Where places are snapped to cells, that is the
    ///   level to which they are: a snapped place then lies in the cell that the report is in.
    public init(_ geometry: AreaGeometry, deepest: Level = AreaCover.deepestLevel) {
        let edges = geometry.rings.flatMap(\.edges)
        var builder = CoverBuilder(edges, deepest: min(deepest, Self.deepestLevel).number)
        builder.build()
        self.edges = edges
        (inside, border, edgeNumbers) = (builder.inside, builder.border, builder.edgeNumbers)
        isTooFine = builder.isTooFine
    }

    /// The number of cells on the border.
    public var borderCount: Int { border.count }

    /// The codes of a border cell.
    ///
    /// - Parameter number: `0 ..< borderCount`.
    public func borderCell(_ number: Int) -> CodeRange {
        CodeRange(first: border[number].first, last: border[number].last)
    }

    /// Whether a place in a border cell is inside.
    ///
    /// - Parameters:
    ///   - code: The place's Morton code.
    ///   - number: The cell's number, `0 ..< borderCount`.
    public func contains(_ code: UInt64, inBorderCell number: Int) -> Bool {
        let cell = border[number]
        let place = MortonCode(bits: code).place
        let corner = MortonCode(bits: cell.first).place
        let (x, y) = (Int64(place.x), Int64(place.y))
        let (cornerX, cornerY) = (Int64(corner.x), Int64(corner.y))
        var isInside = cell.isInside
        for index in cell.edgeRange {
            let edge = edges[Int(edgeNumbers[index])]
            if edge.isCrossed(fromX: x, y, toX: cornerX, cornerY) { isInside.toggle() }
        }
        return isInside
    }

    /// Whether a place is inside.
    public func contains(_ code: MortonCode) -> Bool {
        let range = Self.index(of: code.bits, count: inside.count) { inside[$0].first }
        if let range, inside[range].last >= code.bits { return true }
        let cell = Self.index(of: code.bits, count: border.count) { border[$0].first }
        guard let cell, border[cell].last >= code.bits else { return false }
        return contains(code.bits, inBorderCell: cell)
    }

    /// The last of some rising beginnings that is not above a code.
    private static func index(of code: UInt64, count: Int, first: (Int) -> UInt64) -> Int? {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if first(middle) <= code { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}
