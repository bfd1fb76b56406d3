import Foundation

/// Sums the quartic kernel over binned reports: λ = Σ w · 3/(π h²) · (1 - d²/h²)² for d < h (B. W. Silverman, Density
/// Estimation, 1986, eq. 4.5).
///
/// Every node adds the same neighbours in the same order, wherever a tile's edge is: so the floating-point sums are equal in
/// all tiles that hold the node, bit by bit.
struct KernelConvolution {
    private let lattice: NodeLattice
    private let bins: NodeBins
    /// The binned rows as floating-point numbers, converted when first needed.
    private var rows: [[Float]?]
    /// The sum of two rows; kept, since making it anew for every pair would cost more than filling it.
    private var pair: [Float] = []
    /// The taps of the last row.
    private var known: (radius: Double, reach: Int, taps: KernelTaps)?

    init(_ lattice: NodeLattice, _ bins: NodeBins) {
        self.lattice = lattice
        self.bins = bins
        rows = Array(repeating: nil, count: bins.rows.count)
    }

    /// The sums of some nodes of a row, which `scale(pixel:)` makes densities.
    mutating func sums(row: Int, columns: Range<Int>) -> [Float] {
        // Rounded row by row, so that it does not depend on the window; many rows then share their taps, and it shows nowhere.
        let radius = (lattice.radius(row: row).nodes * 512).rounded() / 512
        let reach = min(Int(radius), columns.lowerBound - bins.columns.lowerBound)
        let start = columns.lowerBound - reach - bins.columns.lowerBound
        var sums = [Float](repeating: 0, count: columns.count)
        let taps = taps(radius: radius, reach: reach)
        for dy in 0...reach {
            guard fillPair(row, dy, start..<start + columns.count + 2 * reach) else { continue }
            addTaps(taps.row(dy), reach: reach, to: &sums)
        }
        return sums
    }

    /// The taps of a radius; the last ones are kept.
    private mutating func taps(radius: Double, reach: Int) -> KernelTaps {
        if let known, known.radius == radius, known.reach == reach { return known.taps }
        let taps = KernelTaps(radius: radius, reach: reach, interpolations: lattice.exponent > 0 ? 2 : 1)
        known = (radius, reach, taps)
        return taps
    }

    /// What a row of pixels' sums are multiplied by to give reports per km².
    ///
    /// It is that of the pixels, not of the nodes: at the lowest zooms the ground's area doubles from one row of nodes of a
    /// wide kernel to the next, which no interpolation follows, while the sums change little.
    func scale(pixel: Int) -> Float { lattice.scale(pixel: Double(pixel)) }

    /// Adds up the rows `dy` above and below: the kernel is the same for both. False where both are empty.
    private mutating func fillPair(_ row: Int, _ dy: Int, _ range: Range<Int>) -> Bool {
        let above = binned(row - dy)
        let below = dy == 0 ? nil : binned(row + dy)
        guard let first = above ?? below else { return false }
        if pair.count != range.count { pair = [Float](repeating: 0, count: range.count) }
        let one = first.span.extracting(range)
        if above != nil, let below {
            let other = below.span.extracting(range)
            for index in 0..<range.count { pair[index] = one[index] + other[index] }
        } else {
            for index in 0..<range.count { pair[index] = one[index] }
        }
        return true
    }

    private mutating func binned(_ row: Int) -> [Float]? {
        guard bins.rows.contains(row), bins.isUsed(row: row) else { return nil }
        let index = row - bins.rows.lowerBound
        if let values = rows[index] { return values }
        var values = [Float](repeating: 0, count: bins.columns.count)
        bins.read(row: row, into: &values)
        rows[index] = values
        return values
    }

    /// Adds a row's contributions, tap by tap: with the taps outside the pixels, the inner loop runs over whole vectors.
    private func addTaps(_ taps: ArraySlice<Float>, reach: Int, to sums: inout [Float]) {
        let row = pair.span
        let count = sums.count
        var output = sums.mutableSpan
        let weights = taps.span
        for dx in 0..<weights.count {
            let tap = weights[dx]
            let right = row.extracting(reach + dx..<reach + dx + count)
            if dx == 0 {
                for index in 0..<count { output[index] += tap * right[index] }
            } else {
                let left = row.extracting(reach - dx..<reach - dx + count)
                for index in 0..<count { output[index] += tap * (left[index] + right[index]) }
            }
        }
    }
}
