/// Bits by attribute: for every category, source and status, which rows have it. A filter is then a few operations on words
/// of 64 rows.
struct AttributeBits: Sendable {
    /// By the category's ordinal.
    let categories: [RowBits]
    /// By the source's ordinal.
    let sources: [RowBits]
    /// By the status's ordinal.
    let statuses: [RowBits]

    /// No rows.
    init() {
        (categories, sources, statuses) = ([], [], [])
    }

    /// Bits that are known.
    init(categories: [RowBits], sources: [RowBits], statuses: [RowBits]) {
        (self.categories, self.sources, self.statuses) = (categories, sources, statuses)
    }

    /// Builds the bits of rows whose kinds are given by number.
    init(kindNumbers: [UInt16], kinds: [ReportKind]) {
        categories = Self.bits(kindNumbers, kinds.map { Int($0.category) })
        sources = Self.bits(kindNumbers, kinds.map { Int($0.source) })
        statuses = Self.bits(kindNumbers, kinds.map { Int($0.status) })
    }

    private static func bits(_ kindNumbers: [UInt16], _ ordinals: [Int]) -> [RowBits] {
        let count = (ordinals.max() ?? -1) + 1
        var bits = Array(repeating: RowBits(rows: kindNumbers.count), count: count)
        var open = Array(repeating: UInt64(0), count: count)
        for word in 0..<RowBits.words(kindNumbers.count) {
            let rows = word * 64..<min(word * 64 + 64, kindNumbers.count)
            for row in rows { open[ordinals[Int(kindNumbers[row])]] |= 1 << UInt64(row & 63) }
            for ordinal in open.indices where open[ordinal] != 0 {
                bits[ordinal].set(word: word, open[ordinal])
                open[ordinal] = 0
            }
        }
        return bits
    }
}

/// Some of an attribute's values, as the shorter of two lists: those that pass, or those that do not.
struct AttributeChoice: Sendable {
    /// The bits of the listed values.
    let bits: [RowBits]
    /// Whether the list is of those that do not pass.
    let isNegated: Bool

    /// The choice of some ordinals, or `nil` where all pass.
    init?(_ all: [RowBits], passing: (Int) -> Bool) {
        let chosen = all.indices.filter(passing)
        guard chosen.count < all.count else { return nil }
        isNegated = chosen.count > all.count / 2
        bits = isNegated ? all.indices.filter { !passing($0) }.map { all[$0] } : chosen.map { all[$0] }
    }

    /// Clears the bits of a mask's words for rows that do not pass.
    func apply(to mask: inout [UInt64], _ scratch: inout [UInt64], firstWord: Int, count: Int) {
        for index in 0..<count { scratch[index] = 0 }
        for bit in bits {
            let words = bit.words.span.extracting(firstWord..<firstWord + count)
            for index in 0..<count { scratch[index] |= words[index] }
        }
        if isNegated {
            for index in 0..<count { mask[index] &= ~scratch[index] }
        } else {
            for index in 0..<count { mask[index] &= scratch[index] }
        }
    }
}
