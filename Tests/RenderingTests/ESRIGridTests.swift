import Density
import Foundation
import Rendering
import TestSupport
import Testing
import WebMercator

/// The grid that GIS programs open.
struct ESRIGridTests {
    private let window: PixelWindow
    private let grid: DensityGrid

    init() throws {
        let tile = try #require(TileCoordinate("4/8/5"))
        window = PixelWindow(tile: tile)
        var values = [Float](repeating: 0, count: 65536)
        values[60_000] = 0.3333
        values[65_535 - 255] = 2
        values[65_535] = 1e-7
        grid = try Densities.grid(values, width: 256)
    }

    private var lines: [Substring] {
        String(decoding: ESRIGrid.text(of: grid, window: window), as: UTF8.self).split(separator: "\n")
    }

    @Test func `the header is that of the tile in metres`() throws {
        let header = try Dictionary(
            uniqueKeysWithValues: lines.prefix(6).map { line in
                let words = line.split(separator: " ")
                return (String(words[0]), try #require(Double(words[1])))
            })
        let side = 40_075_016.685578488
        #expect(header["ncols"] == 256 && header["nrows"] == 256 && header["NODATA_value"] == -9999)
        #expect(header["xllcorner"] == 0)
        #expect(abs((header["yllcorner"] ?? 0) - side * (0.5 - 6.0 / 16)) < 1e-6)
        #expect(abs((header["cellsize"] ?? 0) - side / 4096) < 1e-9)
    }

    @Test func `there is one line a row, the north first`() {
        let rows = lines.dropFirst(6).map { $0.split(separator: " ").compactMap { Float($0) } }
        #expect(rows.count == 256 && rows.allSatisfy { $0.count == 256 })
        #expect(rows.flatMap { $0 } == grid.values)
        #expect(rows[255][0] == 2)
    }

    @Test func `gdalinfo sees origin, pixel size and decimals`() throws {
        guard let tool = Tool("gdalinfo") else { return }
        let (status, output) = try tool.run(
            ["-json", "-mm"], ESRIGrid.text(of: grid, window: window), extension: "asc")
        #expect(status == 0)
        let info = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
        let transform = try #require(info["geoTransform"] as? [Double])
        let side = 40_075_016.685578488
        let expected = [0, side / 4096, 0, side * (0.5 - 5.0 / 16), 0, -side / 4096]
        #expect(zip(transform, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(transform)")
        let band = try #require((info["bands"] as? [[String: Any]])?.first)
        #expect(band["type"] as? String == "Float32")
        #expect(band["computedMin"] as? Double == 0 && band["computedMax"] as? Double == 2)
    }

    @Test func `gdalinfo takes a grid of zeros for densities too`() throws {
        guard let tool = Tool("gdalinfo") else { return }
        let empty = DensityGrid(width: 256, height: 256)
        let (status, output) = try tool.run(["-json"], ESRIGrid.text(of: empty, window: window), extension: "asc")
        let info = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
        #expect(status == 0 && (info["bands"] as? [[String: Any]])?.first?["type"] as? String == "Float32")
    }
}
