import WebMercator

/// The weights of reports, spread over the nodes of a lattice, as integers: their sum does not depend on the order in which
/// reports come, nor on the tile that asks.
struct NodeBins {
    /// The columns and rows of the nodes.
    let columns: Range<Int>
    let rows: Range<Int>

    private let lattice: NodeLattice
    private var sums: [Int64]
    private var isRowUsed: [Bool]

    /// Makes empty bins. Only reports all of whose four by four nodes lie inside count, so the ranges must reach three nodes
    /// further than what is wanted.
    init(_ lattice: NodeLattice, columns: Range<Int>, rows: Range<Int>) {
        self.lattice = lattice
        self.columns = columns
        self.rows = rows
        sums = Array(repeating: 0, count: columns.count * rows.count)
        isRowUsed = Array(repeating: false, count: rows.count)
    }

    /// Spreads the weights of places.
    mutating func add(_ places: WeightedPlaces) {
        let table = CubicWeights.table
        let exponent = Int64(lattice.unitsExponent)
        let unit = Int64(1) << exponent
        // Where the nodes lie closer than the table's steps, a position is a node.
        let steps = Int64(CubicWeights.steps)
        for index in 0..<places.count {
            let x = Int64(places.x[index]) - lattice.halfPixel
            let y = Int64(places.y[index]) - lattice.halfPixel
            let row = Int(y >> exponent) - 1 - rows.lowerBound
            guard row >= 0, row + 4 <= rows.count else { continue }
            let across = table[Int(((x & (unit - 1)) &* steps) >> exponent)]
            let down = table[Int(((y & (unit - 1)) &* steps) >> exponent)] &* SIMD4(repeating: places.weights[index])
            spread(across, down, column: Int(x >> exponent) - 1 - columns.lowerBound, row: row)
        }
    }

    private mutating func spread(_ across: SIMD4<Int64>, _ down: SIMD4<Int64>, column: Int, row: Int) {
        for step in 0..<4 { isRowUsed[row + step] = true }
        // A window wider than the world holds the same place more than once.
        var column = column & (lattice.nodesPerSide - 1)
        while column + 4 <= columns.count {
            for step in 0..<4 {
                let start = (row + step) * columns.count + column
                for offset in 0..<4 { sums[start + offset] &+= across[offset] &* down[step] }
            }
            column += lattice.nodesPerSide
        }
    }

    /// What the sums of one report of weight one come to.
    static let unit = Double(CubicWeights.unit * CubicWeights.unit) * 256

    /// Whether a row of nodes holds anything.
    func isUsed(row: Int) -> Bool { isRowUsed[row - rows.lowerBound] }

    /// Writes a row of nodes as floating-point numbers.
    func read(row: Int, into values: inout [Float]) {
        let start = (row - rows.lowerBound) * columns.count
        for column in 0..<columns.count { values[column] = Float(sums[start + column]) }
    }
}
