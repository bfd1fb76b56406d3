/// A table's rows in the order of their time: a range of time is a range of this list.
struct TimeOrder: Sendable {
    /// The rows, the earliest first.
    let rows: [UInt32]

    /// No rows.
    init() {
        rows = []
    }

    /// An order that is known.
    init(rows: [UInt32]) {
        self.rows = rows
    }

    /// Sorts the rows by their seconds.
    init(_ seconds: [UInt32]) {
        rows = RadixSort.order(of: seconds)
    }

    /// Where a range of time lies in the list.
    func range(_ time: TimeRange, _ seconds: [UInt32]) -> Range<Int> {
        let start = partition { seconds[$0] < time.first }
        return start..<max(start, partition { seconds[$0] <= time.last })
    }

    /// The rows of a range of the list as bits; the fewer of those inside and outside are set or cleared one by one.
    func bits(_ range: Range<Int>) -> RowBits {
        var bits = RowBits(rows: rows.count)
        guard range.count > rows.count / 2 else {
            for index in range { bits.insert(Int(rows[index])) }
            return bits
        }
        for word in bits.words.indices { bits.set(word: word, RowBits.mask(word: word, of: 0..<rows.count)) }
        for index in 0..<range.lowerBound { bits.remove(Int(rows[index])) }
        for index in range.upperBound..<rows.count { bits.remove(Int(rows[index])) }
        return bits
    }

    /// The number of leading entries whose rows satisfy a condition that none behind them does.
    private func partition(_ isBefore: (Int) -> Bool) -> Int {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = low + (high - low) / 2
            if isBefore(Int(rows[middle])) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
