/// For some levels of the quadtree, at which rows a new cell begins: a bit a row and level.
struct LevelBoundaries: Sendable {
    /// The levels that have bits. Cells below the last hold hardly more than one place each; cells above the first are so
    /// few that finer ones do as well.
    static let levels = 11...22

    /// By level, from the first of ``levels`` on.
    let bits: [RowBits]

    /// No rows.
    init() {
        bits = []
    }

    /// Boundaries that are known.
    init(bits: [RowBits]) {
        self.bits = bits
    }

    /// Finds the boundaries between sorted codes.
    init(_ codes: [UInt64]) {
        var bits = Array(repeating: RowBits(rows: codes.count), count: Self.levels.count)
        var previous: UInt64?
        for row in codes.indices {
            let code = codes[row]
            // The highest bit in which two codes differ says from which level on they lie in different cells.
            let first: Int
            if let previous {
                guard code != previous else { continue }
                first = (code ^ previous).leadingZeroBitCount / 2 + 1
            } else {
                first = 0
            }
            previous = code
            guard first <= Self.levels.upperBound else { continue }
            for level in max(first, Self.levels.lowerBound)...Self.levels.upperBound {
                bits[level - Self.levels.lowerBound].insert(row)
            }
        }
        self.bits = bits
    }

    /// The boundaries of a level, or of the coarsest finer one that has bits; `nil` where rows are told apart one by one.
    func bits(atLeast level: Int) -> RowBits? {
        let index = max(level - Self.levels.lowerBound, 0)
        return bits.indices.contains(index) ? bits[index] : nil
    }
}
