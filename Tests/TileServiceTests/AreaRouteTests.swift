import Boundaries
import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// Reports by areas, against a slow count of them, and what the public is not told.
struct AreaRouteTests {
    /// A grid of boxes round Gorzów, `side` by `side`, that share their sides.
    static func grid(_ side: Int, _ snapLevel: Level?, name: String = "counties") throws -> BoundaryLayer {
        func coordinate(_ column: Int, _ row: Int) throws -> GeographicCoordinate {
            try #require(
                GeographicCoordinate(
                    longitude: 13.7 + 3.1 * Double(column) / Double(side),
                    latitude: 51.2 + 3.1 * Double(row) / Double(side)))
        }
        let areas = try (0..<side * side).map { number in
            let (column, row) = (number % side, number / side)
            let ring = try [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map { try coordinate(column + $0.0, row + $0.1) }
            return BoundaryArea(
                id: "0\(number)", name: "powiat, \"żarski\" \(number)", population: number % 2 == 0 ? 50_000 : nil,
                geometry: AreaGeometry(polygons: [[ring]]))
        }
        return BoundaryLayer(name: name, areas, snapLevel: snapLevel)
    }

    static func dataset(_ reports: [IndexedReport], _ catalogue: Catalogue, side: Int = 4) throws -> Dataset {
        let level = catalogue.publicLevel.map { Level(clamping: $0) }
        return Dataset(
            catalogue: catalogue, snapshot: try CellSnapshot(reports, sequence: 7), updated: Fixture.noon,
            boundaries: BoundaryLayers(version: 1, [try grid(side, level)]))
    }

    private func ask(_ service: TileService, _ target: String, _ key: String? = nil) throws -> [String: Any] {
        let response = service.get(target, key.map { ["Authorization": "Bearer \($0)"] } ?? [:])
        try #require(response.status == 200, "\(target): \(String(decoding: response.body, as: UTF8.self))")
        return try response.object()
    }

    private func properties(_ object: [String: Any]) throws -> [[String: Any]] {
        try #require(object["features"] as? [[String: Any]]).map { try #require($0["properties"] as? [String: Any]) }
    }

    /// A ray to the east against every side, without cells.
    static func contains(_ area: AreaGeometry, _ place: WorldCoordinate) -> Bool {
        let (x, y) = (Int128(place.x), Int128(place.y))
        var isInside = false
        for ring in area.polygons.joined() {
            let places = ring.map(WorldCoordinate.init)
            for (one, other) in zip(places, places.dropFirst()) {
                let (top, bottom) = one.y < other.y ? (one, other) : (other, one)
                guard Int128(top.y) <= y, Int128(bottom.y) > y else { continue }
                let height = Int128(bottom.y) - Int128(top.y)
                let offset = (Int128(top.x) - x) * height + (Int128(bottom.x) - Int128(top.x)) * (y - Int128(top.y))
                if offset > 0 { isInside.toggle() }
            }
        }
        return isInside
    }

    /// The number of the area in which an audience sees a report, the slow way.
    private func slowCounts(
        _ reports: [IndexedReport], _ filter: ReportFilter, _ layer: BoundaryLayer, _ precision: PlacePrecision
    ) -> [Int] {
        var counts = [Int](repeating: 0, count: layer.areas.count)
        for report in reports where CellLayerTests.passes(report, filter) {
            let place = precision.seen(report.code.place)
            for (number, area) in layer.areas.enumerated() where Self.contains(area.geometry, place) {
                counts[number] += 1
            }
        }
        return counts
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `areas, cells under an area and statistics agree with a slow count`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let catalogue = seed % 2 == 0 ? try Fixture.unprotected() : try Fixture.policeUK()
        let reports = try Fixture.scattered(600, seed: seed, catalogue)
        let dataset = try Self.dataset(reports, catalogue)
        let service = try Fixture.serviceWithKeys(dataset)
        let layer = try #require(dataset.boundaries.layers.first)
        for key in [nil, "operator"] {
            let query = CellLayerTests.query(&random, catalogue)
            let renderer = MapRenderer(dataset, audience: key == nil ? .public : .operators)
            let expected = slowCounts(reports, try Fixture.filter(query, catalogue), layer, renderer.precision)
            let areas = try properties(try ask(service, "/layers/areas.geojson?\(query)", key))
            #expect(areas.map { $0["count"] as? Int } == expected, "\(query)")
            for (area, count) in zip(areas, expected) {
                #expect((area["byCategory"] as? [String: Int])?.values.reduce(0, +) == count)
                #expect((area["byStatus"] as? [String: Int])?.values.reduce(0, +) == count)
            }
            for number in [0, 5, 6, 9, 10] {
                let area = "area=counties/0\(number)&\(query)"
                for zoom in [0, 7, 12] {
                    let cells = try properties(try ask(service, "/layers/cells.geojson?zoom=\(zoom)&\(area)", key))
                    #expect(cells.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == expected[number], "z\(zoom) \(area)")
                }
                let renderer = MapRenderer(dataset, audience: key == nil ? .public : .operators)
                var filter = try Fixture.filter(query, catalogue)
                filter.area = layer.selection("0\(number)")
                #expect(dataset.snapshot.count(renderer.visible(filter)) == expected[number])
            }
        }
    }

    @Test func `clusters and timeline under an area sum to its count`() throws {
        let catalogue = try Fixture.unprotected()
        let reports = try Fixture.scattered(500, seed: 31, catalogue)
        let service = try Fixture.serviceWithKeys(try Self.dataset(reports, catalogue))
        for number in [5, 6, 9] {
            let area = "area=counties/0\(number)"
            let areas = try properties(try service.object("/layers/areas.geojson?geometry=false"))
            let expected = try #require(areas[number]["count"] as? Int)
            let clusters = try properties(try service.object("/layers/clusters.geojson?zoom=7&\(area)"))
            #expect(clusters.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == expected)
            let timeline = try service.object("/timeline.json?interval=year&\(area)")
            let total = try #require(timeline["count"] as? Int)
            #expect(total == expected)
        }
    }

    @Test func `changes of the store move counts from area to area`() throws {
        let catalogue = try Fixture.unprotected()
        let reports = try Fixture.scattered(500, seed: 12, catalogue)
        var dataset = try Self.dataset(reports, catalogue)
        let moved = try Fixture.scattered(80, seed: 13, catalogue)
        dataset = dataset.replacing(try dataset.snapshot.applying(moved, sequence: 8), updated: 1)
        let layer = try #require(dataset.boundaries.layers.first)
        let all = moved + reports.dropFirst(80)
        let counts = dataset.snapshot.counts(in: layer.covers, ReportFilter(), .exact).map { $0.values.reduce(0, +) }
        #expect(counts == slowCounts(all, ReportFilter(), layer, .exact))
    }

    @Test func `the public is never told of one or two protected reports in an area`() throws {
        let catalogue = try Fixture.kmzb()
        let open = try #require(catalogue.sources.firstIndex { $0.publicPoints })
        for seed in 1...8 as ClosedRange<UInt64> {
            let reports = try Fixture.scattered(60, seed: seed, catalogue)
            let dataset = try Self.dataset(reports, catalogue)
            let service = try Fixture.serviceWithKeys(dataset)
            let layer = try #require(dataset.boundaries.layers.first)
            let precision = MapRenderer(dataset, audience: .public).precision
            let free = slowCounts(reports.filter { Int($0.kind.source) == open }, ReportFilter(), layer, precision)
            let object = try ask(service, "/layers/areas.geojson?geometry=false")
            for (area, free) in zip(try properties(object), free) {
                let protected = try #require(area["count"] as? Int) - free
                #expect(protected == 0 || protected >= catalogue.minCount)
                #expect((area["byStatus"] as? [String: Int])?.values.reduce(0, +) == free)
            }
            #expect(object["withheld"] == nil)
            let table = service.get("/layers/areas.csv")
            #expect(table.header("X-Withheld") == nil)
        }
    }

    @Test func `an area says what the design promises, as GeoJSON and as a table`() throws {
        let catalogue = try Fixture.kmzb()
        let place = try Fixture.place(13.9, 51.4)
        let reports = (1...6).map { Fixture.report($0, at: place) }
        let service = try Fixture.serviceWithKeys(try Self.dataset(reports, catalogue))
        let response = service.get("/layers/areas.geojson?layer=counties")
        #expect(response.header("Content-Type") == "application/geo+json")
        let object = try response.object()
        #expect(object["numberMatched"] as? Int == 16 && object["numberReturned"] as? Int == 16)
        let feature = try #require((object["features"] as? [[String: Any]])?.first)
        #expect(feature["id"] as? String == "00")
        let geometry = try #require(feature["geometry"] as? [String: Any])
        #expect(geometry["type"] as? String == "Polygon")
        #expect((geometry["coordinates"] as? [[[Double]]])?.first?.first == [13.7, 51.2])
        let properties = try #require(feature["properties"] as? [String: Any])
        #expect(
            Set(properties.keys) == [
                "id", "name", "layer", "count", "density", "population", "ratePer1000", "topCategory", "byCategory",
                "byStatus",
            ])
        #expect(properties["count"] as? Int == 6 && properties["ratePer1000"] as? Double == 0.12)
        // 0.775° by 0.775° at 51.6° north: 53.6 km by 86.3 km.
        #expect(abs((properties["density"] as? Double ?? 0) - 6 / (53.6 * 86.3)) < 2e-5)
        #expect(properties["topCategory"] as? String == "speeding")
        let bare = try #require(
            try service.object("/layers/areas.geojson?geometry=false")["features"] as? [[String: Any]])
        #expect(bare[0]["geometry"] is NSNull)
        let table = service.get("/layers/areas.csv")
        #expect(table.header("Content-Type")?.hasPrefix("text/csv") == true)
        let lines = String(decoding: table.body, as: UTF8.self).components(separatedBy: "\r\n")
        #expect(
            lines.count == 18 && lines[0].hasPrefix("layer,id,name,count,density,population,ratePer1000,topCategory,"))
        #expect(
            lines[1].hasPrefix(#"counties,00,"powiat, ""żarski"" 0",6,0.00129"#) && lines[1].contains(",50000,0.12,"))
        let list = try service.object("/layers")["areas"] as? [[String: Any]]
        #expect(list?.first?["layer"] as? String == "counties" && list?.first?["areas"] as? Int == 16)
    }

    @Test func `a polygon in a body is counted as an area is, for holders of keys`() throws {
        let catalogue = try Fixture.kmzb()
        let reports = try Fixture.scattered(400, seed: 3, catalogue)
        let dataset = try Self.dataset(reports, catalogue)
        let service = try Fixture.serviceWithKeys(dataset)
        let areas = try properties(try ask(service, "/layers/areas.geojson?category=speeding", "operator"))
        func post(_ body: String, key: String? = "operator", type: String = "application/geo+json") -> HTTPResponse {
            var headers = [HTTPHeader("Content-Type", type)]
            if let key { headers.append(HTTPHeader("Authorization", "Bearer \(key)")) }
            return service.respond(
                to: HTTPRequest(
                    method: "POST", path: "/layers/areas", query: "category=speeding".parameters, headers: headers,
                    body: Array(body.utf8)))
        }
        for (number, area) in dataset.boundaries.layers[0].areas.enumerated() {
            let ring = area.geometry.polygons[0][0].map { "[\($0.longitude),\($0.latitude)]" }.joined(separator: ",")
            let polygon = #"{"type": "Polygon", "coordinates": [[\#(ring)]]}"#
            for body in [polygon, #"{"type": "Feature", "properties": {}, "geometry": \#(polygon)}"#] {
                let answer = post(body)
                try #require(answer.status == 200)
                let object = try answer.object()
                for name in ["count", "density"] {
                    #expect(object[name] as? Double == areas[number][name] as? Double)
                }
                #expect(object["byStatus"] as? [String: Int] == areas[number]["byStatus"] as? [String: Int])
                #expect(answer.header("Cache-Control") == "no-store")
            }
        }
        #expect(post("{}", key: nil).status == 401)
        #expect(post("{}", type: "text/plain").status == 415)
        let open = #"{"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1],[0,1]]]}"#
        #expect(try post(open).problem().detail == "the body ring 1 is not closed: its last position must be its first")
        #expect(post("[1").status == 400 && post("{}").status == 400 && post("").status == 400)
    }

    @Test func `what names no area is an error that says what there is`() throws {
        let catalogue = try Fixture.kmzb()
        let level = Level(clamping: 17)
        let dataset = Dataset(
            catalogue: catalogue, snapshot: try CellSnapshot([], sequence: 1), updated: 1,
            boundaries: BoundaryLayers(
                version: 1, [try Self.grid(2, level, name: "a"), try Self.grid(3, level, name: "b")]))
        let service = try Fixture.serviceWithKeys(dataset)
        for (target, status, parameter, words) in [
            ("/layers/areas.geojson", 400, "layer", "\"layer\" is missing; there are a, b"),
            ("/layers/areas.geojson?layer=c", 400, "layer", "no layer of areas \"c\"; there are a, b"),
            ("/layers/areas.csv?layer=a&geometry=false", 400, "geometry", "not a parameter"),
            ("/layers/areas.geojson?layer=a&geometry=no", 400, "geometry", "neither true nor false"),
            ("/layers/cells.geojson?area=01", 400, "area", "write a/01 or b/01"),
            ("/layers/cells.geojson?area=a/09", 400, "area", "\"09\" is not the id of an area of the layer a"),
            ("/layers/cells.geojson?area=x", 400, "area", "write LAYER/ID"),
            ("/layers/cells.geojson?area=08&area=07", 400, "area", "given twice"),
            ("/reports/nearby?lon=15&lat=52&category=speeding&area=08", 400, "area", "not a parameter"),
        ] {
            let response = service.get(target)
            #expect(response.status == status, "\(target)")
            let problem = try response.problem()
            #expect(problem.parameter == parameter && problem.detail.contains(words), "\(problem.detail)")
        }
        for target in [
            "/layers/cells.geojson?area=08", "/tiles/heat/5/17/10.png?area=b/08", "/legend/heat.json?area=08",
        ] {
            #expect(service.get(target).status == 200)
        }
        let without = try Fixture.service([], catalogue)
        #expect(without.get("/layers/areas.geojson").status == 404)
        #expect(try without.get("/layers/cells.geojson?area=1").problem().detail.contains("no areas are loaded"))
    }
}
