import CellIndex
import Density
import HTTPMessage
import Rendering
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// Tiles of the difference between two periods.
struct DifferenceTests {
    private let catalogue: Catalogue
    private let style: Style
    private static let summer = "from=2025-06-01&to=2025-09-01"
    private static let winter = "from=2024-12-01&to=2025-03-01"
    /// Summer against winter as a query, and the other way round.
    private static let query = "\(summer)&compare-from=2024-12-01&compare-to=2025-03-01"
    private static let mirrored = "\(winter)&compare-from=2025-06-01&compare-to=2025-09-01"

    init() throws {
        catalogue = try Fixture.kmzb()
        style = try Fixture.style("difference")
    }

    private func filter(_ query: String) throws -> ReportFilter { try Fixture.filter(query, catalogue) }

    /// Scattered reports, with one place that only the summer knows and one that only the winter knows.
    private func reports(_ count: Int, seed: UInt64) throws -> [IndexedReport] {
        let places = [try Fixture.place(15.1, 52.8), try Fixture.place(15.4, 52.6)]
        let instants = [try #require(filter(Self.summer).from), try #require(filter(Self.winter).from)]
        return try Fixture.scattered(count, seed: seed, catalogue)
            + (0..<count / 5).map { number in
                let place = number % 2
                return Fixture.report(
                    UInt32(100_000 + number), at: places[place], instant: instants[place] + Int64(number) * 3600)
            }
    }

    private func tile(_ zoom: Int) throws -> TileCoordinate {
        TileCoordinate(containing: try Fixture.place(15.24, 52.73), zoom: try #require(Zoom(zoom)))
    }

    @Test func `a period compared with itself gives nothing, whatever its length`() throws {
        let service = try Fixture.service(reports(500, seed: 41), catalogue)
        for zoom in [0, 6, 10, 13] {
            let tile = try tile(zoom)
            let picture = service.get(
                "/tiles/difference/\(tile).png?\(Self.summer)&compare-from=2025-06-01&compare-to=2025-09-01")
            #expect(picture.status == 200 && picture.body == PalettePNG.transparent(side: 256))
        }
    }

    @Test(arguments: ["", "@2x"])
    func `summer against winter is the mirror of winter against summer, pixel by pixel`(suffix: String) throws {
        let service = try Fixture.service(reports(500, seed: 42), catalogue)
        var signs: Set<Int> = []
        for zoom in [5, 9, 12] {
            let tile = try tile(zoom)
            let image = try #require(PNGImage(service.get("/tiles/difference/\(tile)\(suffix).png?\(Self.query)").body))
            let other = try #require(
                PNGImage(service.get("/tiles/difference/\(tile)\(suffix).png?\(Self.mirrored)").body))
            let classes = try #require(
                try service.object("/legend/difference.json?zoom=\(zoom)&\(Self.query)")["classes"] as? [[String: Any]])
            let count = UInt8(classes.count)
            #expect(image.pixels.map { $0 == 0 ? 0 : count - $0 } == other.pixels)
            signs.formUnion(image.pixels.map { $0 == 0 ? 0 : $0 > count / 2 ? 1 : -1 })
        }
        #expect(signs == [-1, 0, 1])
    }

    @Test(arguments: [Audience.operators, .public], [7, 10, 13])
    func `differences stay within 2 % of those of the exact sums`(audience: Audience, zoom: Int) throws {
        let reports = try reports(500, seed: 43)
        let window = PixelWindow(tile: try tile(zoom))
        let renderer = MapRenderer(try Fixture.dataset(reports, catalogue), audience: audience)
        let (summer, winter) = (try filter(Self.summer), try filter(Self.winter))
        let snapLevel = audience == .public ? catalogue.publicLevel : nil
        let samples = [summer, winter].map {
            ExactSurface(reports, style, $0, catalogue, snapLevel: snapLevel).sample(window, step: 24)
        }
        let grid = renderer.densities(window, style, summer, against: winter)
        let most = samples.map { $0.pixels.map(\.density).max() ?? 0 }
        for (one, other) in zip(samples[0].pixels, samples[1].pixels) {
            let error = abs(Double(grid[one.column, one.row]) - (one.density - other.density))
            #expect(error <= 0.02 * (most[0] + most[1]), "\(one.column) \(one.row): \(error)")
        }
        #expect(grid.values.contains { $0 > 0 } && grid.values.contains { $0 < 0 })
    }

    @Test(arguments: [(9, false), (12, true), (1, false)])
    func `four tiles equal one window of all four, pixel for pixel`(zoom: Int, isPublic: Bool) throws {
        let dataset = try Fixture.dataset(reports(600, seed: 44), catalogue)
        let renderer = MapRenderer(dataset, audience: isPublic ? .public : .operators)
        let (summer, winter) = (try filter(Self.summer), try filter(Self.winter))
        let corner = PixelWindow(tile: try tile(zoom))
        // Round the corner of a tile, so that the window's own four quarters are parts of four tiles.
        let (x, y) = (corner.x - 128, max(corner.y - 128, 0))
        let picture = renderer.densities(
            try #require(PixelWindow(grid: corner.grid, x: x, y: y, width: 256, height: 256)), style, summer,
            against: winter)
        for (column, row) in [(x, y), (x + 255, y), (x, y + 255), (x + 255, y + 255)] {
            let side = 256 << zoom
            let tile = try #require(
                TileCoordinate(zoom: zoom, x: ((column + side) % side) / 256, y: min(row, side - 1) / 256))
            let window = PixelWindow(tile: tile)
            let grid = renderer.densities(window, style, summer, against: winter)
            for pixel in 0..<256 * 256 {
                let (px, py) = (x + pixel % 256, y + pixel / 256)
                guard (0..<256).contains(px - window.x), (0..<256).contains(py - window.y) else { continue }
                if grid[px - window.x, py - window.y] != picture[px - x, py - y] {
                    Issue.record("\(tile) differs at \(px), \(py)")
                    return
                }
            }
        }
        #expect(picture.values.contains { $0 != 0 })
    }

    @Test func `limits are multiples of the mean of both periods' cells together, the same from either side`() throws {
        let dataset = try Fixture.dataset(reports(800, seed: 45), catalogue)
        let renderer = MapRenderer(dataset, audience: .operators)
        let (summer, winter) = (try filter(Self.summer), try filter(Self.winter))
        guard case .meanMultiples(let multiples) = style.scale else {
            Issue.record("difference has multiples of the mean")
            return
        }
        for zoom in [3, 8, 11, 15].compactMap(Zoom.init) {
            let scale = renderer.scale(style, zoom, summer, against: winter)
            #expect(scale == renderer.scale(style, zoom, winter, against: summer))
            let latitude = dataset.medianLatitude
            let level = DensityScale.level(
                nearestTo: style.bandwidth.metres(latitude: latitude, zoom: zoom), latitude: latitude)
            let weight = ReportWeight(
                byCategory: catalogue.categories.map { _ in 256 },
                byStatus: catalogue.statuses.map { (style.statusWeights[$0.key] ?? 1) == 0 ? 0 : 256 })
            let densities = [summer, winter].flatMap { filter in
                let cells = dataset.snapshot.weights(level: level, filter, weight, .exact)
                return (0..<cells.count).compactMap { index in
                    Cell(level: level, address: cells.addresses[index]).map {
                        Double(cells.weights[index]) / 256 / $0.groundArea
                    }
                }
            }
            let mean = densities.reduce(0, +) / Double(densities.count)
            #expect(scale == DensityScale(multiples: multiples, ofMean: mean))
        }
    }

    @Test func `both periods are part of what a kept tile is known by, and of what is kept for ever`() throws {
        let service = try Fixture.service(reports(500, seed: 46), catalogue)
        let tile = try tile(9)
        let first = "/tiles/difference/\(tile).png?\(Self.query)"
        let second = first.replacing("2024-12-01", with: "2024-11-01")
        let bodies = [first, second, first, second].map { service.get($0) }
        #expect(bodies[0] == bodies[2] && bodies[1] == bodies[3])
        #expect(bodies[0].header("ETag") != bodies[1].header("ETag"))
        #expect(service.tileCache.uses.renderings == 2)
        let etag = try #require(bodies[0].header("ETag"))
        #expect(service.get(first, ["If-None-Match": etag]).status == 304)
        #expect(service.get(first + "&v=7").header("Cache-Control") == "public, max-age=31536000, immutable")
        let open = first.replacing("compare-to=2025-03-01", with: "compare-to=9999-01-01") + "&v=7"
        #expect(service.get(open).header("Cache-Control") == "public, max-age=60")
    }

    @Test func `TileJSON repeats both periods in its links`() throws {
        let tileJSON = try Fixture.service(reports(50, seed: 47), catalogue).object(
            "/tiles/difference.json?\(Self.query)")
        #expect(
            (tileJSON["tiles"] as? [String])?.first?.hasSuffix("/tiles/difference/{z}/{x}/{y}.png?\(Self.query)")
                == true)
        #expect((tileJSON["legend"] as? String)?.hasSuffix("/legend/difference.json?\(Self.query)") == true)
        #expect((tileJSON["description"] as? String)?.hasPrefix("The change in reports per km²") == true)
    }

    @Test(arguments: [1, 2, 3])
    func `the public is told of a period's protected reports only where there are enough of them`(count: Int) throws {
        let place = try Fixture.place(15.24, 52.73)
        let (summer, winter) = (try filter(Self.summer), try filter(Self.winter))
        let police = UInt8(try #require(catalogue.sources.firstIndex { !$0.publicPoints }))
        // Plenty in summer elsewhere: the rule is of each period alone.
        let others = (0..<20).map {
            Fixture.report(UInt32($0 + 1), at: place, source: police, instant: summer.from ?? 0)
        }
        let far = try Fixture.place(15.6, 52.73)
        let few = (0..<count).map {
            Fixture.report(UInt32($0 + 100), at: far, source: police, instant: winter.from ?? 0)
        }
        let dataset = try Fixture.dataset(others + few, catalogue)
        let window = PixelWindow(
            tile: TileCoordinate(containing: far, zoom: try #require(Zoom(12))))
        for audience in [Audience.public, .operators] {
            let renderer = MapRenderer(dataset, audience: audience)
            let isTold = audience == .operators || count >= catalogue.minCount
            let grid = renderer.densities(window, style, summer, against: winter)
            #expect(grid.values.contains { $0 < 0 } == isTold, "\(audience)")
            let legend = Legend(renderer, style, try #require(Zoom(12)), summer, against: winter)
            #expect(legend.counts.own == 20 && legend.counts.compared == (isTold ? count : 0))
        }
    }
}
