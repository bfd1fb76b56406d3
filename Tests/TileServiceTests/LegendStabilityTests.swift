import CellIndex
import Density
import Rendering
import Reports
import Testing
import TileService
import WebMercator

/// The scale of multiples of the mean: it stays when little changes, and changes when the data do.
struct LegendStabilityTests {
    private static let zooms = [0, 2, 5, 8, 11, 14].map { Zoom(clamping: $0) }

    private func limits(_ snapshot: CellSnapshot, _ catalogue: Catalogue) throws -> [[Double]] {
        let style = try Fixture.style("heat")
        let dataset = Dataset(catalogue: catalogue, snapshot: snapshot, updated: 0)
        let renderer = MapRenderer(dataset, audience: .public)
        return Self.zooms.map { renderer.scale(style, $0, ReportFilter()).limits }
    }

    @Test func `100 reports added to 50,000 change no legend, and twice the reports change those of all low zooms`()
        throws
    {
        let catalogue = try Fixture.kmzb()
        let reports = try Fixture.scattered(50_000, seed: 71, catalogue)
        func numbered(_ reports: [IndexedReport]) -> [IndexedReport] {
            reports.map { report in
                var report = report
                report.id += 1_000_000
                return report
            }
        }
        let more = numbered(try Fixture.scattered(100, seed: 72, catalogue))
        let snapshot = try CellSnapshot(reports, sequence: 1)
        let before = try limits(snapshot, catalogue)
        #expect(before.allSatisfy { $0.count > 3 })
        #expect(try limits(snapshot.applying(more, sequence: 2), catalogue) == before)
        // An index built anew has another median latitude, by a hair.
        #expect(try limits(CellSnapshot(reports + more, sequence: 2), catalogue) == before)
        let double = try limits(CellSnapshot(reports + numbered(reports), sequence: 3), catalogue)
        for (old, new) in zip(before.prefix(4), double) { #expect(old != new) }
    }

    @Test(arguments: [0, 4, 9, 13], ["", "group=traffic"])
    func `limits are those of the slow, obvious way`(zoom: Int, query: String) throws {
        let catalogue = try Fixture.kmzb()
        let reports = try Fixture.scattered(1500, seed: 73, catalogue)
        let style = try Fixture.style("heat")
        let filter = try Fixture.filter(query, catalogue)
        let dataset = try Fixture.dataset(reports, catalogue)
        let zoom = Zoom(clamping: zoom)
        let metres = style.bandwidth.metres(latitude: dataset.medianLatitude, zoom: zoom)
        let level = DensityScale.level(nearestTo: metres, latitude: dataset.medianLatitude)
        var weights: [Cell: Double] = [:]
        for report in reports where CellLayerTests.passes(report, filter) {
            let weight = style.statusWeights[catalogue.statuses[Int(report.kind.status)].key] ?? 1
            if weight > 0 { weights[Cell(containing: report.code, level: level), default: 0] += weight }
        }
        let mean = weights.map { $0.value / $0.key.groundArea }.reduce(0, +) / Double(weights.count)
        guard case .meanMultiples(let multiples) = style.scale else { return }
        let scale = MapRenderer(dataset, audience: .operators).scale(style, zoom, filter)
        #expect(scale == DensityScale(multiples: multiples, ofMean: mean))
        #expect(!scale.limits.isEmpty)
    }
}
