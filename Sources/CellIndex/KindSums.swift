import WebMercator

/// Sums up the reports of one cell after the other, by kind.
struct KindSums {
    private struct Sum {
        var x: Int64 = 0
        var y: Int64 = 0
        var count: Int32 = 0
    }

    private let numbers: [UInt16]
    private let shift: UInt64
    private var sums: [Sum]
    private var present: [Int] = []
    private var current: UInt64 = 0

    /// - Parameters:
    ///   - numbers: The kinds' numbers in the entries, by their numbers in the rows.
    ///   - shift: How far codes are shifted to give the cells' addresses.
    init(numbers: [UInt16], shift: UInt64) {
        (self.numbers, self.shift) = (numbers, shift)
        sums = Array(repeating: Sum(), count: numbers.count)
    }

    /// Adds a report; codes must not fall.
    @inline(__always)
    mutating func add(_ code: UInt64, _ kind: Int, to entries: inout [ClusterTotals.Entry]) {
        let address = code >> shift
        if address != current {
            finish(to: &entries)
            current = address
        }
        if sums[kind].count == 0 { present.append(kind) }
        let place = MortonCode(bits: code).place
        sums[kind].x &+= Int64(place.x)
        sums[kind].y &+= Int64(place.y)
        sums[kind].count &+= 1
    }

    /// Ends the cell under way.
    mutating func finish(to entries: inout [ClusterTotals.Entry]) {
        for kind in present {
            let sum = sums[kind]
            entries.append(
                ClusterTotals.Entry(address: current, x: sum.x, y: sum.y, count: sum.count, kind: numbers[kind]))
            sums[kind] = Sum()
        }
        present.removeAll(keepingCapacity: true)
    }
}
