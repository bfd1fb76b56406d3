import WebMercator

/// Finds the cells inside one that cannot be divided, from counts in sorted cells of a level.
///
/// From the finest level upwards each cell with too few reports stops its parent, and of the cells that are stopped the
/// largest are those that stay undivided: a pass over each level's cells.
struct UndividedCells {
    private let top: Level
    private var stopped: [Cell] = []

    /// - Parameter top: The cell inside which is looked; it may be one of those that are found.
    init(inside top: Cell) {
        self.top = top.level
    }

    /// Adds what a rule stops.
    ///
    /// - Parameters:
    ///   - level: The level to which cells are divided.
    ///   - addresses: The cells of that level that hold the rule's reports, rising.
    ///   - counts: The number of the rule's reports in each.
    mutating func add(_ minimum: Int, _ level: Level, _ addresses: [UInt64], _ counts: [Int]) {
        var (addresses, counts) = (addresses, counts)
        for number in stride(from: level.number, to: top.number, by: -1) {
            var (above, sums): ([UInt64], [Int]) = ([], [])
            var last: UInt64?
            for index in addresses.indices {
                let parent = addresses[index] >> 2
                if above.last != parent || above.isEmpty {
                    above.append(parent)
                    sums.append(0)
                }
                sums[sums.count - 1] += counts[index]
                guard counts[index] > 0, counts[index] < minimum, last != parent else { continue }
                last = parent
                if let cell = Cell(level: Level(clamping: number - 1), address: parent) { stopped.append(cell) }
            }
            (addresses, counts) = (above, sums)
        }
    }

    /// The largest cells that cannot be divided, in the order of their addresses.
    var largest: [Cell] {
        let sorted = stopped.sorted { left, right in
            let (first, second) = (left.codes.lowerBound, right.codes.lowerBound)
            return first == second ? left.level < right.level : first < second
        }
        var largest: [Cell] = []
        for cell in sorted {
            if let last = largest.last, last.codes.upperBound >= cell.codes.lowerBound { continue }
            largest.append(cell)
        }
        return largest
    }
}
