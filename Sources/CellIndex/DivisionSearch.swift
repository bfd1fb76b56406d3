import WebMercator

/// Finds the cells inside one that cannot be divided, from sums over sorted cells.
struct DivisionSearch {
    /// A rule's cells: their addresses, rising, and how many reports lie before each.
    struct Sums {
        var rule: DivisionRule
        var addresses: [UInt64]
        var before: [Int]
    }

    private let level: Level
    private let sums: [Sums]

    /// The largest cells that cannot be divided, in the order of their addresses.
    private(set) var undivided: [Cell] = []

    init(_ level: Level, _ rules: [DivisionRule], _ weights: [CellWeights]) {
        self.level = level
        sums = zip(rules, weights).map { rule, weights in
            var before = [0]
            before.reserveCapacity(weights.addresses.count + 1)
            for weight in weights.weights {
                before.append(before[before.count - 1] + Int(weight) / Int(ReportWeight.unit))
            }
            return Sums(rule: rule, addresses: weights.addresses, before: before)
        }
    }

    mutating func divide(_ cell: Cell) {
        divide(cell, sums.map { 0..<$0.addresses.count })
    }

    private mutating func divide(_ cell: Cell, _ ranges: [Range<Int>]) {
        // Where no rule has reports, nothing speaks against the finest cells.
        guard cell.level < level, ranges.contains(where: { !$0.isEmpty }) else { return }
        let children = cell.children
        let parts = children.map { child in
            sums.indices.map { sums[$0].range(of: child, level, in: ranges[$0]) }
        }
        let isAllowed = parts.allSatisfy { ranges in
            sums.indices.allSatisfy { sums[$0].rule.allows(sums[$0].count(ranges[$0])) }
        }
        guard isAllowed else {
            undivided.append(cell)
            return
        }
        for (child, ranges) in zip(children, parts) { divide(child, ranges) }
    }
}

extension DivisionSearch.Sums {
    /// The places of a cell's addresses in the list.
    func range(of cell: Cell, _ level: Level, in range: Range<Int>) -> Range<Int> {
        let shift = level.mortonShift
        let start = first(notBelow: cell.codes.lowerBound.bits >> shift, in: range)
        let last = cell.codes.upperBound.bits >> shift
        let end = last == .max ? range.upperBound : first(notBelow: last + 1, in: start..<range.upperBound)
        return start..<end
    }

    /// The number of reports in some of the cells.
    func count(_ range: Range<Int>) -> Int { before[range.upperBound] - before[range.lowerBound] }

    private func first(notBelow address: UInt64, in range: Range<Int>) -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if addresses[middle] < address { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
