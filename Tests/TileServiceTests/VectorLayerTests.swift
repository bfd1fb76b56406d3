import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

extension VectorTileDecoder.Value {
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
    fileprivate var number: Double? { if case .number(let number) = self { number } else { nil } }
}

/// Vector tiles as requests get them, read by GDAL.
struct VectorLayerTests {
    private func service(_ audience: Audience = .operators) throws -> TileService {
        let catalogue = try Fixture.kmzb()
        return try Fixture.service(Fixture.scattered(300, seed: 2, catalogue), catalogue, audience: audience)
    }

    @Test(arguments: [("cells", "Polygon"), ("clusters", "Point")])
    func `ogrinfo finds in a vector tile what GeoJSON has`(layer: String, geometry: String) throws {
        guard let tool = Tool("ogrinfo") else { return }
        let service = try service()
        let tile = TileCoordinate(containing: try Fixture.place(15.24, 52.73), zoom: Zoom(clamping: 9))
        let expected = try #require(
            try service.object("/layers/\(layer)/\(tile).geojson")["features"] as? [[String: Any]])
        #expect(expected.count > 3)
        let response = service.get("/layers/\(layer)/\(tile).mvt")
        #expect(response.header("Content-Type") == "application/vnd.mapbox-vector-tile")
        let options = [
            "-al", "-oo", "X=\(tile.x)", "-oo", "Y=\(tile.y)", "-oo", "Z=9", "-oo", "CLIP=NO",
        ]
        let (status, output) = try tool.run(options, response.body, extension: "mvt")
        let text = String(decoding: output, as: UTF8.self)
        #expect(status == 0 && text.contains("Feature Count: \(expected.count)"), "\(text)")
        #expect(text.contains("Geometry: \(geometry)") || text.contains("Geometry: Multi \(geometry)"), "\(text)")
        for feature in expected {
            let properties = try #require(feature["properties"] as? [String: Any])
            let id = try #require(feature["id"] as? String)
            #expect(text.contains("quadkey (String) = \(id)\n"))
            for (key, count) in try #require(properties["byCategory"] as? [String: Int]) {
                #expect(text.contains("category:\(key) (Integer) = \(count)\n"))
            }
        }
    }

    @Test func `a vector tile has a validator and is packed`() throws {
        let service = try service()
        let target = "/layers/cells/6/34/21.mvt"
        let plain = service.get(target)
        #expect(plain.status == 200 && plain.header("Content-Encoding") == nil)
        let packed = service.get(target, ["Accept-Encoding": "gzip"])
        #expect(packed.header("Content-Encoding") == "gzip" && packed.body.count < plain.body.count)
        let tag = try #require(packed.header("ETag"))
        let again = service.get(target, ["Accept-Encoding": "gzip", "If-None-Match": tag])
        #expect(again.status == 304 && again.body.isEmpty)
        #expect(plain.header("Cache-Control") == "public, max-age=60")
        let empty = service.get("/layers/cells/6/0/0.mvt")
        #expect(empty.status == 200 && empty.body.isEmpty)
    }

    @Test(arguments: ["cells", "clusters"])
    func `TileJSON describes the layer and its fields`(layer: String) throws {
        let service = try service(.public)
        let object = try service.object("/layers/\(layer).json?group=traffic")
        #expect(object["tilejson"] as? String == "3.0.0")
        #expect(
            object["tiles"] as? [String] == [
                "https://map.example.org/threats/layers/\(layer)/{z}/{x}/{y}.mvt?group=traffic"
            ])
        let last = try #require(object["maxzoom"] as? Int)
        #expect(object["minzoom"] as? Int == 0 && last == (layer == "cells" ? 17 : 22))
        #expect((object["bounds"] as? [Double])?.count == 4)
        let layers = try #require(object["vector_layers"] as? [[String: Any]])
        #expect(layers.count == 1 && layers[0]["id"] as? String == layer)
        let fields = try #require(layers[0]["fields"] as? [String: String])
        #expect(fields["count"] != nil && fields["category:speeding"] != nil && fields["status:new"] != nil)
        #expect(fields.keys.contains("expansionZoom") == (layer == "clusters"))
    }

    @Test func `areas of a tile have the counts and the ground that GeoJSON has`() throws {
        let catalogue = try Fixture.kmzb()
        let dataset = try AreaRouteTests.dataset(Fixture.scattered(500, seed: 3, catalogue), catalogue)
        let service = try Fixture.serviceWithKeys(dataset)
        for headers in [[:], ["Authorization": "Bearer operator"]] {
            let object = try service.get("/layers/areas.geojson", headers).object()
            let all = try #require(object["features"] as? [[String: Any]])
                .map { try #require($0["properties"] as? [String: Any]) }
            for zoom in [0, 5, 8, 11] {
                let tile = TileCoordinate(containing: try Fixture.place(15.24, 52.73), zoom: Zoom(clamping: zoom))
                let layer = try #require(
                    try VectorTileDecoder.layers(service.get("/layers/areas/\(tile).mvt?layer=counties", headers).body)
                        .first)
                #expect(layer.name == "areas" && !layer.features.isEmpty && (zoom > 5 || layer.features.count == 16))
                for feature in layer.features {
                    let same = try #require(all.first { $0["id"] as? String == feature.properties["id"]?.text })
                    #expect(feature.properties["name"]?.text == same["name"] as? String)
                    for key in ["count", "density", "population", "ratePer1000"] {
                        #expect(feature.properties[key]?.number == same[key] as? Double, "\(key)")
                    }
                    for (key, count) in try #require(same["byCategory"] as? [String: Double]) {
                        #expect(feature.properties["category:\(key)"]?.number == count)
                    }
                    // Ids with a zero before them are no numbers.
                    #expect(feature.id == nil && feature.parts.count == 1)
                }
            }
            let document = try service.object("/layers/areas.json")
            #expect(
                ((document["vector_layers"] as? [[String: Any]])?.first?["fields"] as? [String: Any])?["name"] != nil)
            #expect(service.get("/layers/areas/0/0/0.mvt?layer=x").status == 400)
        }
    }

    @Test func `reports of a tile are those that GeoJSON has, where the audience sees them`() throws {
        var random = SeededGenerator(seed: 71)
        let store = try OGCStore(OGCStore.crowd(300, &random), OGCStore.catalogue(), wholeFeatures: 1000)
        var told = 0
        for headers in [[:], ["Authorization": "Bearer operator"]] {
            for zoom in [3, 13, 14, 15, 17] {
                let tile = TileCoordinate(containing: try Fixture.place(15.24, 52.73), zoom: Zoom(clamping: zoom))
                for query in ["", "?source=public"] {
                    let same = try store.service.get("/layers/points/\(tile).geojson\(query)", headers).object()
                    let expected = try #require(same["features"] as? [[String: Any]])
                    let response = store.service.get("/layers/points/\(tile).mvt\(query)", headers)
                    #expect(response.header("X-Number-Matched") == "\(same["numberMatched"] ?? "")")
                    let layers = try VectorTileDecoder.layers(response.body)
                    #expect(layers.allSatisfy { $0.name == "points" } && layers.count == (expected.isEmpty ? 0 : 1))
                    let features = layers.first?.features ?? []
                    #expect(features.map(\.id) == expected.map { $0["id"] as? UInt64 })
                    for (feature, same) in zip(features, expected) {
                        let properties = try #require(same["properties"] as? [String: Any])
                        #expect(Set(feature.properties.keys) == Set(properties.keys))
                        #expect(feature.properties["occurred"]?.text == properties["occurred"] as? String)
                        #expect(feature.properties["category"]?.text == properties["category"] as? String)
                        let place = try #require((same["geometry"] as? [String: Any])?["coordinates"] as? [Double])
                        let world = try Fixture.place(place[0], place[1])
                        let part = Double(UInt64(world.x) << UInt64(zoom) & 0xFFFF_FFFF) / 1_048_576
                        #expect(abs(Double(try #require(feature.parts.first?.first).x) - part) <= 1)
                        told += 1
                    }
                }
            }
        }
        #expect(told > 300)
        #expect(try store.service.object("/layers/points.json")["minzoom"] as? Int == 14)
    }

    @Test func `where GeoJSON has cells there is a vector tile`() throws {
        let catalogue = try Fixture.policeUK()
        let service = try Fixture.service(Fixture.scattered(100, seed: 8, catalogue), catalogue)
        for zoom in [0, 12, 17] {
            let object = try service.object("/layers/cells.geojson?zoom=\(zoom)")
            let keys = try #require(object["features"] as? [[String: Any]]).compactMap { $0["id"] as? String }
            let tiles = Set(keys.compactMap { Cell(quadkey: $0.prefix(zoom)) })
            for tile in tiles.prefix(20) {
                let bytes = service.get("/layers/cells/\(zoom)/\(tile.x)/\(tile.y).mvt").body
                #expect(!bytes.isEmpty)
            }
        }
    }
}
