import Density
import TestSupport
import Testing
import WebMercator

@Suite("Density surfaces")
struct DensitySurfaceTests {
    /// Places around the middle of a tile, some of them beyond its edges; a few of them crowded.
    static func places(around tile: TileCoordinate, count: Int, seed: UInt64) -> [WorldCoordinate] {
        var random = SeededGenerator(seed: seed)
        let side = Int64(1) << Int64(32 - tile.zoom.number)
        let crowd = (Int64.random(in: 0..<side, using: &random), Int64.random(in: 0..<side, using: &random))
        return (0..<count).map { index in
            var x = Int64.random(in: -side / 2..<side * 3 / 2, using: &random)
            var y = Int64.random(in: -side / 2..<side * 3 / 2, using: &random)
            if index % 3 == 0 {
                x = crowd.0 + x / 64
                y = crowd.1 + y / 64
            }
            return WorldCoordinate(
                x: UInt32(truncatingIfNeeded: Int64(tile.x) * side + x),
                y: UInt32(clamping: Int64(tile.y) * side + y))
        }
    }

    /// The largest difference from the exact sum, as a share of the exact maximum, at some pixels of a tile.
    static func error(
        _ tile: TileCoordinate, _ bandwidth: Bandwidth, _ places: [WorldCoordinate], ratio: PixelRatio = .one
    ) -> Double {
        let window = PixelWindow(tile: tile, ratio: ratio)
        let grid = DensitySurface.densities(window, bandwidth, places)
        let exact = ExactDensity(places: places, bandwidth: bandwidth)
        var worst = 0.0
        var maximum = 0.0
        for row in stride(from: 0, to: window.height, by: 5) {
            for column in stride(from: 0, to: window.width, by: 5) {
                let truth = exact.density(x: window.x + column, y: window.y + row, grid: window.grid)
                maximum = max(maximum, truth)
                worst = max(worst, abs(Double(grid[column, row]) - truth))
            }
        }
        return worst / maximum
    }

    @Test(
        "stay within 2 % of the exact sum for kernels of 8 pixels and more",
        arguments: [
            // The equator, Poland, 84° N; low and high zooms; narrow and wide kernels.
            ("0/0/0", 1.0, 8.0), ("5/16/16", 1, 8), ("5/17/10", 1, 8), ("6/35/21", 1, 12), ("9/285/2", 500, 16),
            ("11/1110/669", 1000, 8), ("12/2221/1339", 500, 12), ("14/8885/5357", 500, 12), ("14/8192/8192", 250, 12),
            ("16/35544/21430", 500, 8), ("8/130/1", 1, 9), ("18/142176/85720", 100, 8),
        ])
    func closeToExact(address: String, metres: Double, minPixels: Double) throws {
        let tile = try #require(TileCoordinate(address))
        let bandwidth = try #require(Bandwidth(metres: metres, minPixels: minPixels))
        let crowded = Self.error(tile, bandwidth, Self.places(around: tile, count: 150, seed: 11))
        #expect(crowded < 0.02, "a crowded tile is off by \(crowded)")
        let single = Self.error(tile, bandwidth, [WorldCoordinate(tile.bounds.middle)])
        #expect(single < 0.02, "a single report is off by \(single)")
    }

    @Test("stay within 10 % for kernels from 2 pixels", arguments: [2.0, 3, 4, 5.9, 7])
    func narrow(minPixels: Double) throws {
        let tile = try #require(TileCoordinate("6/35/21"))
        let bandwidth = try #require(Bandwidth(metres: 1, minPixels: minPixels))
        let error = Self.error(tile, bandwidth, Self.places(around: tile, count: 150, seed: 5))
        #expect(error < 0.1, "off by \(error)")
    }

    @Test("at twice the pixels the ground kernel is the same")
    func twice() throws {
        let tile = try #require(TileCoordinate("12/2221/1339"))
        let bandwidth = try #require(Bandwidth(metres: 500, minPixels: 12))
        let places = Self.places(around: tile, count: 100, seed: 2)
        #expect(Self.error(tile, bandwidth, places, ratio: .two) < 0.02)
    }

    @Test(
        "four tiles equal one picture of all four, pixel for pixel",
        arguments: [
            ("6/35/21", 500.0, 12.0), ("14/8884/5356", 500, 12), ("3/7/3", 1000, 10), ("2/3/0", 1, 60),
            ("12/2220/1338", 500, 3),
        ])
    func seams(address: String, metres: Double, minPixels: Double) throws {
        let first = try #require(TileCoordinate(address))
        let bandwidth = try #require(Bandwidth(metres: metres, minPixels: minPixels))
        let places = Self.places(around: first, count: 400, seed: 9)
        let corner = PixelWindow(tile: first)
        let whole = try #require(PixelWindow(grid: corner.grid, x: corner.x, y: corner.y, width: 512, height: 512))
        let picture = DensitySurface.densities(whole, bandwidth, places)
        for (east, south) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            // The eastern neighbour of the last column is the first one.
            let x = (first.x + UInt32(east)) % first.zoom.tilesPerSide
            let tile = try #require(TileCoordinate(zoom: first.zoom, x: x, y: first.y + UInt32(south)))
            let grid = DensitySurface.densities(PixelWindow(tile: tile), bandwidth, places)
            var different = 0
            for row in 0..<256 {
                for column in 0..<256 where grid[column, row] != picture[column + east * 256, row + south * 256] {
                    different += 1
                }
            }
            #expect(different == 0)
        }
        #expect(picture.maximum > 0)
    }

    @Test("the order in which reports come changes no bit")
    func order() throws {
        let tile = try #require(TileCoordinate("10/555/334"))
        let bandwidth = try #require(Bandwidth(metres: 500, minPixels: 12))
        let places = Self.places(around: tile, count: 500, seed: 4)
        let window = PixelWindow(tile: tile)
        let there = DensitySurface.densities(window, bandwidth, places)
        let back = DensitySurface.densities(window, bandwidth, places.reversed())
        #expect(there == back)
    }

    @Test("the volume under the surface is the number of reports")
    func volume() throws {
        let tile = try #require(TileCoordinate("12/2221/1339"))
        let bandwidth = try #require(Bandwidth(metres: 500, minPixels: 12))
        let window = PixelWindow(tile: tile)
        let grid = DensitySurface.densities(window, bandwidth, [WorldCoordinate(tile.bounds.middle)])
        let metres = WebMercator.groundResolution(latitude: tile.bounds.middle.latitude, zoom: tile.zoom)
        let volume = grid.values.reduce(0) { $0 + Double($1) } * metres * metres / 1e6
        #expect(abs(volume - 1) < 0.005)
    }

    @Test("a report outside the tile colours it when its kernel reaches in, and not when it does not")
    func halo() throws {
        let tile = try #require(TileCoordinate("12/2221/1339"))
        let bandwidth = try #require(Bandwidth(metres: 1, minPixels: 12))
        let pixel = UInt32(1) << UInt32(32 - 12 - 8)
        let edge = tile.x << UInt32(32 - 12)
        let row = (tile.y << UInt32(32 - 12)) + 128 * pixel
        let near = DensitySurface.densities(
            PixelWindow(tile: tile), bandwidth, [WorldCoordinate(x: edge - pixel, y: row)])
        #expect(near[0, 128] > 0)
        #expect(near[20, 128] == 0)
        let far = DensitySurface.densities(
            PixelWindow(tile: tile), bandwidth, [WorldCoordinate(x: edge - 20 * pixel, y: row)])
        #expect(far.maximum == 0)
    }
}
