import WebMercator

/// The endless surface of densities of one zoom, from which tiles are cut: four neighbouring tiles equal one picture of all
/// four, pixel for pixel.
///
///     let surface = DensitySurface(window: PixelWindow(tile: tile), bandwidth: bandwidth)
///     let places = snapshot.places(in: surface.source, cellLevel: surface.cellLevel, …)
///     let grid = surface.densities(of: places)
///
/// The result stays within 2 % of the window's maximum of the exact sum over raw points for kernels of 8 pixels and more,
/// and within 10 % below. Sums of cubic interpolation can fall below 0 at the rim of a kernel; they are cut off there.
public struct DensitySurface {
    private let window: PixelWindow
    private let lattice: NodeLattice
    private let sources: (columns: Range<Int>, rows: Range<Int>)
    private let columns: Range<Int>
    private let rows: Range<Int>

    /// Prepares the computation of a window.
    public init(window: PixelWindow, bandwidth: Bandwidth) {
        self.window = window
        lattice = NodeLattice(grid: window.grid, bandwidth: bandwidth)
        columns = lattice.nodes(forPixels: window.x..<window.x + window.width)
        rows = lattice.nodes(forPixels: window.y..<window.y + window.height)
        sources = lattice.sources(columns: columns, rows: rows)
    }

    /// The part of the world whose reports reach into the window, its halo included; `nil` where that is none.
    public var source: WorldWindow? { lattice.window(columns: sources.columns, rows: sources.rows) }

    /// The level of cells whose reports may stand together at their centroid.
    public var cellLevel: Level { lattice.cellLevel }

    /// The densities of the window's pixels from the places of ``source``, their weights in 256ths of a report.
    public func densities(of places: WeightedPlaces) -> DensityGrid {
        guard places.count > 0 else { return DensityGrid(width: window.width, height: window.height) }
        var bins = NodeBins(lattice, columns: sources.columns, rows: sources.rows)
        bins.add(places)
        var convolution = KernelConvolution(lattice, bins)
        let interpolation = NodeInterpolation(lattice)
        let pixels = window.x..<window.x + window.width
        let nodeRows = rows.map { row in
            interpolation.across(convolution.sums(row: row, columns: columns), pixels: pixels)
        }
        var values: [Float] = []
        values.reserveCapacity(window.width * window.height)
        for pixel in window.y..<window.y + window.height {
            let scale = convolution.scale(pixel: pixel)
            values += interpolation.down(nodeRows, first: rows.lowerBound, pixel: pixel, scale: scale)
        }
        return DensityGrid(width: window.width, height: window.height, values: values)
    }
}
