import Boundaries
import CellIndex
import Foundation
import PrintSheet
import Reports
import Testing
import WebMercator

@testable import TileService

/// An overview, a table, and a page for each area.
struct AtlasTests {
    private let catalogue: Catalogue
    private let renderer: MapRenderer
    private let layer: BoundaryLayer

    init() throws {
        catalogue = try Fixture.kmzb()
        layer = BoundaryLayer(name: "powiaty", try Self.areas(), snapLevel: nil)
        let snapshot = try CellSnapshot(Fixture.scattered(800, seed: 5, catalogue), sequence: 7)
        let dataset = Dataset(
            catalogue: catalogue, snapshot: snapshot, updated: Fixture.noon,
            boundaries: BoundaryLayers(version: 1, [layer]))
        renderer = MapRenderer(dataset, audience: .operators)
    }

    /// Three areas side by side, whose names Polish sorts otherwise than their bytes do.
    private static func areas() throws -> [BoundaryArea] {
        try ["Żary", "Łódź", "Lubin"].enumerated().map { number, name in
            let west = 14.5 + Double(number) * 0.6
            let ring = try [(0.0, 0.0), (0.6, 0), (0.6, 1), (0, 1), (0, 0)].map { x, y in
                try #require(GeographicCoordinate(longitude: west + x, latitude: 52.2 + y))
            }
            return BoundaryArea(
                id: "\(number)", name: name, population: number == 0 ? nil : 50_000,
                geometry: AreaGeometry(polygons: [[ring]]))
        }
    }

    private func atlas(_ layer: BoundaryLayer, filter: String = "") throws -> Atlas {
        let values = ["bbox": "14.5,52.2,16.3,53.2", "dpi": "72", "language": "pl"]
        let request = try SheetRequest(
            { values[$0] }, style: Fixture.style("heat"), filter: Fixture.filter(filter, catalogue))
        return try Atlas(renderer, request, layer)
    }

    @Test func `areas stand in the order of the Polish alphabet, with the numbers of their pages`() throws {
        let atlas = try atlas(layer)
        #expect(atlas.pageCount == 5)
        let rows = try #require(atlas.tables.first).rows
        #expect(rows.map(\.first) == ["Lubin", "Łódź", "Żary"])
        #expect(rows.map(\.last) == ["3", "4", "5"])
        #expect(atlas.request(forAreaAt: 1).title == "Łódź")
    }

    @Test func `the table counts what the maps show`() throws {
        let atlas = try atlas(layer, filter: "group=traffic")
        let all = try Fixture.filter("group=traffic", catalogue)
        let weight = renderer.weight(try Fixture.style("heat"))
        let expected = renderer.dataset.snapshot.counts(in: layer.covers, all, .exact).map { byKind in
            byKind.reduce(0) { weight($1.key) > 0 ? $0 + $1.value : $0 }
        }
        #expect(expected.allSatisfy { $0 > 0 })
        #expect(atlas.tallies.map(\.count) == expected)
        let columns = try #require(atlas.tables.first).columns
        let place = try #require(columns.firstIndex(of: "Zgłoszenia"))
        #expect(atlas.tables[0].rows.map { $0[place] } == atlas.order.map { String(expected[$0]) })
    }

    @Test func `each page is in the file, and progress reaches the last`() throws {
        let atlas = try atlas(layer)
        var bytes: [UInt8] = []
        var progress: [Int] = []
        try atlas.write(onProgress: { progress.append($0) }) { bytes += $0 }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.ranges(of: "/Type /Page %").count == atlas.pageCount)
        #expect(progress.last == atlas.pageCount)
    }

    @Test func `a layer without areas is refused by name`() throws {
        let error = #expect(throws: SheetRequestError.self) {
            try atlas(BoundaryLayer(name: "żadne", [], snapLevel: nil))
        }
        #expect(error?.problem == "the layer żadne has 0 areas; an atlas has 1 to 3000")
    }

    @Test func `an area's name stands at its centroid`() throws {
        let place = try #require(layer.areas[0].geometry.labelPlace)
        #expect(abs(place.longitude - 14.8) < 1e-9 && abs(place.latitude - 52.7) < 1e-9)
    }
}
