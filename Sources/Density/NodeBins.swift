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

    /// The part of the world whose reports reach these nodes.
    var window: WorldWindow? {
        let unit = Int64(1) << Int64(lattice.unitsExponent)
        return WorldWindow(
            west: Int64(columns.lowerBound) * unit, width: Int64(columns.count + 1) * unit,
            north: Int64(rows.lowerBound) * unit, height: Int64(rows.count + 1) * unit)
    }

    /// Spreads the weights of cells, each as if all its reports were in its middle.
    mutating func add(_ cells: CellWeights) {
        let middle = cells.level.number < 32 ? Int64(1) << Int64(31 - cells.level.number) : 0
        let shift = UInt32(32 - cells.level.number)
        for index in 0..<cells.count {
            let place = MortonCode(bits: cells.addresses[index]).place
            let x = Int64(place.x << shift) + middle - lattice.halfPixel
            let y = Int64(place.y << shift) + middle - lattice.halfPixel
            spread(x, y, Int64(truncatingIfNeeded: cells.weights[index]))
        }
    }

    private mutating func spread(_ x: Int64, _ y: Int64, _ weight: Int64) {
        let exponent = Int64(lattice.unitsExponent)
        let row = Int(y >> exponent) - 1 - rows.lowerBound
        guard row >= 0, row + 4 <= rows.count else { return }
        let across = CubicWeights.table[fraction(x)]
        let down = CubicWeights.table[fraction(y)]
        for step in 0..<4 { isRowUsed[row + step] = true }
        // A window wider than the world holds the same report more than once.
        var column = (Int(x >> exponent) - 1 - columns.lowerBound) & (lattice.nodesPerSide - 1)
        while column + 4 <= columns.count {
            for step in 0..<4 {
                let start = (row + step) * columns.count + column
                let factor = down[step] &* weight
                for offset in 0..<4 { sums[start + offset] &+= across[offset] &* factor }
            }
            column += lattice.nodesPerSide
        }
    }

    /// The step of ``CubicWeights/table`` in which a position lies between its nodes.
    private func fraction(_ position: Int64) -> Int {
        let exponent = lattice.unitsExponent
        let rest = Int(position & (1 << Int64(exponent) - 1))
        return (rest * CubicWeights.steps) >> exponent
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
