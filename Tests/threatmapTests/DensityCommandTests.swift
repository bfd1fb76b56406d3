import Foundation
import TestSupport
import Testing

/// `threatmap density` as GIS programs read what it writes.
@Suite struct DensityCommandTests {
    private let box = ["--bbox", "15.1,52.6,15.4,52.85"]

    private func store() throws -> Place {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(250)))
        return place
    }

    private func info(_ place: Place, _ name: String, _ command: String) throws -> [String: Any] {
        let made = try Program.shell("\"$T\" density --store '\(place.store)' \(command) -o '\(place[name])'")
        try #require(made.status == 0, "\(made.errors)")
        let run = try Program.shell("gdalinfo -json -mm '\(place[name])'")
        try #require(run.status == 0, "\(run.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    }

    private func values(_ place: Place, _ name: String) throws -> [UInt8] {
        let run = try Program.shell("gdal_translate -q -of ENVI '\(place[name])' '\(place["raw"])'")
        try #require(run.status == 0, "\(run.errors)")
        return try place.bytes("raw")
    }

    @Test func `A GeoTIFF has the same numbers as the ESRI grid, and says where they lie`() throws {
        guard Tool("gdalinfo") != nil, Tool("gdal_translate") != nil else { return }
        let place = try store()
        let tiff = try info(place, "a.tif", "10/555/334")
        let grid = try info(place, "a.asc", "10/555/334")
        #expect(tiff["size"] as? [Int] == [256, 256] && grid["size"] as? [Int] == [256, 256])
        let (one, other) = (tiff["geoTransform"] as? [Double] ?? [], grid["geoTransform"] as? [Double] ?? [])
        #expect(one.count == 6 && zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(try values(place, "a.tif") == values(place, "a.asc"))
        #expect(try values(place, "a.tif").contains { $0 != 0 })
        let band = (tiff["bands"] as? [[String: Any]])?.first
        #expect(band?["type"] as? String == "Float32" && band?["noDataValue"] == nil)
    }

    @Test func `A resolution of one's own covers the box from its north-west corner`() throws {
        guard Tool("gdalinfo") != nil else { return }
        let place = try store()
        let info = try info(place, "b.tif", box.joined(separator: " ") + " --resolution 200")
        let transform = try #require(info["geoTransform"] as? [Double])
        #expect(info["size"] as? [Int] == [167, 230])
        #expect(abs(transform[1] - 200) < 1e-9 && abs(transform[5] + 200) < 1e-9)
        #expect(abs(transform[0] - 15.1 / 180 * 20_037_508.342789244) < 1e-6)
        let band = (info["bands"] as? [[String: Any]])?.first
        #expect((band?["computedMax"] as? Double ?? 0) > 0)
    }

    @Test(arguments: [
        ("--resolution 0", "--resolution is \"0\"; it must be a number of metres from 0.1 to 100000"),
        ("--resolution nan", "--resolution is \"nan\"; it must be a number of metres from 0.1 to 100000"),
        ("--resolution 0.1", "--resolution is \"0.1\"; it must be such that the box has at most 131,072 pixels"),
        ("--resolution 50 --format jpg", "--format is \"jpg\"; it must be asc or tif"),
        ("", "--zoom is missing"),
    ])
    func `What makes no sense is told, and nothing is written`(options: String, message: String) throws {
        let place = try store()
        let files = try place.files
        let run = try Program.shell(
            "\"$T\" density --store '\(place.store)' \(box.joined(separator: " ")) \(options) -o '\(place["c.tif"])'")
        #expect(run.status == 2)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(try place.files == files)
    }
}
