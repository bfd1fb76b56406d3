/// Finds areas that share ground, while they come one by one.
///
/// Found are outlines that are there twice, at once, and pairs of areas that both hold some whole cell, so that its reports
/// count in both. Narrower overlaps, as between outlines that were simplified each on its own, are not.
///
///     var search = OverlapSearch()
///     for area in areas { search.add(area.geometry.bytes, area.cover) }
///     search.finish()
///
/// Its work is bounded: beyond ``OverlapSearch/most`` overlaps it gives up, and that before all areas are there.
public struct OverlapSearch {
    /// Two areas that share ground, by their numbers in the order in which they were added.
    public struct Pair: Sendable, Hashable, Comparable {
        /// The number of the earlier area.
        public var first: Int
        /// The number of the later one.
        public var second: Int

        /// The order of the first area's number, then of the second's.
        public static func < (left: Pair, right: Pair) -> Bool {
            (left.first, left.second) < (right.first, right.second)
        }
    }

    /// Cells of one area that lie wholly inside.
    private struct Piece {
        var first: UInt64
        var last: UInt64
        var area: Int32
    }

    /// The overlaps beyond which a file is taken for a mistake. Four levels of administration in one file make some
    /// thousands, and would better be layers of their own.
    public static let most = 10_000

    /// The outlines that are exactly those of earlier areas; each with the first of its kind.
    public private(set) var copies: [Pair] = []

    /// The pairs that share whole cells, in order, as far as they have been looked for; copies are not among them.
    public private(set) var pairs: [Pair] = []

    /// Whether there are more overlaps than are looked for.
    public private(set) var isExceeded = false

    private let most: Int
    private let firstSweep: Int
    private var outlines: [[UInt8]: Int] = [:]
    private var count = 0
    private var pieces: [Piece] = []
    private var swept = 0

    /// Begins with no area.
    public init() {
        self.init(most: Self.most, firstSweep: 1 << 20)
    }

    /// - Parameter firstSweep: The number of pieces at which pairs are looked for before all areas are there; then again
    ///   whenever it has doubled.
    init(most: Int, firstSweep: Int) {
        (self.most, self.firstSweep) = (most, firstSweep)
    }

    /// Adds an area.
    ///
    /// - Parameter outline: Its geometry's bytes.
    /// - Returns: The number of the earlier area that has exactly this outline, if there is one.
    @discardableResult
    public mutating func add(_ outline: [UInt8], _ cover: AreaCover) -> Int? {
        let number = count
        count += 1
        if let earlier = outlines[outline] {
            copies.append(Pair(first: earlier, second: number))
            if copies.count + pairs.count > most { isExceeded = true }
            return earlier
        }
        outlines[outline] = number
        let area = Int32(clamping: number)
        for range in cover.inside { pieces.append(Piece(first: range.first, last: range.last, area: area)) }
        if pieces.count >= max(firstSweep, 2 * swept) { sweep() }
        return nil
    }

    /// Looks for the pairs among all areas.
    public mutating func finish() {
        if pieces.count > swept, !isExceeded { sweep() }
    }

    /// The cells that are compared at most, for those that lie under large areas again and again.
    private static let mostComparisons = 100_000_000

    /// Goes through all pieces in the order of their codes. Of each area at most one piece is open at a time, so those that
    /// are open at once are all pairs, and their number is bounded by that of the pairs.
    private mutating func sweep() {
        swept = pieces.count
        pieces.sort { $0.first < $1.first }
        var found: Set<Pair> = []
        var open: [Piece] = []
        var comparisons = 0
        for piece in pieces {
            open.removeAll { $0.last < piece.first }
            for other in open {
                found.insert(Pair(first: Int(min(other.area, piece.area)), second: Int(max(other.area, piece.area))))
            }
            comparisons += open.count
            isExceeded = copies.count + found.count > most || comparisons > Self.mostComparisons
            if isExceeded { break }
            open.append(piece)
        }
        pairs = found.sorted()
    }
}
