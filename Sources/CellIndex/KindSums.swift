import WebMercator

/// Sums up the reports of one cell after the other, by kind.
struct KindSums {
    private struct Sum {
        var x: Int64 = 0
        var y: Int64 = 0
        var count: Int32 = 0
    }

    private let shift: UInt64
    private var sums: [Sum]
    private var present: [Int] = []
    private var current: UInt64 = 0

    /// - Parameters:
    ///   - kinds: The number of kinds.
    ///   - shift: How far codes are shifted to give the cells' addresses.
    init(kinds: Int, shift: UInt64) {
        self.shift = shift
        sums = Array(repeating: Sum(), count: kinds)
    }

    /// Adds a report; codes must not fall.
    @inline(__always)
    mutating func add(_ code: UInt64, _ kind: Int, to entries: inout [PreparedTotals.Entry]) {
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
    mutating func finish(to entries: inout [PreparedTotals.Entry]) {
        for kind in present {
            let sum = sums[kind]
            entries.append(
                PreparedTotals.Entry(
                    address: current, x: sum.x, y: sum.y, count: sum.count, kind: UInt16(clamping: kind)))
            sums[kind] = Sum()
        }
        present.removeAll(keepingCapacity: true)
    }
}
