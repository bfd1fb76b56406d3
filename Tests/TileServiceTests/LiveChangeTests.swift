import CellIndex
import Density
import Foundation
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// What a tile knows of changes, and the building of a new base.
struct LiveChangeTests {
    private let catalogue: Catalogue

    init() throws {
        catalogue = try Fixture.kmzb()
    }

    private func renderer(_ snapshot: CellSnapshot) -> MapRenderer {
        MapRenderer(Dataset(catalogue: catalogue, snapshot: snapshot, updated: 0), audience: .public)
    }

    @Test func `a tile whose last change stays has the same densities`() throws {
        var random = SeededGenerator(seed: 71)
        let reports = try Fixture.scattered(600, seed: 70, catalogue)
        let style = try Fixture.style("density")
        var snapshot = try CellSnapshot(reports, sequence: 600)
        var changed = 0
        for round in 0..<12 {
            let other = try Fixture.scattered(3, seed: UInt64(100 + round), catalogue)
            let changes = other.map { report in
                var change = report
                change.id = UInt32.random(in: 1...640, using: &random)
                return change
            }
            let next = try snapshot.applying(changes, sequence: snapshot.sequence + 3)
            let (before, after) = (renderer(snapshot), renderer(next))
            for change in changes + reports.prefix(6) {
                let zoom = Zoom(clamping: .random(in: 3...16, using: &random))
                let window = PixelWindow(tile: TileCoordinate(containing: change.code.place, zoom: zoom))
                let isSame =
                    before.densities(window, style, ReportFilter()) == after.densities(window, style, ReportFilter())
                if !isSame {
                    changed += 1
                    #expect(before.lastChange(in: window, style) < after.lastChange(in: window, style))
                }
            }
            snapshot = next
        }
        #expect(changed > 10)
    }

    @Test func `a change far away leaves a tile's last change alone`() throws {
        let snapshot = try CellSnapshot(try Fixture.scattered(50, seed: 3, catalogue), sequence: 50)
        let style = try Fixture.style("heat")
        let window = PixelWindow(
            tile: TileCoordinate(containing: try Fixture.place(15.24, 52.73), zoom: Zoom(clamping: 14)))
        let far = Fixture.report(900, at: try Fixture.place(21.01, 52.23))
        let near = Fixture.report(901, at: try Fixture.place(15.24, 52.73))
        let withFar = try snapshot.applying([far], sequence: 51)
        let withNear = try withFar.applying([near], sequence: 52)
        #expect(renderer(snapshot).lastChange(in: window, style) == 50)
        #expect(renderer(withFar).lastChange(in: window, style) == 50)
        #expect(renderer(withNear).lastChange(in: window, style) == 52)
        #expect(renderer(try withNear.compacted()).lastChange(in: window, style) == 52)
    }

    @Test func `many changes lead to a new base with the same reports`() throws {
        let snapshot = try CellSnapshot(try Fixture.scattered(100, seed: 5, catalogue), sequence: 100)
        let more = try Fixture.scattered(Compaction.mostChanges + 1, seed: 6, catalogue).map { report in
            var report = report
            report.id += 50
            return report
        }
        let changed = try snapshot.applying(more, sequence: 30_000)
        let compaction = Compaction()
        compaction.startIfDue(Dataset(catalogue: catalogue, snapshot: snapshot, updated: 0))
        #expect(try compaction.result() == nil)
        compaction.startIfDue(Dataset(catalogue: catalogue, snapshot: changed, updated: 0))
        var result: Dataset?
        for _ in 0..<2000 where result == nil {
            result = try compaction.result()
            if result == nil { Thread.sleep(forTimeInterval: 0.01) }
        }
        let compacted = try #require(result)
        #expect(compacted.snapshot.recentChanges == 0)
        #expect(compacted.reportCount == changed.count)
        let filter = try Fixture.filter("group=traffic&weekdays=sat,sun", catalogue)
        #expect(compacted.snapshot.count(filter) == changed.count(filter))
    }
}
