/// Brings densities from a lattice's nodes to pixels.
struct NodeInterpolation {
    private let exponent: Int
    private let weights: [SIMD4<Float>]

    init(_ lattice: NodeLattice) {
        exponent = lattice.exponent
        let phases = 1 << max(exponent, 0)
        weights = (0..<phases).map { SIMD4<Float>(CubicWeights.at(Double($0) / Double(phases))) }
    }

    /// The pixels of a row between nodes, from the nodes of that row.
    func across(_ nodes: [Float], pixels: Range<Int>) -> [Float] {
        if exponent == 0 { return nodes }
        if exponent < 0 { return pixels.indices.map { nodes[($0 - pixels.lowerBound) << -exponent] } }
        let first = (pixels.lowerBound >> exponent) - 1
        return pixels.map { pixel in
            let weight = weights[pixel & (weights.count - 1)]
            let node = (pixel >> exponent) - 1 - first
            return weight[0] * nodes[node] + weight[1] * nodes[node + 1] + weight[2] * nodes[node + 2]
                + weight[3] * nodes[node + 3]
        }
    }

    /// Appends a row of pixels from the rows of nodes around it, `rows[0]` being the row of nodes `first`.
    func down(_ rows: [[Float]], first: Int, pixel: Int, to values: inout [Float]) {
        if exponent <= 0 {
            for value in rows[(pixel << -exponent) - first] { values.append(max(value, 0)) }
            return
        }
        let weight = weights[pixel & (weights.count - 1)]
        let node = (pixel >> exponent) - 1 - first
        let (above, upper, lower, below) = (rows[node], rows[node + 1], rows[node + 2], rows[node + 3])
        for column in upper.indices {
            let value =
                weight[0] * above[column] + weight[1] * upper[column] + weight[2] * lower[column]
                + weight[3] * below[column]
            values.append(max(value, 0))
        }
    }
}
