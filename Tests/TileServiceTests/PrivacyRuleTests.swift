import Boundaries
import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// The privacy rule of the design as an adversary meets it, who has nothing but answers: no number of protected reports in
/// them, and no difference of two of which one holds the other, is below `minCount`.
///
/// What is open is told by the answers themselves: breakdowns count nothing else.
struct PrivacyRuleTests {
    private func isSafe(_ number: Int) -> Bool { number == 0 || number >= 3 }

    private func text(_ box: [Double]) -> String { "bbox=" + box.map { String($0) }.joined(separator: ",") }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `no cell and no difference between cells of any zooms is of too few`(seed: UInt64) throws {
        var scene = try PrivacyScene(seed: seed)
        var counts: [String: Int] = [:]
        var total: Int?
        for zoom in stride(from: 0, through: 20, by: 3) {
            let cells = try scene.features("/layers/cells.geojson", "zoom=\(zoom)").map(PrivacyScene.Told.init)
            let ids = Set(cells.map(\.id))
            for cell in cells {
                #expect(isSafe(cell.protected), "z\(zoom) \(cell.id): \(cell.protected)")
                #expect(counts[cell.id] == nil || counts[cell.id] == cell.protected)
                counts[cell.id] = cell.protected
                #expect(cell.id.count <= 17)
            }
            // Each partition is of the whole: a cell less any of the cells in it is a sum of others, which were looked at.
            let sum = cells.reduce(0) { $0 + $1.count }
            #expect(total == nil || total == sum)
            total = sum
            let open = try scene.open()
            #expect(cells.reduce(0) { $0 + $1.open } == open)
            let tiles = Set(scene.reports.map { TileCoordinate(containing: $0.code.place, zoom: Zoom(clamping: zoom)) })
            for tile in tiles.prefix(8) {
                for cell in try scene.features("/layers/cells/\(tile).geojson").map(PrivacyScene.Told.init) {
                    #expect(ids.contains(cell.id) && counts[cell.id] == cell.protected)
                }
            }
            let box = scene.box()
            for cell in try scene.features("/layers/cells.geojson", "zoom=\(zoom)&" + text(box)).map(
                PrivacyScene.Told.init)
            {
                #expect(ids.contains(cell.id) && counts[cell.id] == cell.protected)
            }
            let items = try scene.features("/ogc/collections/cells/items", "zoom=\(zoom)&limit=10000").map(
                PrivacyScene.Told.init)
            #expect(Set(items.map(\.id)) == ids && items.allSatisfy { counts[$0.id] == $0.protected })
        }
        for (id, count) in counts {
            for length in 0..<id.count {
                guard let above = counts[String(id.prefix(length))] else { continue }
                #expect(isSafe(above - count), "\(id) in \(id.prefix(length))")
            }
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `no cluster and no difference to its children is of too few, and all sum to what cells do`(seed: UInt64) throws
    {
        let scene = try PrivacyScene(seed: seed)
        let total = try scene.features("/layers/cells.geojson", "zoom=3").map(PrivacyScene.Told.init).reduce(0) {
            $0 + $1.count
        }
        for zoom in [0, 4, 8, 12, 16, 20] {
            let features = try scene.features("/layers/clusters.geojson", "zoom=\(zoom)")
            let clusters = try features.map(PrivacyScene.Told.init)
            #expect(clusters.reduce(0) { $0 + $1.count } == total)
            let open = try scene.open()
            #expect(clusters.reduce(0) { $0 + $1.open } == open)
            for feature in features {
                let cluster = try PrivacyScene.Told(feature)
                #expect(isSafe(cluster.protected), "z\(zoom) \(cluster.id): \(cluster.protected)")
                let children = try scene.features("/layers/clusters/\(cluster.id)/children").map(PrivacyScene.Told.init)
                #expect(children.isEmpty || children.reduce(0) { $0 + $1.count } == cluster.count)
                for child in children {
                    #expect(isSafe(child.protected) && isSafe(cluster.protected - child.protected))
                }
            }
            // By their ids: a place of 7 decimals may be beyond the edge that it lies on.
            let tiles = try features.map { feature -> TileCoordinate in
                let cell = try #require((feature["id"] as? String).flatMap { Cell(quadkey: $0) })
                return TileCoordinate(containing: cell.codes.lowerBound.place, zoom: Zoom(clamping: zoom))
            }
            let ofTiles = try Set(tiles).flatMap {
                try scene.features("/layers/clusters/\($0).geojson").map(PrivacyScene.Told.init)
            }
            #expect(ofTiles.reduce(0) { $0 + $1.count } == total && ofTiles.count == features.count)
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `no area and no difference to the areas in it is of too few`(seed: UInt64) throws {
        let scene = try PrivacyScene(seed: seed)
        var layers: [Int: [PrivacyScene.Told]] = [:]
        for side in [1, 2, 4, 8] {
            layers[side] = try scene.features("/layers/areas.geojson", "layer=grid\(side)&geometry=false").map(
                PrivacyScene.Told.init)
            for area in layers[side] ?? [] { #expect(isSafe(area.protected), "\(side): \(area.id) \(area.protected)") }
        }
        let open = try scene.open(in: #require(BoundingBox("13.7,51.2,16.8,54.3")))
        for areas in layers.values { #expect(areas.reduce(0) { $0 + $1.open } == open) }
        for (outer, inner) in [(1, 2), (2, 4), (4, 8), (1, 8)] {
            let (wholes, parts) = (layers[outer] ?? [], layers[inner] ?? [])
            for (number, whole) in wholes.enumerated() {
                let inside = parts.indices.filter { index in
                    let (column, row) = (index % inner * outer / inner, index / inner * outer / inner)
                    return row * outer + column == number
                }.map { parts[$0] }
                #expect(inside.reduce(0) { $0 + $1.count } == whole.count)
                for part in inside { #expect(isSafe(whole.protected - part.protected)) }
            }
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `no bin of a timeline and no difference to the bins in it is of too few`(seed: UInt64) throws {
        var scene = try PrivacyScene(seed: seed)
        var bins: [String: [(from: String, protected: Int)]] = [:]
        let year = "from=2024-03-05&to=2025-02-10"
        // Of two years there are too many hours.
        for interval in ["year", "month", "week", "day"] + (scene.query.isEmpty ? ["hour"] : []) {
            let object = try scene.ask(
                "/timeline.json", "interval=\(interval)" + (scene.query.isEmpty ? "&" + year : ""))
            bins[interval] = try #require(object["bins"] as? [[String: Any]]).map { bin in
                let open = try #require(bin["byCategory"] as? [String: Int]).values.reduce(0, +)
                return (try #require(bin["from"] as? String), try #require(bin["count"] as? Int) - open)
            }
            for bin in bins[interval] ?? [] { #expect(isSafe(bin.protected), "\(interval) \(bin)") }
            #expect((object["withheld"] as? Int ?? -1) % 3 == 0)
        }
        for (outer, inner) in [("year", "month"), ("year", "day"), ("month", "day"), ("week", "day"), ("day", "hour")] {
            let wholes = bins[outer] ?? []
            for (index, whole) in wholes.enumerated() {
                let end = index + 1 < wholes.count ? wholes[index + 1].from : "9"
                let inside = (bins[inner] ?? []).filter { $0.from >= whole.from && $0.from < end }
                let sum = inside.reduce(0) { $0 + $1.protected }
                guard sum > 0, whole.protected > 0 || outer != "week" else { continue }
                #expect(isSafe(whole.protected - sum), "\(outer) \(whole) less its \(inner)s \(sum)")
            }
        }
        let box = try scene.ask("/timeline.json", "interval=year&" + text(scene.box()))
        for bin in try #require(box["bins"] as? [[String: Any]]) {
            #expect(try #require(bin["byCategory"] as? [String: Int]).values.reduce(0, +) == bin["count"] as? Int)
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `what points withhold in a box, and in a box within it, differs by none or enough`(seed: UInt64) throws {
        var scene = try PrivacyScene(seed: seed)
        let layer = PointLayer(scene.renderer, try Fixture.filter(scene.query, Fixture.kmzb()))
        for _ in 0..<40 {
            let outer = scene.box()
            let boxes = try [outer, scene.box(in: outer)].map {
                try #require(BoundingBox(text($0).replacing("bbox=", with: "")))
            }
            let withheld = boxes.map { layer.points(in: $0, zoom: Zoom(clamping: 14)).withheld }
            #expect(isSafe(withheld[1]) && isSafe(withheld[0] - withheld[1]), "\(boxes): \(withheld)")
            #expect(withheld.allSatisfy { $0 % 3 == 0 })
        }
        let open = layer.points(in: .world, zoom: Zoom(clamping: 14)).ids
        let sources = Dictionary(uniqueKeysWithValues: scene.reports.map { (Int64($0.id), $0.kind.source) })
        #expect(open.allSatisfy { sources[$0] == 2 })
    }

    @Test func `one or two reports in the whole world are in no picture, legend or number`() throws {
        let catalogue = try Fixture.kmzb()
        let place = try Fixture.place(15.24, 52.73)
        for count in 1...3 {
            let reports = (1...UInt32(count)).map { Fixture.report($0, at: place, source: 0) }
            let service = try Fixture.service(reports, catalogue)
            let tile = TileCoordinate(containing: place, zoom: Zoom(clamping: 12))
            let empty = try Fixture.service([], catalogue)
            let isEmpty = service.get("/tiles/density/\(tile).png").body == empty.get("/tiles/density/\(tile).png").body
            #expect(isEmpty == (count < 3))
            #expect(try service.object("/legend/density.json?zoom=12")["reports"] as? Int == (count < 3 ? 0 : 3))
            #expect(try service.object("/timeline.json")["count"] as? Int == (count < 3 ? 0 : 3))
        }
    }
}
