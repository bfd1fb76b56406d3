import Density
import Foundation
import WebMercator

/// The slow, obvious version: the kernel of the design, summed over raw points, pixel by pixel.
struct ExactDensity {
    var places: [WorldCoordinate]
    var bandwidth: Bandwidth

    /// The density at a pixel's centre, in reports per km².
    func density(x: Int, y: Int, grid: PixelGrid) -> Double {
        let side = Double(grid.pixelsPerSide)
        return density(
            x: (Double(x) + 0.5) / side, y: (Double(y) + 0.5) / side, pixelsPerSide: side / Double(grid.ratio.rawValue))
    }

    /// The density at a place in fractions of the world square.
    func density(x px: Double, y py: Double, pixelsPerSide side: Double) -> Double {
        let groundScale = 1 / cosh(.pi * (1 - 2 * py))
        let metresPerWorld = 40_075_016.685578488 * groundScale
        let cssPixel = metresPerWorld / side
        let h = max(bandwidth.metres, bandwidth.minPixels * cssPixel)
        var sum = 0.0
        for place in places {
            let dy = (Double(place.y) / 4_294_967_296 - py) * metresPerWorld
            guard abs(dy) < h else { continue }
            // The world wraps; a wide kernel may see both sides of a place.
            for turn in -1...1 {
                let dx = (Double(place.x) / 4_294_967_296 - px + Double(turn)) * metresPerWorld
                let closeness = 1 - (dx * dx + dy * dy) / (h * h)
                if closeness > 0 { sum += closeness * closeness }
            }
        }
        return sum * 3 / (.pi * h * h / 1e6)
    }
}

extension DensitySurface {
    /// The surface of places that each weigh one report.
    static func densities(_ window: PixelWindow, _ bandwidth: Bandwidth, _ places: [WorldCoordinate]) -> DensityGrid {
        let surface = DensitySurface(window: window, bandwidth: bandwidth)
        var weighted = WeightedPlaces()
        for place in places { weighted.append(place, 256) }
        return surface.densities(of: weighted)
    }
}
