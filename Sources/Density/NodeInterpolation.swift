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
        let phase = weights.count - 1
        var row = [Float](repeating: 0, count: pixels.count)
        for (column, pixel) in pixels.enumerated() {
            let weight = weights[pixel & phase]
            let node = (pixel >> exponent) - 1 - first
            row[column] =
                weight[0] * nodes[node] + weight[1] * nodes[node + 1] + weight[2] * nodes[node + 2]
                + weight[3] * nodes[node + 3]
        }
        return row
    }

    /// The pixels of a row from the rows of nodes around it, `rows[0]` being the row of nodes `first`, times
    /// a scale; never below 0.
    func down(_ rows: [[Float]], first: Int, pixel: Int, scale: Float) -> [Float] {
        if exponent <= 0 { return rows[(pixel << -exponent) - first].map { max($0 * scale, 0) } }
        let weight = weights[pixel & (weights.count - 1)]
        let (w0, w1, w2, w3) = (weight[0], weight[1], weight[2], weight[3])
        let node = (pixel >> exponent) - 1 - first
        let (above, upper, lower, below) = (rows[node], rows[node + 1], rows[node + 2], rows[node + 3])
        let count = min(above.count, upper.count, lower.count, below.count)
        var row = [Float](repeating: 0, count: count)
        for column in 0..<count {
            let value = w0 * above[column] + w1 * upper[column] + w2 * lower[column] + w3 * below[column]
            row[column] = max(value * scale, 0)
        }
        return row
    }
}
