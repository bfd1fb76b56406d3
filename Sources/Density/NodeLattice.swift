import WebMercator

/// The lattice on which a surface is computed before it is brought to pixels: the same for all tiles of a zoom.
///
/// Its nodes lie at the pixels' centres, or, for wide kernels, at every second, fourth, … pixel's centre, so that the kernel
/// is always 6 nodes wide or a little more: the cost of a tile does not grow with the radius.
struct NodeLattice {
    let grid: PixelGrid
    let bandwidth: Bandwidth

    /// The distance between nodes is 2^`exponent` pixels, -1 or more.
    let exponent: Int

    init(grid: PixelGrid, bandwidth: Bandwidth) {
        self.grid = grid
        self.bandwidth = bandwidth
        // Nowhere is the radius smaller, in pixels, than at the equator.
        let resolution = WebMercator.groundResolution(latitude: 0, zoom: grid.zoom)
        let pixels = bandwidth.metres(atGroundResolution: resolution) / resolution * Double(grid.ratio.rawValue)
        var exponent = -1
        let largest = grid.pixelsPerSide.trailingZeroBitCount - Self.leastNodesExponent
        while exponent < largest,
            pixels / Double(sign: .plus, exponent: exponent + 1, significand: 1) >= Self.leastRadius
        {
            exponent += 1
        }
        self.exponent = exponent
    }

    /// At least 2^6 nodes round the world: towards the poles the ground shrinks so fast that the rim of a kernel as wide as
    /// the map would weigh, at a pole, more than its middle, and with it what is wrong there.
    private static let leastNodesExponent = 6

    /// The least radius of a kernel in nodes, at which the error stays near 1 %.
    private static let leastRadius = 6.0

    /// The distance between nodes in pixels.
    var spacing: Double { Double(sign: .plus, exponent: exponent, significand: 1) }

    /// The distance between nodes in units of the world square, as a power of two.
    var unitsExponent: Int { 32 - grid.pixelsPerSide.trailingZeroBitCount + exponent }

    /// Half a pixel in units of the world square: the first node lies at the first pixel's centre.
    var halfPixel: Int64 { 1 << Int64(31 - grid.pixelsPerSide.trailingZeroBitCount) }

    /// The number of nodes round the world.
    var nodesPerSide: Int { 1 << (32 - unitsExponent) }

    /// The level of cells, half as wide as the nodes are apart, whose reports may stand together at their centroid: what that
    /// changes is of second order, at most 0.7 % of the maximum for a kernel of 6 nodes.
    var cellLevel: Level { Level(clamping: 32 - unitsExponent + 1) }

    /// The kernel's radius on a row of nodes.
    func radius(row: Int) -> (metres: Double, nodes: Double) { radius(pixel: Double(row) * spacing) }

    /// The kernel's radius on a row of pixels.
    func radius(pixel: Double) -> (metres: Double, nodes: Double) {
        let fraction = (pixel + 0.5) / Double(grid.pixelsPerSide)
        let side = WebMercator.worldSide * WebMercator.groundScale(fractionSouth: fraction) / Double(grid.pixelsPerSide)
        let metres = bandwidth.metres(atGroundResolution: side * Double(grid.ratio.rawValue))
        return (metres, metres / (side * spacing))
    }

    /// What the sums of a row of pixels, or of a place between two rows, are multiplied by to give reports per km².
    func scale(pixel: Double) -> Float {
        let radius = radius(pixel: pixel).metres / 1000
        return Float(3 / (.pi * radius * radius) / NodeBins.unit)
    }

    /// The nodes from which a range of pixels is interpolated.
    func nodes(forPixels pixels: Range<Int>) -> Range<Int> {
        if exponent <= 0 { return (pixels.lowerBound << -exponent)..<((pixels.upperBound - 1) << -exponent) + 1 }
        return (pixels.lowerBound >> exponent) - 1..<((pixels.upperBound - 1) >> exponent) + 3
    }

    /// The nodes whose reports reach some nodes, and three more on each side, as ``NodeBins`` needs them.
    func sources(columns: Range<Int>, rows: Range<Int>) -> (columns: Range<Int>, rows: Range<Int>) {
        // The radius grows towards the poles, so one of the outer rows has the largest.
        let reach = Int(max(radius(row: rows.lowerBound).nodes, radius(row: rows.upperBound - 1).nodes))
        let margin = min(reach, nodesPerSide) + 3
        return (
            columns.lowerBound - margin..<columns.upperBound + margin,
            rows.lowerBound - margin..<rows.upperBound + margin
        )
    }

    /// The part of the world around some nodes; `nil` where that is none.
    func window(columns: Range<Int>, rows: Range<Int>) -> WorldWindow? {
        let unit = Int64(1) << Int64(unitsExponent)
        return WorldWindow(
            west: Int64(columns.lowerBound) * unit, width: Int64(columns.count + 1) * unit,
            north: Int64(rows.lowerBound) * unit, height: Int64(rows.count + 1) * unit)
    }
}
