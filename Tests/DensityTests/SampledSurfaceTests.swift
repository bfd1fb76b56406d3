import Density
import TestSupport
import Testing
import WebMercator

struct SampledSurfaceTests {
    private typealias Extent = SampledSurface.Extent

    /// Reads a whole surface in strips of so many rows.
    private static func densities(
        _ surface: inout SampledSurface, _ places: [WorldCoordinate], strip: Int
    ) -> [Float] {
        var weighted = WeightedPlaces()
        for place in places { weighted.append(place, 256) }
        var values: [Float] = []
        for first in stride(from: 0, to: surface.height, by: strip) {
            values += surface.densities(first..<first + strip) { _, _ in weighted }.values
        }
        return values
    }

    /// The extent of a window's pixels.
    private static func extent(_ window: PixelWindow) -> Extent {
        let side = Double(window.grid.pixelsPerSide)
        return Extent(
            west: Double(window.x) / side, north: Double(window.y) / side, width: Double(window.width) / side,
            height: Double(window.height) / side)
    }

    @Test(
        "at the centres of tiles' pixels it is the tiles' surface, bit by bit",
        arguments: [
            ("6/35/21", 500.0, 12.0), ("14/8884/5356", 500, 12), ("3/7/3", 1000, 10), ("2/3/0", 1, 60),
            ("12/2220/1338", 500, 3), ("18/142176/85720", 100, 8), ("10/555/334", 1, 48),
        ])
    func tiles(address: String, metres: Double, minPixels: Double) throws {
        let tile = try #require(TileCoordinate(address))
        let bandwidth = try #require(Bandwidth(metres: metres, minPixels: minPixels))
        let places = DensitySurfaceTests.places(around: tile, count: 400, seed: 9)
        let corner = PixelWindow(tile: tile)
        let window = try #require(PixelWindow(grid: corner.grid, x: corner.x, y: corner.y, width: 512, height: 512))
        let picture = DensitySurface.densities(window, bandwidth, places)
        for strip in [37, 512] {
            var surface = try #require(
                SampledSurface(Self.extent(window), width: 512, height: 512, zoom: tile.zoom, bandwidth: bandwidth))
            #expect(Self.densities(&surface, places, strip: strip) == picture.values)
        }
        #expect(picture.maximum > 0)
    }

    @Test(
        "between them it stays within 2 % of the exact sum",
        arguments: [
            ("5/17/10", 1.0, 8.0), ("6/35/21", 1, 12), ("12/2221/1339", 500, 12), ("14/8885/5357", 500, 12),
            ("8/130/1", 1, 9), ("16/35544/21430", 500, 8),
        ])
    func exact(address: String, metres: Double, minPixels: Double) throws {
        let tile = try #require(TileCoordinate(address))
        let bandwidth = try #require(Bandwidth(metres: metres, minPixels: minPixels))
        let places = DensitySurfaceTests.places(around: tile, count: 150, seed: 11)
        // 3.3 pixels of paper to one of the screen, and an extent that begins anywhere.
        let window = PixelWindow(tile: tile)
        var extent = Self.extent(window)
        extent.west += extent.width / 7
        extent.north += extent.height / 9
        let (width, height) = (847, 845)
        var surface = try #require(
            SampledSurface(extent, width: width, height: height, zoom: tile.zoom, bandwidth: bandwidth))
        let values = Self.densities(&surface, places, strip: 100)
        let exact = ExactDensity(places: places, bandwidth: bandwidth)
        var (worst, maximum) = (0.0, 0.0)
        for row in stride(from: 0, to: height, by: 13) {
            for column in stride(from: 0, to: width, by: 13) {
                let truth = exact.density(
                    x: extent.west + (Double(column) + 0.5) / Double(width) * extent.width,
                    y: extent.north + (Double(row) + 0.5) / Double(height) * extent.height,
                    pixelsPerSide: Double(window.grid.pixelsPerSide))
                maximum = max(maximum, truth)
                worst = max(worst, abs(Double(values[row * width + column]) - truth))
            }
        }
        #expect(maximum > 0)
        #expect(worst < 0.02 * maximum, "off by \(worst / maximum)")
    }

    @Test("strips in any order are the same, and a second reading begins anew")
    func order() throws {
        let tile = try #require(TileCoordinate("10/555/334"))
        let bandwidth = try #require(Bandwidth(metres: 500, minPixels: 12))
        let places = DensitySurfaceTests.places(around: tile, count: 300, seed: 3)
        var weighted = WeightedPlaces()
        for place in places { weighted.append(place, 256) }
        let extent = Self.extent(PixelWindow(tile: tile))
        var surface = try #require(
            SampledSurface(extent, width: 300, height: 300, zoom: tile.zoom, bandwidth: bandwidth))
        let whole = surface.densities(0..<300) { _, _ in weighted }
        for range in [200..<300, 0..<10, 5..<250, 299..<400] {
            let strip = surface.densities(range) { _, _ in weighted }
            let expected = whole.values[range.lowerBound * 300..<min(range.upperBound, 300) * 300]
            #expect(strip.values[...] == expected)
        }
        #expect(surface.densities(300..<310) { _, _ in weighted }.height == 0)
    }

    @Test("places are asked for band by band, and hold all that reaches in")
    func bands() throws {
        let tile = try #require(TileCoordinate("8/138/83"))
        let bandwidth = try #require(Bandwidth(metres: 1, minPixels: 8))
        let places = DensitySurfaceTests.places(around: tile, count: 500, seed: 8)
        var extent = Self.extent(PixelWindow(tile: tile))
        extent.height *= 4
        var surface = try #require(
            SampledSurface(extent, width: 200, height: 800, zoom: tile.zoom, bandwidth: bandwidth))
        var whole = try #require(
            SampledSurface(extent, width: 200, height: 800, zoom: tile.zoom, bandwidth: bandwidth))
        var asked = 0
        let grid = surface.densities(0..<800) { window, _ in
            asked += 1
            var inside = WeightedPlaces()
            for place in places where window.contains(place) { inside.append(place, 256) }
            return inside
        }
        #expect(asked == 9)
        #expect(grid.values == Self.densities(&whole, places, strip: 800))
    }

    @Test("across the antimeridian it goes on")
    func antimeridian() throws {
        let bandwidth = try #require(Bandwidth(metres: 1, minPixels: 8))
        let zoom = try #require(Zoom(3))
        var random = SeededGenerator(seed: 1)
        let places = (0..<200).map { _ in
            WorldCoordinate(x: UInt32.random(in: 0...0x0FFF_FFFF, using: &random) &- 0x0800_0000, y: 0x7000_0000)
        }
        var east = try #require(
            SampledSurface(
                Extent(west: 0.9375, north: 0.375, width: 0.125, height: 0.125), width: 256, height: 256, zoom: zoom,
                bandwidth: bandwidth))
        var west = try #require(
            SampledSurface(
                Extent(west: -0.0625, north: 0.375, width: 0.125, height: 0.125), width: 256, height: 256, zoom: zoom,
                bandwidth: bandwidth))
        let values = Self.densities(&east, places, strip: 50)
        #expect(values == Self.densities(&west, places, strip: 256))
        #expect(values.contains { $0 > 0 })
    }

    @Test("nonsense is no surface")
    func nonsense() throws {
        let bandwidth = try #require(Bandwidth(metres: 500, minPixels: 12))
        func surface(_ extent: Extent, _ width: Int = 10, _ height: Int = 10) -> SampledSurface? {
            SampledSurface(extent, width: width, height: height, zoom: .deepest, bandwidth: bandwidth)
        }
        let good = Extent(west: 0.5, north: 0.5, width: 1e-6, height: 1e-6)
        #expect(surface(good) != nil)
        #expect(surface(good, 0) == nil)
        #expect(surface(good, 10, 1 << 20) == nil)
        for path in [\Extent.west, \.north, \.width, \.height] {
            for value in [Double.nan, .infinity, -2, 1.5] {
                var extent = good
                extent[keyPath: path] = value
                #expect(surface(extent) == nil)
            }
        }
        // The whole world at the deepest zoom would be a thousand million pixels across.
        #expect(surface(Extent(west: 0, north: 0, width: 1, height: 1)) == nil)
    }
}
