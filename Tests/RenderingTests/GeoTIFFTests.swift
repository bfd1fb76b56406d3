import Foundation
import Rendering
import TestSupport
import Testing

/// Rasters of densities for GIS programs.
struct GeoTIFFTests {
    private let position = MapPosition(west: 1_700_000.25, north: 6_900_200.5, pixelSide: 12.5)

    private func file(_ width: Int, _ height: Int, _ values: [Float]) throws -> [UInt8] {
        let tiff = try #require(GeoTIFF(width: width, height: height, position: position))
        return tiff.header + GeoTIFF.bytes(values)
    }

    @Test(arguments: [(1, 1), (3, 2), (300, 211), (20_000, 3)])
    func `gdalinfo sees size, position, kind and all values`(width: Int, height: Int) throws {
        guard let tool = Tool("gdalinfo") else { return }
        var random = SeededGenerator(seed: 5)
        let values = (0..<width * height).map { _ in Float.random(in: 0..<100, using: &random) }
        let (status, output) = try tool.run(
            ["-json", "-mm", "-stats"], try file(width, height, values), extension: "tif")
        #expect(status == 0)
        let info = try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
        #expect(info["size"] as? [Int] == [width, height])
        #expect(info["geoTransform"] as? [Double] == [1_700_000.25, 12.5, 0, 6_900_200.5, 0, -12.5])
        let system = (info["coordinateSystem"] as? [String: Any])?["wkt"] as? String
        #expect(system?.contains("ID[\"EPSG\",3857]") == true, "\(system ?? "")")
        let metadata = (info["metadata"] as? [String: Any])?[""] as? [String: Any]
        #expect(metadata?["AREA_OR_POINT"] as? String == "Area")
        let band = try #require((info["bands"] as? [[String: Any]])?.first)
        #expect(band["type"] as? String == "Float32" && band["noDataValue"] == nil)
        let mean = values.reduce(0) { $0 + Double($1) } / Double(values.count)
        #expect(abs((band["mean"] as? Double ?? -1) - mean) < 1e-3)
        #expect(abs((band["computedMin"] as? Double ?? -1) - Double(values.min() ?? 0)) < 1e-3)
    }

    @Test func `GDAL reads the same numbers in the same order`() throws {
        guard let tool = Tool("gdal_translate") else { return }
        let values = (0..<70 * 40).map { Float($0) / 7 }
        let target = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).raw")
        defer {
            for end in ["raw", "hdr", "raw.aux.xml"] {
                try? FileManager.default.removeItem(at: target.deletingPathExtension().appendingPathExtension(end))
            }
        }
        let (status, _) = try tool.run(
            ["-q", "-of", "ENVI"], try file(70, 40, values), extension: "tif", [target.path])
        try #require(status == 0)
        #expect([UInt8](try Data(contentsOf: target)) == GeoTIFF.bytes(values))
    }

    @Test func `the head says where the data is`() throws {
        for (width, height) in [(1, 1), (5000, 4000), (7, 100_000)] {
            let tiff = try #require(GeoTIFF(width: width, height: height, position: position))
            let head = tiff.header
            #expect(head.starts(with: [0x49, 0x49, 42, 0]) && head.count.isMultiple(of: 2))
            #expect(head.count < 400 + 8 * (height + 1))
        }
    }

    @Test func `what is longer than a TIFF can be is refused`() {
        #expect(GeoTIFF(width: 0, height: 1, position: position) == nil)
        #expect(GeoTIFF(width: 1, height: -1, position: position) == nil)
        #expect(GeoTIFF(width: .max, height: .max, position: position) == nil)
        #expect(GeoTIFF(width: 100_000, height: 20_000, position: position) == nil)
    }
}
