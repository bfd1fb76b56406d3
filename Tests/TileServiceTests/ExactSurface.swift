import CellIndex
import Density
import Foundation
import Rendering
import Reports
import TileService
import WebMercator

/// The slow, obvious version of a density: the kernel of the design, summed over raw reports, pixel by pixel.
struct ExactSurface {
    private let places: [(x: Double, y: Double, weight: Double)]
    private let bandwidth: Bandwidth

    /// The surface of what an audience sees of reports under a filter.
    ///
    /// - Parameter snapLevel: The level to whose cells' middles places are moved, or `nil`.
    init(_ reports: [IndexedReport], _ style: Style, _ filter: ReportFilter, _ catalogue: Catalogue, snapLevel: Int?) {
        bandwidth = style.bandwidth
        places = reports.filter { CellLayerTests.passes($0, filter) }.compactMap { report in
            let weight = style.statusWeights[catalogue.statuses[Int(report.kind.status)].key] ?? 1
            guard weight > 0 else { return nil }
            let level = snapLevel.map { Level(clamping: $0) }
            let place = (level.map { Cell(containing: report.code, level: $0).middle } ?? report.code).place
            return (Double(place.x) / 0x1p32, Double(place.y) / 0x1p32, weight)
        }
    }

    /// The density at a pixel's centre, in reports per km².
    func density(x: Int, y: Int, _ grid: PixelGrid) -> Double {
        let side = Double(grid.pixelsPerSide)
        return density(
            x: (Double(x) + 0.5) / side, y: (Double(y) + 0.5) / side, pixelsPerSide: side / Double(grid.ratio.rawValue))
    }

    /// The density at a place in fractions of the world square.
    ///
    /// - Parameter side: The pixels of 256-pixel tiles side by side round the world.
    func density(x px: Double, y py: Double, pixelsPerSide side: Double) -> Double {
        let metres = 40_075_016.685578488 / cosh(.pi * (1 - 2 * py))
        let h = max(bandwidth.metres, bandwidth.minPixels * metres / side)
        let reach = (h / metres) * (h / metres)
        var sum = 0.0
        for place in places {
            let dy = place.y - py
            // The world wraps: the nearest turn, and where a kernel is wider than half the world, the others too.
            let east = (place.x - px) - (place.x - px).rounded()
            for turn in reach > 0.25 ? [-1.0, 0, 1] : [0.0] {
                let dx = east + turn
                let closeness = 1 - (dx * dx + dy * dy) / reach
                if closeness > 0 { sum += place.weight * closeness * closeness }
            }
        }
        return sum * 3 / (.pi * h * h / 1e6)
    }

    /// The densities of some of a window's pixels: every so many columns and rows, and more of them around its middle.
    func sample(_ window: PixelWindow, step: Int) -> Sample {
        var pixels: [Sample.Pixel] = []
        for row in 0..<window.height {
            for column in 0..<window.width {
                let isNear = abs(row - window.height / 2) < 20 && abs(column - window.width / 2) < 20
                guard (row + column) % 2 == 0 && isNear || row % step == 0 && (column + row) % step == 0 else {
                    continue
                }
                let truth = density(x: window.x + column, y: window.y + row, window.grid)
                pixels.append(Sample.Pixel(column: column, row: row, density: truth))
            }
        }
        return Sample(pixels: pixels)
    }

    /// Exact densities of some pixels.
    struct Sample {
        /// A pixel of a window and its density.
        struct Pixel {
            var column: Int
            var row: Int
            var density: Double
        }

        var pixels: [Pixel]

        /// The largest difference of a grid from this sample, as a share of the sample's largest density; 0 where both are
        /// empty.
        func error(of densities: DensityGrid) -> Double {
            let worst = pixels.map { abs(Double(densities[$0.column, $0.row]) - $0.density) }.max() ?? 0
            return worst == 0 ? 0 : worst / (pixels.map(\.density).max() ?? 0)
        }
    }
}
