import GeoJSON
import JSONText
import Testing
import WebMercator

@Suite struct GeometryLinesTests {
    private func lines(_ text: String) throws -> [[[Double]]] {
        try GeometryLines.read(Array(text.utf8), file: "powiaty ąęłż.json").map { line in
            line.map { [$0.longitude, $0.latitude] }
        }
    }

    @Test(arguments: [
        (#"{"type": "LineString", "coordinates": [[1, 2], [3, 4, 99]]}"#, [[[1.0, 2], [3, 4]]]),
        (
            #"{"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]}"#,
            [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
        ),
        (
            #"{"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]}"#,
            [[[0, 0], [1, 0], [1, 1], [0, 0]]]
        ),
        (#"{"type": "Feature", "properties": {"x": 1}, "geometry": null}"#, []),
        (#"{"type": "Point", "coordinates": [1, 2]}"#, []),
        (
            #"{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "GeometryCollection", "geometries": [{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}]}}]}"#,
            [[[1, 2], [3, 4]]]
        ),
    ])
    func `Lines and rings are read from every kind of geometry`(text: String, expected: [[[Double]]]) throws {
        #expect(try lines(text) == expected)
    }

    @Test(arguments: [
        ("[1, 2]", "powiaty ąęłż.json: is no GeoJSON: an object with a \"type\" is expected"),
        (#"{"type": "Topology"}"#, "powiaty ąęłż.json: type: is \"Topology\", which is no type of GeoJSON"),
        (
            #"{"type": "LineString", "coordinates": [[1, 2], [3, 91]]}"#,
            "powiaty ąęłż.json: coordinates: has at place 1 [3, 91]; a position is a list of degrees of longitude "
                + "and latitude (WGS 84)"
        ),
        (
            #"{"type": "LineString", "coordinates": 7}"#,
            "powiaty ąęłż.json: coordinates: must be a list of positions"
        ),
        (#"{"type": "Polygon"}"#, "powiaty ąęłż.json: coordinates: is missing; it must be a list"),
    ])
    func `What is no GeoJSON is told with its place`(text: String, message: String) {
        let error = #expect(throws: JSONFileError.self) { try lines(text) }
        #expect(error?.description == message)
    }

    @Test func `Collections without end are refused`() {
        var text = #"{"type": "LineString", "coordinates": []}"#
        for _ in 0..<20 { text = #"{"type": "GeometryCollection", "geometries": [\#(text)]}"# }
        #expect(throws: JSONFileError.self) { try lines(text) }
    }
}
