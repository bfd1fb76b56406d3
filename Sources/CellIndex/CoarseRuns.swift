import WebMercator

/// Where the reports of each cell of level 16 lie, in the middle: what low zooms read instead of the codes of all rows, a
/// tenth of the memory.
///
/// The places are made from reports snapped to level 17, about 190 m in Poland. No zoom for which they are used can tell the
/// difference, and an audience that sees places at that precision learns nothing finer from them.
struct CoarseRuns: Sendable {
    /// The level of the cells.
    static let level = 16

    private static let snapping = PlacePrecision(snapLevel: Level(clamping: 17))

    /// By run, x in the high half and y in the low one.
    let places: [UInt64]
    /// By word of 64 rows, the number of runs that begin before it.
    let ranks: [UInt32]
    /// The bits of the rows at which a run begins.
    let starts: [UInt64]

    /// No rows.
    init() {
        (places, ranks, starts) = ([], [], [])
    }

    /// Runs that are known.
    init(places: [UInt64], ranks: [UInt32], starts: [UInt64]) {
        (self.places, self.ranks, self.starts) = (places, ranks, starts)
    }

    /// Collects the places of sorted codes.
    ///
    /// - Parameter starts: The bits of the rows at which a cell of level 16 begins.
    init(_ codes: [UInt64], starts: RowBits) {
        var places: [UInt64] = []
        var sums = (x: UInt64(0), y: UInt64(0), count: UInt64(0))
        func finish() {
            guard sums.count > 0 else { return }
            places.append((sums.x / sums.count) << 32 | sums.y / sums.count)
            sums = (0, 0, 0)
        }
        for row in codes.indices {
            if starts.contains(row) { finish() }
            let place = MortonCode(bits: Self.snapping.seen(codes[row])).place
            sums = (sums.x + UInt64(place.x), sums.y + UInt64(place.y), sums.count + 1)
        }
        finish()
        var ranks: [UInt32] = []
        var rank: UInt32 = 0
        for word in starts.words {
            ranks.append(rank)
            rank += UInt32(word.nonzeroBitCount)
        }
        (self.places, self.ranks, self.starts) = (places, ranks, starts.words)
    }

    /// The place of the run that holds a bit of a word.
    @inline(__always)
    func place(word: Int, bit: Int) -> WorldCoordinate {
        let begun = (starts[word] & (UInt64.max >> UInt64(63 - bit))).nonzeroBitCount
        let packed = places[Int(ranks[word]) + begun - 1]
        return WorldCoordinate(x: UInt32(truncatingIfNeeded: packed >> 32), y: UInt32(truncatingIfNeeded: packed))
    }
}
