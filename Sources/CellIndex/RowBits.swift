/// One bit for every row, 64 to a word.
struct RowBits: Sendable {
    /// The words; bits beyond the last row are 0.
    private(set) var words: [UInt64]

    /// No bit set, for so many rows.
    init(rows: Int) {
        words = Array(repeating: 0, count: Self.words(rows))
    }

    /// Bits that are known, by words.
    init(words: [UInt64]) {
        self.words = words
    }

    /// The number of words for so many rows.
    static func words(_ rows: Int) -> Int { (rows + 63) / 64 }

    /// Sets a row's bit.
    mutating func insert(_ row: Int) {
        words[row >> 6] |= 1 << UInt64(row & 63)
    }

    /// Clears a row's bit.
    mutating func remove(_ row: Int) {
        words[row >> 6] &= ~(1 << UInt64(row & 63))
    }

    /// Sets the words at once, for builders that work word by word.
    mutating func set(word: Int, _ bits: UInt64) {
        words[word] = bits
    }

    /// Whether a row's bit is set.
    func contains(_ row: Int) -> Bool {
        words[row >> 6] >> UInt64(row & 63) & 1 == 1
    }

    /// These bits with room for more rows.
    func extended(toRows rows: Int) -> RowBits {
        let more = max(0, Self.words(rows) - words.count)
        return RowBits(words: words + [UInt64](repeating: 0, count: more))
    }

    /// The bits that are set in either, which are of equally many rows.
    func union(_ other: RowBits) -> RowBits {
        RowBits(words: zip(words, other.words).map { $0 | $1 })
    }

    /// Calls `body` with each row of a range whose bit is set.
    @inline(__always)
    func forEachRow(in rows: Range<Int>, _ body: (Int) -> Void) {
        guard !rows.isEmpty else { return }
        for word in rows.lowerBound / 64..<Self.words(rows.upperBound) {
            var rest = words[word] & Self.mask(word: word, of: rows)
            while rest != 0 {
                body(word * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
    }

    /// The bits of a word that belong to a range of rows.
    static func mask(word: Int, of rows: Range<Int>) -> UInt64 {
        let first = max(rows.lowerBound - word * 64, 0)
        let end = min(rows.upperBound - word * 64, 64)
        guard first < end else { return 0 }
        return (UInt64.max << UInt64(first)) & (UInt64.max >> UInt64(64 - end))
    }
}
