import WebMercator

/// The endless surface of densities of one zoom, read at the centres of any pixels, such as those of a printed sheet. At the
/// centre of a pixel of that zoom's tiles it has the tile's value; between them it is interpolated as tiles are between
/// nodes.
///
/// Rows are made when they are asked for: nodes, and the places from which they are made, are held for a band of rows at a
/// time, so that memory grows with the width alone.
///
///     var surface = SampledSurface(SampledSurface.Extent(…), width: 2000, height: 3000, zoom: zoom, bandwidth: bandwidth)
///     let strip = surface.densities(0..<64) { window, level in snapshot.places(in: window, cellLevel: level, …) }
public struct SampledSurface: Sendable {
    /// A part of the world in fractions of the world square: x from 180° west eastwards, y from the north edge southwards.
    /// East of 1 the world goes on round.
    public struct Extent: Sendable, Hashable {
        /// The west edge.
        public var west: Double
        /// The north edge.
        public var north: Double
        /// The width.
        public var width: Double
        /// The height.
        public var height: Double

        /// Creates an extent.
        public init(west: Double, north: Double, width: Double, height: Double) {
            (self.west, self.north, self.width, self.height) = (west, north, width, height)
        }
    }

    /// The number of columns.
    public let width: Int

    /// The number of rows.
    public let height: Int

    private let lattice: NodeLattice
    private let columns: PixelPositions
    private let rows: PixelPositions
    private let taps: ColumnTaps

    /// The rows of nodes that are known, brought to the pixels' columns; `nil` for a row of zeros.
    private var known: [[Float]?] = []
    private var knownRows = 0..<0

    /// Prepares the reading of a surface; `nil` where there is no pixel, a number is not finite, the extent is more than the
    /// world, or it holds more than ``mostNodes`` of the zoom's nodes side by side.
    public init?(_ extent: Extent, width: Int, height: Int, zoom: Zoom, bandwidth: Bandwidth) {
        let numbers = [extent.west, extent.north, extent.width, extent.height]
        guard numbers.allSatisfy(\.isFinite), (-1...1).contains(extent.west), (-1...1).contains(extent.north),
            extent.width > 0, extent.width <= 1, extent.height > 0, extent.height <= 1,
            (1...Self.mostPixels).contains(width), (1...Self.mostPixels).contains(height)
        else { return nil }
        (self.width, self.height) = (width, height)
        lattice = NodeLattice(grid: PixelGrid(zoom: zoom), bandwidth: bandwidth)
        columns = PixelPositions(extent.west, extent.width, count: width, lattice)
        rows = PixelPositions(extent.north, extent.height, count: height, lattice)
        guard columns.nodes(0..<width).count <= Self.mostNodes else { return nil }
        taps = ColumnTaps(columns, count: width)
    }

    /// The most pixels across and down.
    public static let mostPixels = 1 << 17

    /// The most nodes across.
    public static let mostNodes = 1 << 17

    /// Rows of nodes that are made at once: enough for their halo, made anew for each band, to cost little.
    private static let bandRows = 128

    /// The densities of some rows of pixels in reports per km². Rows that rise from call to call are cheapest.
    ///
    /// - Parameters:
    ///   - range: The rows; what lies beyond ``height`` is left out.
    ///   - places: The places in a window, with those of one cell of a level as one, their weights in 256ths of a report.
    public mutating func densities(
        _ range: Range<Int>, _ places: (WorldWindow, Level) throws -> WeightedPlaces
    ) rethrows -> DensityGrid {
        let range = range.clamped(to: 0..<height)
        guard !range.isEmpty else { return DensityGrid(width: width, height: 0) }
        try prepare(rows.nodes(range), places)
        var values = [Float](repeating: 0, count: range.count * width)
        for (place, row) in range.enumerated() { read(row, into: &values, at: place * width) }
        return DensityGrid(width: width, height: range.count, values: values)
    }

    /// Makes sure that some rows of nodes are known, and forgets those before them.
    private mutating func prepare(
        _ needed: Range<Int>, _ places: (WorldWindow, Level) throws -> WeightedPlaces
    ) rethrows {
        if knownRows.contains(needed.lowerBound) {
            known.removeFirst(needed.lowerBound - knownRows.lowerBound)
            knownRows = needed.lowerBound..<knownRows.upperBound
        } else {
            (known, knownRows) = ([], needed.lowerBound..<needed.lowerBound)
        }
        let end = rows.nodes(0..<height).upperBound
        while knownRows.upperBound < needed.upperBound {
            let start = knownRows.upperBound
            let band = start..<max(min(start + Self.bandRows, end), start + 1)
            known += try nodeRows(band, places)
            knownRows = knownRows.lowerBound..<band.upperBound
        }
    }

    /// Makes rows of nodes, and brings them to the pixels' columns.
    private func nodeRows(
        _ band: Range<Int>, _ places: (WorldWindow, Level) throws -> WeightedPlaces
    ) rethrows -> [[Float]?] {
        let nodes = columns.nodes(0..<width)
        let sources = lattice.sources(columns: nodes, rows: band)
        let nothing = [[Float]?](repeating: nil, count: band.count)
        guard let window = lattice.window(columns: sources.columns, rows: sources.rows) else { return nothing }
        let found = try places(window, lattice.cellLevel)
        guard found.count > 0 else { return nothing }
        var bins = NodeBins(lattice, columns: sources.columns, rows: sources.rows)
        bins.add(found)
        var convolution = KernelConvolution(lattice, bins)
        return band.map { row in
            let sums = convolution.sums(row: row, columns: nodes)
            return sums.allSatisfy { $0 == 0 } ? nil : taps.read(sums)
        }
    }

    /// Writes a row of pixels' densities.
    private func read(_ row: Int, into values: inout [Float], at start: Int) {
        let (node, fraction) = rows.position(row)
        let first = node - 1 - knownRows.lowerBound
        let weights = SIMD4<Float>(CubicWeights.at(fraction))
        let scale = lattice.scale(pixel: rows.pixel(row))
        let rows = (0..<4).map { known[first + $0] }
        guard rows.contains(where: { $0 != nil }) else { return }
        let zeros = rows.contains(where: { $0 == nil }) ? [Float](repeating: 0, count: width) : []
        let (row0, row1, row2, row3) = (rows[0] ?? zeros, rows[1] ?? zeros, rows[2] ?? zeros, rows[3] ?? zeros)
        Self.blend((row0, row1, row2, row3), weights, scale, into: &values, at: start)
    }

    /// The weighted sum of four rows times a scale, never below 0: one pass over whole vectors.
    private static func blend(
        _ rows: ([Float], [Float], [Float], [Float]), _ weights: SIMD4<Float>, _ scale: Float,
        into values: inout [Float], at start: Int
    ) {
        let (w0, w1, w2, w3) = (weights[0], weights[1], weights[2], weights[3])
        let (row0, row1, row2, row3) = (rows.0.span, rows.1.span, rows.2.span, rows.3.span)
        let count = min(row0.count, row1.count, row2.count, row3.count)
        var output = values.mutableSpan
        for column in 0..<count {
            let value = w0 * row0[column] + w1 * row1[column] + w2 * row2[column] + w3 * row3[column]
            output[start + column] = max(value * scale, 0)
        }
    }
}

/// Where the centres of evenly spaced pixels lie along one axis of a lattice.
private struct PixelPositions: Sendable {
    private let start: Double
    private let length: Double
    private let count: Double
    private let side: Double
    private let spacing: Double

    init(_ start: Double, _ length: Double, count: Int, _ lattice: NodeLattice) {
        (self.start, self.length, self.count) = (start, length, Double(count))
        side = Double(lattice.grid.pixelsPerSide)
        spacing = lattice.spacing
    }

    /// The place of a pixel's centre in pixels of the zoom's tiles, the centre of the first of which is 0.
    func pixel(_ index: Int) -> Double {
        (start + (Double(index) + 0.5) / count * length) * side - 0.5
    }

    /// The last node before a pixel's centre, and how far it is from there to the next, 0..<1.
    func position(_ index: Int) -> (node: Int, fraction: Double) {
        let place = pixel(index) / spacing
        let node = place.rounded(.down)
        return (Int(node), place - node)
    }

    /// The nodes from which some pixels are read.
    func nodes(_ pixels: Range<Int>) -> Range<Int> {
        position(pixels.lowerBound).node - 1..<position(pixels.upperBound - 1).node + 3
    }
}

/// The four nodes of each column of pixels, and their weights.
private struct ColumnTaps: Sendable {
    private var first: [Int32] = []
    private var weights: [SIMD4<Float>] = []

    init(_ positions: PixelPositions, count: Int) {
        let start = positions.nodes(0..<count).lowerBound
        first.reserveCapacity(count)
        weights.reserveCapacity(count)
        for column in 0..<count {
            let (node, fraction) = positions.position(column)
            first.append(Int32(clamping: node - 1 - start))
            weights.append(SIMD4<Float>(CubicWeights.at(fraction)))
        }
    }

    /// The columns of pixels of a row of nodes.
    func read(_ nodes: [Float]) -> [Float] {
        var values = [Float](repeating: 0, count: first.count)
        var output = values.mutableSpan
        let (first, weights, nodes) = (first.span, weights.span, nodes.span)
        for column in 0..<first.count {
            let (weight, node) = (weights[column], Int(first[column]))
            output[column] =
                weight[0] * nodes[node] + weight[1] * nodes[node + 1] + weight[2] * nodes[node + 2]
                + weight[3] * nodes[node + 3]
        }
        return values
    }
}
