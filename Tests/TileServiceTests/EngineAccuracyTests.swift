import CellIndex
import Density
import Rendering
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

/// The whole way from reports to densities against the exact sum over the reports.
struct EngineAccuracyTests {
    private let catalogue: Catalogue
    private var style: Style

    init() throws {
        catalogue = try Fixture.kmzb()
        style = try Fixture.style("heat")
    }

    /// Reports of all kinds at some places.
    private func reports(_ places: [WorldCoordinate], seed: UInt64) -> [IndexedReport] {
        var random = SeededGenerator(seed: seed)
        return places.enumerated().map { number, place in
            let instant = Int64.random(in: 1_704_063_600..<1_767_222_000, using: &random)
            return Fixture.report(
                UInt32(number + 1), at: place, category: .random(in: 0..<20, using: &random),
                status: places.count == 1 ? 2 : .random(in: 0..<5, using: &random), instant: instant,
                hour: Bool.random(using: &random)
                    ? UInt8(catalogue.clock.hourOfWeek(at: instant)) : IndexedReport.noHour)
        }
    }

    /// The worst error of all ways to ask for a window: prepared and not, exact and snapped, under a filter and without.
    private func worst(_ window: PixelWindow, _ reports: [IndexedReport]) throws -> (error: Double, comment: String) {
        var worst = (error: 0.0, comment: "")
        for audience in [Audience.operators, .public] {
            let plain = MapRenderer(try Fixture.dataset(reports, catalogue), audience: audience)
            let ready = MapRenderer(plain.prepared(for: [style]), audience: audience)
            for query in reports.count == 1 ? [""] : ["", "group=traffic&hours=20-08"] {
                let filter = try Fixture.filter(query, catalogue)
                let seen = audience == .public ? filter.publicOnly(catalogue) : filter
                let snapLevel = audience == .public ? catalogue.publicLevel : nil
                let exact = ExactSurface(reports, style, seen, catalogue, snapLevel: snapLevel)
                let sample = exact.sample(window, step: window.width / 12)
                for (name, renderer) in [("plain", plain), ("prepared", ready)] {
                    let error = sample.error(of: renderer.densities(window, style, filter))
                    if !(error <= worst.error) { worst = (error, "\(audience), \(name), \"\(query)\"") }
                }
            }
        }
        return worst
    }

    private func worst(_ tile: (String, Double), _ crowd: CrowdedPlaces) throws -> (error: Double, comment: String) {
        var tests = self
        tests.style.bandwidth = try #require(Bandwidth(metres: 1, minPixels: tile.1))
        let window = PixelWindow(tile: try #require(TileCoordinate(tile.0)))
        let level = DensitySurface(window: window, bandwidth: tests.style.bandwidth).cellLevel
        return try tests.worst(window, tests.reports(crowd.places(192, in: window, cellLevel: level, seed: 5), seed: 6))
    }

    @Test(
        arguments: [
            // The equator, Poland and 84° N; kernels just narrower and just wider than where the lattice changes.
            ("0/0/0", 12.0), ("1/1/0", 96), ("4/8/5", 8), ("5/17/10", 23.9), ("5/18/1", 24), ("8/130/1", 12),
            ("8/138/83", 47.9), ("10/512/512", 200), ("13/4442/2679", 48), ("14/8885/5357", 11.9),
        ], CrowdedPlaces.allCases)
    func `densities stay within 2 % of the exact sum`(_ tile: (String, Double), _ crowd: CrowdedPlaces) throws {
        let (error, comment) = try worst(tile, crowd)
        #expect(error < 0.02, "\(comment): off by \(error)")
    }

    @Test(arguments: [("4/8/5", 2.0), ("1/1/0", 4), ("13/4442/2679", 2.5), ("6/35/21", 6)], CrowdedPlaces.allCases)
    func `narrow kernels stay within 10 %`(_ tile: (String, Double), _ crowd: CrowdedPlaces) throws {
        let (error, comment) = try worst(tile, crowd)
        #expect(error < 0.1, "\(comment): off by \(error)")
    }
}
