import Foundation
import Testing
import WebMercator

@testable import Boundaries

/// Features of boundary files, good ones and those that would make a wrong count.
struct BoundaryFeatureTests {
    private func read(_ geometry: String, _ properties: String = #"{"terc": "0201"}"#) throws -> BoundaryFeature {
        var reader = BoundaryFeatureReader(BoundaryProperties(id: "terc", name: "name", population: "people"))
        let text = #"{"type": "Feature", "properties": \#(properties), "geometry": \#(geometry)}"#
        return try reader.read(Array(text.utf8)).feature
    }

    private func problem(_ geometry: String, _ properties: String = #"{"terc": "0201"}"#) -> String? {
        do {
            _ = try read(geometry, properties)
            return nil
        } catch {
            return "\(error)"
        }
    }

    private func polygon(_ rings: String...) -> String {
        #"{"type": "Polygon", "coordinates": [\#(rings.joined(separator: ", "))]}"#
    }

    private func several(_ polygons: [String]...) -> String {
        let texts = polygons.map { "[" + $0.joined(separator: ", ") + "]" }
        return #"{"type": "MultiPolygon", "coordinates": [\#(texts.joined(separator: ", "))]}"#
    }

    private func box(_ west: Int, _ south: Int, _ east: Int, _ north: Int) -> String {
        "[[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]]"
    }

    @Test func `an area is read with its id, name and population, and its rings turned the right way`() throws {
        let feature = try read(
            polygon("[[10,50],[10,60],[20,60],[20,50],[10,50]]", "[[12,52],[14,52],[14,54],[12,54],[12,52]]"),
            #"{"terc": 201, "name": "Łódź 🐕", "people": 23456.0}"#)
        #expect(feature.id == "201" && feature.name == "Łódź 🐕" && feature.population == 23456)
        let rings = feature.geometry.polygons[0].map { $0.map { [$0.longitude, $0.latitude] } }
        #expect(rings[0] == [[10, 50], [20, 50], [20, 60], [10, 60], [10, 50]])
        #expect(rings[1] == [[12, 52], [12, 54], [14, 54], [14, 52], [12, 52]])
        let bare = try read(polygon(box(1, 1, 2, 2)))
        #expect(bare.name == nil && bare.population == nil)
    }

    @Test func `rings may touch themselves and each other`() {
        #expect(problem(polygon(box(0, 0, 10, 10), "[[0,5],[5,2],[5,8],[0,5]]")) == nil, "a hole at the border")
        #expect(problem(polygon("[[0,0],[5,5],[10,0],[10,10],[5,5],[0,10],[0,0]]")) == nil, "two parts at a point")
        #expect(problem(several([box(0, 0, 5, 5)], [box(5, 0, 9, 5)])) == nil, "a common side")
        #expect(
            problem(several([box(0, 0, 10, 10), box(2, 2, 8, 8)], [box(3, 3, 5, 5)])) == nil, "an island in a hole")
    }

    @Test func `what would make a wrong count is refused in words`() {
        let expected: [(String, String)] = [
            (polygon("[[0,0],[10,10],[10,0],[0,10],[0,0]]"), "crosses itself near [5.0, 5.0"),
            (polygon(box(0, 0, 10, 10), box(20, 20, 22, 22)), "ring 2 is a hole outside of its polygon"),
            (polygon(box(0, 0, 10, 10), box(8, 8, 12, 9)), "crosses itself near [10.0, "),
            (polygon(box(0, 0, 10, 10), box(2, 2, 8, 8), box(3, 3, 4, 4)), "ring 3 is a hole inside another hole"),
            (several([box(0, 0, 10, 10)], [box(2, 2, 3, 3)]), "polygon 2, ring 1 lies inside another polygon"),
            (several([box(0, 0, 10, 10)], [box(0, 0, 10, 10)]), "polygon 1, ring 1 lies inside another polygon"),
            (polygon("[[0,0]]"), "ring 1 has 1 positions; a ring has four or more"),
            (polygon("[[0,0],[1,0],[0,0]]"), "ring 1 has 3 positions"),
            (polygon("[[0,0],[1,0],[1,1],[0,1]]"), "ring 1 is not closed"),
            (polygon("[[0,0],[1,0],[0,0],[0,0]]"), "ring 1 has no area"),
            (polygon("[[0,0],[1,0],[1,91],[0,0]]"), "ring 1, position 3 is [1.0, 91.0], which is out of range"),
            (polygon("[[0,0],[1,0],[1],[0,0]]"), "ring 1, position 3 is not a list of longitude and latitude"),
            (polygon("[[0,0],[1,0],[\"1\",2],[0,0]]"), "ring 1, position 3 is not a list"),
            (polygon("7"), "ring 1 is not a list of positions"), (polygon(), "has no ring: it is empty"),
            (several(), "is a MultiPolygon without a polygon"), (several([]), "polygon 1, has no ring: it is empty"),
            ("null", "has no geometry"), (#"{"type": "Point", "coordinates": [1, 2]}"#, "the type \"Point\""),
            (#"{"type": "Polygon"}"#, "without a list \"coordinates\""),
        ]
        for (geometry, words) in expected {
            let found = problem(geometry) ?? "nothing"
            #expect(found.contains(words), "\(geometry): \(found)")
        }
    }

    @Test func `properties that say nothing are refused`() {
        let good = polygon(box(1, 1, 2, 2))
        for (properties, words) in [
            ("{}", "has no property \"terc\""), (#"{"terc": null}"#, "has no property \"terc\""),
            (#"{"terc": ""}"#, "has no property"), (#"{"terc": [1]}"#, "neither a text nor a number"),
            ("null", "has no"),
            (#"{"terc": 1, "people": -1}"#, "\"-1\"; it must be a whole number of people"),
            (#"{"terc": 1, "people": "many"}"#, "must be a whole number"),
            (#"{"terc": 1, "people": 1.5}"#, "must be a whole number"),
            (#"{"terc": "a\nb"}"#, "with a control character"),
        ] {
            #expect(problem(good, properties)?.contains(words) == true, "\(properties)")
        }
    }

    @Test func `sides that run close beside each other over half the world are refused at once`() {
        // 1,200 teeth, each 160 degrees high and 50 m wide: some kilobytes that would be millions of cells.
        let teeth = (0..<1200).map { number in
            let west = -170 + Double(number) * 0.001
            return "[\(west),-79],[\(west + 0.0005),80]"
        }
        let comb = "[[-170,-80]," + teeth.joined(separator: ",") + ",[-168.7,-79],[-168.7,-80],[-170,-80]]"
        #expect(problem(polygon(comb)) == "has too many sides that run close beside each other; simplify it")
        // As many sides in one place are no trouble.
        let saw = (0..<1200).map { "[\(15 + Double($0) * 1e-7),\($0 % 2 == 0 ? 52 : 52.00001)]" }
        #expect(problem(polygon("[" + saw.joined(separator: ",") + ",[15.001,51.999],[15,51.999],[15,52]]")) == nil)
    }
}
