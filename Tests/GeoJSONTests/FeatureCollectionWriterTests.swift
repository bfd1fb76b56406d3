import Foundation
import GeoJSON
import JSONText
import TestSupport
import Testing
import WebMercator

/// What the writer promises of RFC 7946.
struct FeatureCollectionWriterTests {
    private typealias Position = [Double]

    private func collection(_ body: (inout FeatureCollectionWriter) -> Void) throws -> (text: String, [String: Any]) {
        var writer = FeatureCollectionWriter()
        body(&writer)
        let count = writer.count
        let bytes = writer.finish { $0.member("numberReturned", count) }
        let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        return (String(decoding: bytes, as: UTF8.self), try #require(object))
    }

    /// The polygons of the only feature.
    private func polygons(_ box: BoundingBox) throws -> (type: String, polygons: [[[Position]]]) {
        let (_, object) = try collection { $0.feature(id: "1", box: box) { _ in } }
        let feature = try #require((object["features"] as? [[String: Any]])?.first)
        let geometry = try #require(feature["geometry"] as? [String: Any])
        let type = try #require(geometry["type"] as? String)
        if type == "Polygon" { return (type, [try #require(geometry["coordinates"] as? [[Position]])]) }
        return (type, try #require(geometry["coordinates"] as? [[[Position]]]))
    }

    /// Twice the signed area of a ring; positive where it runs counter-clockwise. Measured from its first position, so
    /// that small rings far from the origin do not drown in rounding.
    private func area(_ ring: [Position]) -> Double {
        let (x, y) = (ring[0][0], ring[0][1])
        return zip(ring, ring.dropFirst()).reduce(0) { sum, side in
            sum + (side.0[0] - x) * (side.1[1] - y) - (side.1[0] - x) * (side.0[1] - y)
        }
    }

    @Test func `a collection without features is a collection`() throws {
        let (text, object) = try collection { _ in }
        #expect(text == #"{"type":"FeatureCollection","features":[],"numberReturned":0}"#)
        #expect(object["type"] as? String == "FeatureCollection")
    }

    @Test func `a feature's text is that of the specification`() throws {
        let box = try #require(BoundingBox(west: 14, south: 52.5, east: 14.5, north: 53))
        let point = try #require(GeographicCoordinate(longitude: -0.123456789, latitude: 51.5))
        let (text, _) = try collection { writer in
            writer.feature(id: "120", box: box) { $0.member("count", 7) }
            writer.feature(id: "ą\"", point: point) { _ in }
        }
        #expect(
            text
                == #"{"type":"FeatureCollection","features":[{"type":"Feature","id":"120","geometry":{"type":"Polygon","#
                + #""coordinates":[[[14,52.5],[14.5,52.5],[14.5,53],[14,53],[14,52.5]]]},"properties":{"count":7}},"#
                + #"{"type":"Feature","id":"ą\"","geometry":{"type":"Point","coordinates":[-0.1234568,51.5]},"#
                + #""properties":{}}],"numberReturned":2}"#)
    }

    @Test func `rings are closed and counter-clockwise for every cell of random places and levels`() throws {
        var random = SeededGenerator(seed: 1)
        for level in 0...27 {
            for _ in 0..<20 {
                let code = MortonCode(bits: random.next())
                let box = Cell(containing: code, level: Level(clamping: level)).bounds
                let (type, polygons) = try polygons(box)
                let ring = try #require(polygons.first?.first)
                #expect(type == "Polygon" && polygons.count == 1 && ring.count == 5)
                #expect(ring.first == ring.last)
                #expect(area(ring) > 0, "level \(level)")
                #expect(ring.allSatisfy { (-180...180).contains($0[0]) && (-90...90).contains($0[1]) })
                for (position, edge) in zip(
                    [ring[0][0], ring[0][1], ring[2][0], ring[2][1]], [box.west, box.south, box.east, box.north])
                {
                    #expect(abs(position - edge) <= 0.5001e-7)
                }
            }
        }
    }

    @Test func `no position has more than 7 decimals or an exponent`() throws {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let place = try #require(
                GeographicCoordinate(
                    longitude: Double.random(in: -180...180, using: &random)
                        * pow(10, Double.random(in: -9...0, using: &random)),
                    latitude: Double.random(in: -90...90, using: &random)))
            let (text, _) = try collection { $0.feature(id: "1", point: place) { _ in } }
            let pattern = /"coordinates":\[(-?\d{1,3}(?:\.\d{1,7})?),(-?\d{1,2}(?:\.\d{1,7})?)\]/
            let match = try #require(text.firstMatch(of: pattern), "\(text)")
            #expect(abs((Double(match.1) ?? .nan) - place.longitude) <= 0.5001e-7)
            #expect(abs((Double(match.2) ?? .nan) - place.latitude) <= 0.5001e-7)
        }
    }

    @Test func `a box across the antimeridian is cut there in two`() throws {
        let box = try #require(BoundingBox(west: 170, south: -10, east: -160, north: 10))
        let (type, polygons) = try polygons(box)
        #expect(type == "MultiPolygon")
        #expect(
            polygons == [
                [[[170, -10], [180, -10], [180, 10], [170, 10], [170, -10]]],
                [[[-180, -10], [-160, -10], [-160, 10], [-180, 10], [-180, -10]]],
            ])
    }

    @Test(arguments: [(170.0, -180.0), (180.0, -170.0)])
    func `a box that ends on the antimeridian has no part without area`(west: Double, east: Double) throws {
        let box = try #require(BoundingBox(west: west, south: 0, east: east, north: 1))
        let (type, polygons) = try polygons(box)
        #expect(type == "Polygon" && polygons.count == 1)
        #expect(area(polygons[0][0]) > 0)
    }

    @Test func `ogrinfo reads what is written`() throws {
        let tool = "/usr/bin/ogrinfo"
        guard FileManager.default.isExecutableFile(atPath: tool) else { return print("skipped: there is no \(tool)") }
        let world = try #require(BoundingBox(west: 170, south: -10, east: -160, north: 10))
        let (text, _) = try collection { writer in
            for id in 0..<3 { writer.feature(id: "\(id)", box: world) { $0.member("count", id) } }
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).geojson")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["-al", "-so", file.path]
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(output.contains("Feature Count: 3") && output.contains("count: Integer"), "\(output)")
        #expect(output.contains("Multi Polygon"), "\(output)")
    }
}
