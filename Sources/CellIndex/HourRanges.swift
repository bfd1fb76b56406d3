import Reports

/// The hours of the week that pass, as ranges: a few comparisons a row, sixteen rows at a time.
struct HourRanges: Sendable, Equatable {
    private let starts: [SIMD16<UInt8>]
    private let lengths: [SIMD16<UInt8>]
    /// In every byte the bit that stands for its place. It is stored, since made in the loop it would cost more than the
    /// loop's work.
    private let bitOfLane: SIMD16<UInt8>

    /// The ranges of a filter, or `nil` where the hour does not matter.
    init?(_ filter: ReportFilter) {
        guard filter.needsHourOfWeek else { return nil }
        var starts: [UInt8] = []
        var lengths: [UInt8] = []
        for hour in 0..<168 where filter.passes(hourOfWeek: hour) {
            if let start = starts.last, let length = lengths.last, Int(start) + Int(length) == hour {
                lengths[lengths.count - 1] = length + 1
            } else {
                starts.append(UInt8(hour))
                lengths.append(1)
            }
        }
        self.starts = starts.map(SIMD16.init(repeating:))
        self.lengths = lengths.map(SIMD16.init(repeating:))
        bitOfLane = SIMD16(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128)
    }

    /// The bits of the 64 rows of a word whose hours pass; rows beyond the last do not.
    func bits(_ hours: HourColumn, word: Int) -> UInt64 {
        UInt64(passing(hours.vector(4 * word))) | UInt64(passing(hours.vector(4 * word + 1))) << 16
            | UInt64(passing(hours.vector(4 * word + 2))) << 32 | UInt64(passing(hours.vector(4 * word + 3))) << 48
    }

    /// The rows of a column whose hours pass.
    func rows(in hours: HourColumn) -> RowBits {
        let words = RowBits.words(hours.count)
        guard words > 1 << 14 else { return RowBits(words: (0..<words).map { bits(hours, word: $0) }) }
        let (first, second) = Parallel.both({ (0..<words / 2).map { bits(hours, word: $0) } }) {
            (words / 2..<words).map { bits(hours, word: $0) }
        }
        return RowBits(words: first + second)
    }

    @inline(__always)
    private func passing(_ values: SIMD16<UInt8>) -> UInt16 {
        var found = SIMD16<UInt8>(repeating: 0)
        for index in starts.indices {
            // A subtraction that wraps makes both comparisons of a range one.
            found.replace(with: bitOfLane, where: (values &- starts[index]) .< lengths[index])
        }
        // Every byte holds at most its own bit, so the sum of eight of them, which the product's highest byte is, has all.
        let halves = unsafeBitCast(found, to: SIMD2<UInt64>.self)
        let low = (halves[0] &* 0x0101_0101_0101_0101) >> 56
        let high = (halves[1] &* 0x0101_0101_0101_0101) >> 56
        return UInt16(truncatingIfNeeded: low | high << 8)
    }
}
