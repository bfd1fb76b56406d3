import CellIndex
import Density
import Rendering
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

/// Neighbouring tiles against one window of all of them, the whole way from the index: each asks it for other places.
struct EngineSeamTests {
    private let catalogue: Catalogue

    init() throws { catalogue = try Fixture.kmzb() }

    /// Reports crowded round the corner where four tiles meet, some further away.
    private func reports(_ tile: TileCoordinate, seed: UInt64) -> [IndexedReport] {
        var random = SeededGenerator(seed: seed)
        let side = Int64(1) << Int64(32 - tile.zoom.number)
        return (1...600).map { number in
            func offset() -> Int64 { .random(in: -side...side, using: &random) / (number % 3 == 0 ? 1 : 24) }
            let place = WorldCoordinate(
                x: UInt32(truncatingIfNeeded: Int64(tile.x + 1) * side + offset()),
                y: UInt32(clamping: Int64(tile.y + 1) * side + offset()))
            return Fixture.report(
                UInt32(number), at: place, category: .random(in: 0..<20, using: &random),
                status: .random(in: 0..<5, using: &random),
                instant: Fixture.noon - .random(in: 0..<30_000_000, using: &random))
        }
    }

    /// A snapshot that has changed since its places were prepared.
    private func changed(_ dataset: Dataset, _ reports: [IndexedReport]) throws -> Dataset {
        let changes = reports.prefix(90).map { report in
            var changed = report
            changed.kind.status = (report.kind.status + 1) % 5
            return changed
        }
        return Dataset(
            catalogue: catalogue, snapshot: try dataset.snapshot.applying(changes, sequence: 8), updated: Fixture.noon)
    }

    @Test(arguments: 1...11 as ClosedRange<UInt64>)
    func `four tiles equal one window of all four, pixel for pixel`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed &* 131)
        let zoom = try #require(Zoom(.random(in: 1...18, using: &random)))
        let last = zoom.tilesPerSide - 1
        // Across the antimeridian, at the world's north and south edge, or anywhere.
        let x = seed % 3 == 0 ? last : .random(in: 0...last, using: &random)
        let y = seed % 5 == 0 ? 0 : seed % 5 == 1 ? last - 1 : .random(in: 0..<last, using: &random)
        let tile = try #require(TileCoordinate(zoom: zoom, x: x, y: y))
        var style = try Fixture.style("heat")
        let pixels = try #require([2.5, 8, 12, 30, 100].randomElement(using: &random))
        style.bandwidth = try #require(Bandwidth(metres: seed % 2 == 0 ? 500 : 1, minPixels: pixels))
        let reports = reports(tile, seed: seed)
        let audience = seed % 2 == 0 ? Audience.public : .operators
        let plain = try Fixture.dataset(reports, catalogue)
        let ready = MapRenderer(plain, audience: audience).prepared(for: [style])
        for (number, dataset) in [plain, ready, try changed(ready, reports)].enumerated() {
            let filter = try Fixture.filter(number == 0 ? "group=traffic&from=2024-12-01" : "", catalogue)
            let renderer = MapRenderer(dataset, audience: audience)
            let ratio = number == 1 && seed % 4 == 0 ? PixelRatio.two : .one
            expectSeamless(renderer, tile, ratio, style, filter, "z\(zoom.number) \(x)/\(y) \(pixels) px, \(number)")
        }
    }

    private func expectSeamless(
        _ renderer: MapRenderer, _ tile: TileCoordinate, _ ratio: PixelRatio, _ style: Style, _ filter: ReportFilter,
        _ comment: Comment
    ) {
        let corner = PixelWindow(tile: tile, ratio: ratio)
        let side = corner.width
        guard let wide = PixelWindow(grid: corner.grid, x: corner.x, y: corner.y, width: 2 * side, height: 2 * side)
        else { return }
        let picture = renderer.densities(wide, style, filter)
        #expect(picture.maximum > 0, comment)
        for (east, south) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
            // The eastern neighbour of the last column is the first one.
            let x = (tile.x + UInt32(east)) % tile.zoom.tilesPerSide
            guard let next = TileCoordinate(zoom: tile.zoom, x: x, y: tile.y + UInt32(south)) else { continue }
            let grid = renderer.densities(PixelWindow(tile: next, ratio: ratio), style, filter)
            let isEqual = (0..<side).allSatisfy { row in
                let start = (south * side + row) * 2 * side + east * side
                return grid.values[row * side..<(row + 1) * side].elementsEqual(picture.values[start..<start + side])
            }
            #expect(isEqual, comment)
        }
    }
}
