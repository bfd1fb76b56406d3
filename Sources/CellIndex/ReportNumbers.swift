/// A set of reports' numbers, in rising order, of which any page is found at once: one bit for each number that there is, and
/// how many bits are set before each block.
///
/// It takes an eighth of a byte a number: 1.3 MB for ten million reports, however many are in the set.
public struct ReportNumbers: Sendable {
    private static let wordsPerBlock = 64

    private let bits: RowBits
    /// The numbers before each block of words.
    private let before: [Int]

    /// How many numbers there are.
    public let count: Int

    init(_ bits: RowBits) {
        self.bits = bits
        var before: [Int] = []
        var count = 0
        for (index, word) in bits.words.enumerated() {
            if index % Self.wordsPerBlock == 0 { before.append(count) }
            count += word.nonzeroBitCount
        }
        self.before = before
        self.count = count
    }

    /// Whether a number is in the set.
    public func contains(_ number: UInt32) -> Bool {
        Int(number) < bits.words.count * 64 && bits.contains(Int(number))
    }

    /// How many numbers of the set are greater than one.
    public func count(above number: Int64) -> Int {
        guard number >= 0 else { return count }
        guard number < Int64(bits.words.count) * 64 else { return 0 }
        let last = Int(number) / 64
        let block = last / Self.wordsPerBlock
        let whole = bits.words[block * Self.wordsPerBlock..<last].reduce(before[block]) { $0 + $1.nonzeroBitCount }
        // Up to the number's own bit.
        let rest = bits.words[last] & (.max >> (63 - UInt64(number) % 64))
        return count - whole - rest.nonzeroBitCount
    }

    /// Some numbers from a place in the order on; fewer, or none, where the set ends.
    ///
    /// - Parameters:
    ///   - offset: How many are passed over, 0 or more.
    ///   - limit: How many are wanted at most.
    public func page(from offset: Int, limit: Int) -> [Int64] {
        guard offset >= 0, offset < count, limit > 0 else { return [] }
        let block = before.partitioned { $0 <= offset } - 1
        var rest = offset - before[block]
        var page: [Int64] = []
        page.reserveCapacity(min(limit, count - offset))
        for index in block * Self.wordsPerBlock..<bits.words.count {
            var word = bits.words[index]
            let set = word.nonzeroBitCount
            guard rest < set else {
                rest -= set
                continue
            }
            while word != 0 {
                if rest > 0 { rest -= 1 } else { page.append(Int64(index * 64 + word.trailingZeroBitCount)) }
                if page.count == limit { return page }
                word &= word - 1
            }
        }
        return page
    }
}

extension [Int] {
    /// How many elements of a rising list satisfy a condition that holds for the first ones only.
    fileprivate func partitioned(_ condition: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if condition(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
