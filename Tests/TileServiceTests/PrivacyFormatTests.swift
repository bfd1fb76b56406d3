import CellIndex
import Foundation
import HTTPMessage
import PrintSheet
import Rendering
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// The privacy rule where the adversary reads vector tiles, tables, legends and printed counts, or asks under areas.
struct PrivacyFormatTests {
    private typealias Told = PrivacyScene.Told

    private func isSafe(_ number: Int) -> Bool { number == 0 || number >= 3 }

    // MARK: Formats

    /// The features of a vector tile.
    private func told(mvt bytes: [UInt8]) throws -> [Told] {
        try VectorTileDecoder.layers(bytes).flatMap(\.features).map { feature in
            func sum(_ prefix: String) -> Int {
                feature.properties.reduce(0) { sum, property in
                    guard property.key.hasPrefix(prefix), case .number(let count) = property.value else { return sum }
                    return sum + Int(count)
                }
            }
            guard case .text(let id) = feature.properties["quadkey"] else {
                throw VectorTileDecoder.Fault("a feature has no quadkey")
            }
            #expect(sum("category:") == sum("status:"))
            return Told(id: id, count: sum("count"), open: sum("status:"))
        }
    }

    /// The rows of a table.
    private func told(csv bytes: [UInt8], id: String) throws -> [Told] {
        let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map {
            // No field but an area's name has a comma.
            $0.replacing(#/"[^"]*(""[^"]*)*"/#, with: "").split(separator: ",", omittingEmptySubsequences: false)
        }
        let header = try #require(rows.first)
        let (key, count) = (try #require(header.firstIndex(of: id[...])), try #require(header.firstIndex(of: "count")))
        return try rows.dropFirst().map { row in
            let open = try header.indices.filter { header[$0].hasPrefix("status.") }.reduce(0) {
                try $0 + (row[$1].isEmpty ? 0 : #require(Int(row[$1])))
            }
            return Told(id: String(row[key]), count: try #require(Int(row[count])), open: open)
        }
    }

    private func isOfThrees(_ withheld: String?) -> Bool {
        withheld.map { Int($0).map { $0 % 3 == 0 } ?? false } ?? true
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `vector tiles and tables tell what GeoJSON tells, and no more`(seed: UInt64) throws {
        let scene = try PrivacyScene(seed: seed)
        func bytes(_ path: String, _ more: String = "") -> (body: [UInt8], withheld: String?) {
            let answer = scene.service.get(
                "\(path)?" + [scene.query, more].filter { !$0.isEmpty }.joined(separator: "&"))
            #expect(answer.status == 200, "\(path)")
            return (answer.body, answer.header("X-Withheld"))
        }
        for layer in ["cells", "clusters"] {
            for zoom in [0, 5, 9, 14] {
                let tiles = Set(
                    scene.reports.map { TileCoordinate(containing: $0.code.place, zoom: Zoom(clamping: zoom)) })
                for tile in tiles.sorted(by: { "\($0)" < "\($1)" }).prefix(4) {
                    let path = "/layers/\(layer)/\(tile)"
                    let json = try scene.features("\(path).geojson").map { try Told($0) }
                    #expect(json.allSatisfy { isSafe($0.protected) })
                    #expect(try told(mvt: bytes("\(path).mvt").body) == json, "\(path)")
                    let table = bytes("\(path).csv")
                    #expect(try told(csv: table.body, id: "quadkey") == json, "\(path)")
                    #expect(isOfThrees(table.withheld))
                }
                let box = "bbox=14.1,51.7,16.2,53.9&zoom=\(zoom)"
                let json = try scene.features("/layers/\(layer).geojson", box).map { try Told($0) }
                #expect(try told(csv: bytes("/layers/\(layer).csv", box).body, id: "quadkey") == json)
            }
        }
        let items = "zoom=6&limit=10000"
        let json = try scene.features("/ogc/collections/cells/items", items).map { try Told($0) }
        #expect(try told(csv: bytes("/ogc/collections/cells/items", items + "&f=csv").body, id: "quadkey") == json)
        for side in [1, 8] {
            let json = try scene.features("/layers/areas.geojson", "layer=grid\(side)&geometry=false").map {
                try Told($0)
            }
            let table = bytes("/layers/areas.csv", "layer=grid\(side)")
            #expect(try told(csv: table.body, id: "id") == json && isOfThrees(table.withheld))
        }
        for (target, more) in [("/layers/areas.geojson", "layer=grid4"), ("/timeline.json", "interval=year")] {
            for (name, value) in try scene.ask(target, more) where name.hasPrefix("withheld") {
                #expect((value as? Int).map { $0 % 3 == 0 } == true, "\(target) \(name)")
            }
        }
    }

    // MARK: Areas as filters

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `under an area all layers and the legend tell what its row among all areas tells`(seed: UInt64) throws {
        let scene = try PrivacyScene(seed: seed)
        let catalogue = try Fixture.kmzb()
        let style = try Fixture.style("density")
        for side in [1, 2, 4] {
            let rows = try scene.features("/layers/areas.geojson", "layer=grid\(side)&geometry=false").map {
                try Told($0)
            }
            for row in rows {
                let area = "area=grid\(side)/\(row.id)"
                for target in ["cells.geojson?zoom=2", "cells.geojson?zoom=11", "clusters.geojson?zoom=5"] {
                    let parts = target.split(separator: "?")
                    let told = try scene.features("/layers/\(parts[0])", "\(parts[1])&\(area)").map { try Told($0) }
                    #expect(told.reduce(0) { $0 + $1.count } == row.count, "\(area) \(target)")
                    #expect(told.reduce(0) { $0 + $1.open } == row.open && told.allSatisfy { isSafe($0.protected) })
                }
                let timeline = try scene.ask("/timeline.json", "interval=year&\(area)")
                #expect(timeline["count"] as? Int == row.open)
                #expect(timeline["withheld"] as? Int == row.protected - row.protected % 3)
            }
            // What weighs nothing is not in the legend, so it has a division of its own: that of the areas so filtered.
            let weighed = try scene.filter().restricted(
                toCategories: Set(catalogue.categories.indices),
                statuses: Set(
                    catalogue.statuses.indices.filter { style.statusWeights[catalogue.statuses[$0].key] != 0 }))
            let layer = try #require(scene.service.dataset.boundaries.layer("grid\(side)"))
            let tallies = AreaLayer(scene.renderer, weighed, layer).tallies
            for (area, tally) in zip(layer.areas, tallies) {
                let legend = try scene.ask("/legend/density.json", "zoom=9&area=grid\(side)/\(area.id)")
                #expect(legend["reports"] as? Int == tally.count)
                #expect(isSafe(tally.withheldByStatus))
            }
        }
    }

    @Test func `of protected reports that the style does not count, the legend and the heat tell nothing`() throws {
        let catalogue = try Fixture.kmzb()
        let place = try Fixture.place(15.24, 52.73)
        let joke = UInt8(try #require(catalogue.statuses.firstIndex { $0.key == "joke" }))
        // Three together, but only one or two of them weigh anything.
        for counted in 1...3 {
            let reports = (1...3).map { Fixture.report($0, at: place, source: 0, status: $0 <= counted ? 2 : joke) }
            let service = try Fixture.service(reports, catalogue)
            let tile = TileCoordinate(containing: place, zoom: Zoom(clamping: 12))
            let empty = try Fixture.service([], catalogue).get("/tiles/density/\(tile).png").body
            #expect((service.get("/tiles/density/\(tile).png").body == empty) == (counted < 3))
            #expect(try service.object("/legend/density.json?zoom=12")["reports"] as? Int == (counted < 3 ? 0 : 3))
            #expect(try service.object("/layers/cells.geojson?zoom=3")["numberMatched"] as? Int == 1)
        }
    }

    // MARK: Sheets

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `no count of a sheet and no difference of two frames is of too few`(seed: UInt64) throws {
        var scene = try PrivacyScene(seed: seed)
        let style = try Fixture.style("heat")
        let catalogue = try Fixture.kmzb()
        let filter = try scene.filter()
        let renderer = scene.renderer
        /// What a sheet of a box says, with the open reports in its frame.
        func sheet(_ box: [Double]) throws -> (counts: SheetCounts, open: Int, frame: WorldWindow)? {
            let values = ["bbox": box.map { "\($0)" }.joined(separator: ",")]
            guard let request = try? SheetRequest({ values[$0] }, style: style, filter: filter) else { return nil }
            let frame = try #require(request.extent.window)
            let open = scene.reports.count { report in
                CellLayerTests.passes(report, filter) && report.kind.source == 2
                    && style.statusWeights[catalogue.statuses[Int(report.kind.status)].key] != 0
                    && frame.contains(renderer.precision.seen(report.code.place))
            }
            return (SheetCounts(renderer, request, filter), open, frame)
        }
        var hidden = 0
        for _ in 0..<40 {
            let outer = scene.box()
            let inner = scene.box(in: outer)
            guard let whole = try sheet(outer), let part = try sheet(inner) else { continue }
            let (all, some) = (whole.counts.inFrame - whole.open, part.counts.inFrame - part.open)
            hidden += all > 0 ? 1 : 0
            #expect(isSafe(all) && isSafe(some), "\(outer) \(all), \(inner) \(some)")
            #expect(isSafe(whole.counts.inAll - whole.counts.inFrame - (open(scene, style, filter) - whole.open)))
            // A frame has the shape of its paper: only of one that holds the other is the difference a number of reports.
            let rows =
                whole.frame.rows.contains(part.frame.rows.lowerBound)
                && whole.frame.rows.contains(part.frame.rows.upperBound)
            let isInside =
                rows && whole.frame.west <= part.frame.west
                && part.frame.west + part.frame.width <= whole.frame.west + whole.frame.width
            if isInside { #expect(isSafe(all - some), "\(outer) \(all), \(inner) \(some)") }
        }
        #expect(hidden > 0 || open(scene, style, filter) == renderer.count(style, filter))
    }

    /// The open reports anywhere that a style counts.
    private func open(_ scene: PrivacyScene, _ style: Style, _ filter: ReportFilter) -> Int {
        scene.reports.count { report in
            CellLayerTests.passes(report, filter) && report.kind.source == 2
                && style.statusWeights[scene.renderer.dataset.catalogue.statuses[Int(report.kind.status)].key] != 0
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `an atlas tells of its areas what the layer of areas tells`(seed: UInt64) throws {
        let scene = try PrivacyScene(seed: seed)
        let style = try Fixture.style("density")
        let filter = try scene.filter()
        var tallies: [Int: [KindTally]] = [:]
        for side in [2, 4] {
            let layer = try #require(scene.service.dataset.boundaries.layer("grid\(side)"))
            let values = ["bbox": "13.7,51.2,16.8,54.3"]
            let request = try SheetRequest({ values[$0] }, style: style, filter: filter)
            tallies[side] = try Atlas(scene.renderer, request, layer).tallies
        }
        let (wholes, parts) = (try #require(tallies[2]), try #require(tallies[4]))
        for (number, whole) in wholes.enumerated() {
            let (column, row) = (number % 2 * 2, number / 2 * 2)
            let inside = [(0, 0), (1, 0), (0, 1), (1, 1)].map { parts[(row + $0.1) * 4 + column + $0.0] }
            #expect(inside.reduce(0) { $0 + $1.count } == whole.count)
            for part in inside {
                #expect(isSafe(part.withheldByStatus) && isSafe(whole.withheldByStatus - part.withheldByStatus))
            }
        }
    }
}
