import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// The privacy rule of cells against a slow version that divides the quadtree from a list.
@Suite struct ProtectedCellTests {
    /// The cells that the rules allow inside a cell, from a list of reports.
    private struct SlowDivision {
        var protected: (IndexedReport) -> Bool
        var minimum: Int
        var fewest = 0
        var level: Level

        func parts(_ cell: Cell, _ reports: [IndexedReport]) -> [(cell: Cell, reports: [IndexedReport])] {
            guard !reports.isEmpty else { return [] }
            guard cell.level < level else { return [(cell, reports)] }
            let children = cell.children.map { child in (child, reports.filter { child.codes.contains($0.code) }) }
            let isAllowed = children.allSatisfy { _, reports in
                !(1..<minimum).contains(reports.count(where: protected))
                    && (reports.isEmpty || reports.count >= fewest)
            }
            return isAllowed ? children.flatMap { parts($0.0, $0.1) } : [(cell, reports)]
        }
    }

    /// Reports in crowds and alone, a third of them by citizens.
    private func crowd(_ random: inout SeededGenerator, _ count: Int) -> [IndexedReport] {
        let centres = (0..<6).map { _ in
            (Double.random(in: 14.5...16.5, using: &random), Double.random(in: 51.5...53, using: &random))
        }
        return (0..<count).compactMap { number in
            let centre = centres[Int.random(in: 0..<6, using: &random)]
            let spread = [0.0005, 0.01, 0.3][Int.random(in: 0..<3, using: &random)]
            let place = GeographicCoordinate(
                longitude: centre.0 + Double.random(in: -spread...spread, using: &random),
                latitude: centre.1 + Double.random(in: -spread...spread, using: &random))
            return place.map { place in
                Fixture.report(
                    UInt32(number + 1), at: WorldCoordinate(place), category: UInt16.random(in: 0..<27, using: &random),
                    source: UInt8.random(in: 0...2, using: &random), status: UInt8.random(in: 0...6, using: &random),
                    instant: Fixture.noon + Int64.random(in: -10_000_000...10_000_000, using: &random))
            }
        }
    }

    private func shown(_ selection: CellSelection) -> [String] {
        selection.cells.map { "\($0.cell.quadkey) \($0.count)" }.sorted()
    }

    @Test(
        "What the public sees is the quadtree as far as the rule allows, in every tile and box",
        arguments: 1...12 as ClosedRange<UInt64>)
    func againstSlowVersion(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let catalogue = try Fixture.kmzb()
        let reports = crowd(&random, [3, 40, 400, 1500][Int(seed % 4)])
        let filter = try Fixture.filter(seed < 4 ? "" : CellLayerTests.query(&random, catalogue), catalogue)
        let passing = reports.filter { CellLayerTests.passes($0, filter) }
        let isProtected: (IndexedReport) -> Bool = { $0.kind.source != 2 }
        let renderer = MapRenderer(try Fixture.dataset(reports, catalogue), audience: .public)
        var detail = CellLayer.Detail()
        detail.levels = 3 + Int(seed % 6)
        detail.adaptive = seed % 3 == 0 ? 5 : nil
        let layer = CellLayer(renderer, filter, detail)
        let few = (1..<3).contains(passing.count(where: isProtected))
        let seen = few ? passing.filter { !isProtected($0) } : passing
        for zoom in Zoom.all {
            let level = Level(clamping: min(zoom.number + detail.levels, 17))
            let slow = SlowDivision(
                protected: { !few && isProtected($0) }, minimum: 3, fewest: detail.adaptive ?? 0, level: level
            ).parts(.world, seen)
            let box = layer.cells(in: .world, zoom: zoom)
            #expect(shown(box) == slow.map { "\($0.cell.quadkey) \($0.reports.count)" }.sorted(), "z\(zoom.number)")
            // Fewer than the least number are left out, and how many there are is not said.
            #expect(box.withheld == 0)
            for part in slow { #expect(few || !(1...2).contains(part.reports.count(where: isProtected))) }
            // The tiles that hold the cells' middles have all of them, each once.
            let tiles = Set(slow.map { TileCoordinate(containing: $0.cell.middle.place, zoom: zoom) })
            guard tiles.count <= 60 else { continue }
            #expect(tiles.flatMap { shown(layer.cells(in: $0)) }.sorted() == shown(box), "z\(zoom.number)")
        }
    }

    @Test(
        "Breakdowns of a cell tell of no protected report",
        arguments: 1...4 as ClosedRange<UInt64>)
    func breakdowns(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let catalogue = try Fixture.kmzb()
        let reports = crowd(&random, 600)
        let service = try Fixture.service(reports, catalogue)
        for zoom in [2, 8, 12] {
            let object = try service.object("/layers/cells.geojson?zoom=\(zoom)")
            for feature in try #require(object["features"] as? [[String: Any]]) {
                let properties = try #require(feature["properties"] as? [String: Any])
                let cell = try #require((properties["quadkey"] as? String).flatMap { self.cell($0) })
                let inside = reports.filter { cell.codes.contains($0.code) }
                let byStatus = try #require(properties["byStatus"] as? [String: Int])
                for (ordinal, status) in catalogue.statuses.enumerated() {
                    let all = inside.filter { Int($0.kind.status) == ordinal }
                    let protected = all.count { $0.kind.source != 2 }
                    #expect(byStatus[status.key] ?? 0 == all.count - protected)
                }
                let withheld = (properties["withheld"] as? [String: Int])?["byStatus"] ?? 0
                #expect(byStatus.values.reduce(0, +) + withheld == inside.count)
            }
        }
    }

    @Test("Key holders see every cell")
    func operators() throws {
        let catalogue = try Fixture.kmzb()
        let alone = Fixture.report(1, at: try Fixture.place(15.2, 52.7), source: 0)
        let dataset = try Fixture.dataset([alone], catalogue)
        let zoom = try #require(Zoom(12))
        let open = CellLayer(MapRenderer(dataset, audience: .public), ReportFilter()).cells(in: .world, zoom: zoom)
        #expect(open.cells.isEmpty && open.withheld == 0)
        let full = CellLayer(MapRenderer(dataset, audience: .operators), ReportFilter()).cells(in: .world, zoom: zoom)
        #expect(full.cells.map(\.cell.level.number) == [17] && full.withheld == 0)
    }

    private func cell(_ quadkey: String) -> Cell? {
        let address = quadkey.utf8.reduce(UInt64(0)) { $0 << 2 | UInt64($1 & 3) }
        return Level(quadkey.utf8.count).flatMap { Cell(level: $0, address: address) }
    }
}
