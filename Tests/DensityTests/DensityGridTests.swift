import TestSupport
import Testing
import WebMercator

@testable import Density

@Suite("Density grids")
struct DensityGridTests {
    @Test("a difference is taken value by value, and the other way round it is its mirror")
    func difference() {
        let one = DensityGrid(width: 2, height: 2, values: [0, 1, 2.5, 7])
        let other = DensityGrid(width: 2, height: 2, values: [0, 3, 2.5, 1])
        #expect(one.subtracting(other).values == [0, -2, 0, 6])
        #expect(other.subtracting(one).values == [0, 2, 0, -6])
        #expect(one.subtracting(DensityGrid(width: 2, height: 2)) == one)
        #expect(DensityGrid(width: 2, height: 2).subtracting(one).maximum == 0)
    }

    @Test("where only one of two surfaces holds reports, no pixel has the other's sign")
    func noHalo() throws {
        let tile = try #require(TileCoordinate("6/35/21"))
        let bandwidth = try #require(Bandwidth(metres: 1, minPixels: 12))
        let places = DensitySurfaceTests.places(around: tile, count: 200, seed: 3)
        let surface = DensitySurface.densities(PixelWindow(tile: tile), bandwidth, places)
        let nothing = DensitySurface.densities(PixelWindow(tile: tile), bandwidth, [])
        #expect(surface.maximum > 0)
        #expect(surface.subtracting(nothing).values.allSatisfy { $0 >= 0 })
        #expect(nothing.subtracting(surface).values.allSatisfy { $0 <= 0 })
    }
}
