/// Numbers by word, for words that stand in rows: a look-up takes the row's bytes as they are, without an allocation.
struct WordTable {
    /// The words, one behind another.
    private var bytes: [UInt8] = []
    private var words: [(range: Range<Int>, number: Int)] = []

    /// The places in ``words`` by hash, -1 where there is none; at most half of them are taken.
    private var slots: [Int]

    /// Creates a table.
    init(_ numbers: [(word: String, number: Int)]) {
        var size = 16
        while size < numbers.count * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        for (word, number) in numbers {
            let start = bytes.count
            bytes += word.utf8
            var slot = Self.hash(bytes.span, start..<bytes.count) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = words.count
            words.append((start..<bytes.count, number))
        }
    }

    /// The number of the word in a range of bytes, or `nil` where the table has no such word.
    func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        let mask = slots.count &- 1
        var slot = Self.hash(text, range) & mask
        while slots[slot] >= 0 {
            let word = words[slots[slot]]
            if isEqual(word.range, text, range) { return word.number }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    private func isEqual(_ word: Range<Int>, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard word.count == range.count else { return false }
        for offset in 0..<word.count
        where bytes[word.lowerBound &+ offset] != text[range.lowerBound &+ offset] { return false }
        return true
    }

    /// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo), its high bits folded in.
    private static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in range { hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) & 0x7FFF_FFFF)
    }
}
