import Density
import Foundation
import HTTPMessage
import Rendering
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

/// What the picture of a tile shows: reports around their places, and nothing else.
struct TileTests {
    /// A tile near Gorzów, and its first pixel among those of the zoom.
    private func tile(_ zoom: Int) throws -> (tile: TileCoordinate, x: Int, y: Int) {
        let tile = TileCoordinate(containing: try Fixture.place(15.24, 52.73), zoom: try #require(Zoom(zoom)))
        return (tile, Int(tile.x) * 256, Int(tile.y) * 256)
    }

    /// The middle of a pixel of a zoom; columns wrap.
    private func middle(_ x: Int, _ y: Int, _ zoom: Int) -> WorldCoordinate {
        let side = 1 << (24 - zoom)
        let wrapped = (x + (256 << zoom)) % (256 << zoom)
        return WorldCoordinate(x: UInt32(wrapped * side + side / 2), y: UInt32(y * side + side / 2))
    }

    /// The kernel of the design at a pixel's middle, for one report.
    private func exact(_ x: Double, _ y: Double, _ place: WorldCoordinate, _ style: Style, _ zoom: Int) -> Double {
        let side = Double(256 << zoom)
        let scale = 40_075_016.685578488 / cosh(.pi * (1 - 2 * (y + 0.5) / side))
        let h = max(style.bandwidth.metres, style.bandwidth.minPixels * scale / side)
        var dx = abs(Double(place.x) / 0x1p32 - (x + 0.5) / side)
        dx = min(dx, 1 - dx) * scale
        let dy = (Double(place.y) / 0x1p32 - (y + 0.5) / side) * scale
        let closeness = max(0, 1 - (dx * dx + dy * dy) / (h * h))
        return closeness * closeness * 3 / (.pi * h * h / 1e6)
    }

    private func image(_ service: TileService, _ tile: TileCoordinate, query: String = "") throws -> PNGImage {
        let response = service.get("/tiles/heat/\(tile).png\(query)")
        #expect(response.status == 200 && response.header("Content-Type") == "image/png")
        return try #require(PNGImage(response.body))
    }

    @Test(arguments: [0, 6, 12, 18])
    func `a report colours the pixels around its place and no others`(zoom: Int) throws {
        let catalogue = try Fixture.kmzb()
        let style = try Fixture.style("heat")
        let (tile, x0, y0) = try tile(zoom)
        let inside = [(128, 128), (0, 0), (255, 0), (0, 255), (255, 255), (37, 201)]
        let outside = zoom == 0 ? [(-1, 128)] : [(-1, 128), (128, -1), (256, 128), (128, 256), (-1, -1)]
        for (column, row) in inside + outside {
            let place = middle(x0 + column, y0 + row, zoom)
            let service = try Fixture.service([Fixture.report(1, at: place)], catalogue, audience: .operators)
            let limit = try #require(
                (try service.object("/legend/heat.json?zoom=\(zoom)")["classes"] as? [[String: Any]])?.first?["from"]
                    as? Double)
            let image = try image(service, tile)
            let nearest = exact(Double(x0 + column), Double(y0 + row), place, style, zoom)
            var coloured = 0
            for index in image.pixels.indices {
                let density = exact(Double(x0 + index % 256), Double(y0 + index / 256), place, style, zoom)
                let isColoured = image.pixels[index] != 0
                coloured += isColoured ? 1 : 0
                // The design allows 2 % of the tile's maximum.
                if abs(density - limit) > 0.02 * nearest, isColoured != (density > limit) {
                    Issue.record("z\(zoom) report at \(column),\(row): pixel \(index % 256),\(index / 256)")
                    break
                }
            }
            #expect(coloured > 50, "z\(zoom) report at \(column),\(row)")
        }
    }

    @Test func `a tile at twice the resolution shows the same in four times the pixels`() throws {
        let catalogue = try Fixture.kmzb()
        let (tile, x0, y0) = try tile(12)
        let service = try Fixture.service(
            [Fixture.report(1, at: middle(x0 + 100, y0 + 80, 12))], catalogue, audience: .operators)
        let single = try image(service, tile)
        let double = try #require(PNGImage(service.get("/tiles/heat/\(tile)@2x.png").body))
        #expect(double.width == 512 && double.height == 512)
        #expect(abs(Int(double[200, 160]) - Int(single[100, 80])) <= 2)
        let ratio = Double(double.pixels.count { $0 != 0 }) / Double(single.pixels.count { $0 != 0 })
        #expect((3.8...4.2).contains(ratio))
    }

    @Test func `nothing there, or nothing that counts, is the one transparent tile`() throws {
        let catalogue = try Fixture.kmzb()
        let (tile, x0, y0) = try tile(12)
        let place = middle(x0 + 100, y0 + 80, 12)
        let empty = try #require(PalettePNG.transparent(side: 256))
        let none = try Fixture.service([], catalogue)
        #expect(none.get("/tiles/heat/\(tile).png").body == empty)
        #expect(none.get("/tiles/heat/\(tile)@2x.png").body == PalettePNG.transparent(side: 512))
        let joke = UInt8(try #require(catalogue.status("joke")))
        let jokes = try Fixture.service([Fixture.report(1, at: place, status: joke)], catalogue)
        #expect(jokes.get("/tiles/heat/\(tile).png").body == empty)
        // Also where other reports give the map a scale.
        let far = Fixture.report(2, at: middle(x0 + 9000, y0, 12))
        let mixed = try Fixture.service([Fixture.report(1, at: place, status: joke), far], catalogue)
        #expect(mixed.get("/tiles/heat/\(tile).png").body == empty)
        let one = try Fixture.service([Fixture.report(1, at: place)], catalogue)
        for query in [
            "category=parking", "status=new", "source=police", "to=2025-06-01", "from=2026-01-01", "hours=1-2",
        ] {
            #expect(one.get("/tiles/heat/\(tile).png?\(query)").body == empty, "\(query)")
        }
        #expect(one.get("/tiles/heat/\(tile).png?category=speeding&from=2025-06-01&to=2025-06-02").body != empty)
    }

    @Test func `a filter shows in the picture, and two ways of writing it are one`() throws {
        let catalogue = try Fixture.kmzb()
        let service = try Fixture.service(Fixture.scattered(400, seed: 5, catalogue), catalogue)
        let tile = try tile(9).tile
        func picture(_ query: String) -> [UInt8] { service.get("/tiles/density/\(tile).png?" + query).body }
        let filters = [
            "", "group=traffic", "status=confirmed", "source=public", "hours=20-04", "weekdays=sat,sun",
            "to=2024-06-01",
        ]
        #expect(Set(filters.map(picture)).count == filters.count)
        #expect(picture("category=speeding,parking") == picture("category=parking,speeding,parking"))
        #expect(picture("hours=20-24,0-4") == picture("hours=20-04"))
    }

    @Test(arguments: ["heat", "density"])
    func `palette, legend and scale are the same object's`(name: String) throws {
        let catalogue = try Fixture.kmzb()
        let reports = try Fixture.scattered(600, seed: 6, catalogue)
        let service = try Fixture.service(reports, catalogue)
        let style = try Fixture.style(name)
        let renderer = MapRenderer(try Fixture.dataset(reports, catalogue), audience: .public)
        for (zoom, query) in [(5, ""), (9, "group=traffic"), (12, "status=confirmed")] {
            let scale = renderer.scale(style, try #require(Zoom(zoom)), try Fixture.filter(query, catalogue))
            let palette = ClassPalette(scale, style)
            let tile = TileCoordinate(containing: try Fixture.place(15.24, 52.73), zoom: try #require(Zoom(zoom)))
            let image = try #require(PNGImage(service.get("/tiles/\(name)/\(tile).png?\(query)").body))
            let expected = palette.colors.map { [$0.red, $0.green, $0.blue, $0.alpha] }
            #expect(image.palette == Array(expected.prefix(image.palette.count)) && image.palette.count > 1)
            let legend = try service.object("/legend/\(name).json?zoom=\(zoom)&\(query)")
            let classes = try #require(legend["classes"] as? [[String: Any]])
            #expect(classes.map { $0["from"] as? Double } == scale.limits)
            #expect(classes.map { $0["color"] as? String } == palette.classColors.map(\.hex))
        }
    }

    @Test func `the scale of fixed limits is the same at every zoom and under every filter`() throws {
        let catalogue = try Fixture.kmzb()
        let service = try Fixture.service(Fixture.scattered(300, seed: 6, catalogue), catalogue)
        let limits = try ["zoom=0", "zoom=11", "zoom=22", "zoom=9&group=traffic"].map { query in
            (try service.object("/legend/density.json?\(query)")["classes"] as? [[String: Any]])?.map {
                $0["from"] as? Double
            }
        }
        #expect(limits.allSatisfy { $0 == [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000] })
    }

    @Test func `pngcheck finds nothing wrong with tiles of all zooms`() throws {
        guard let tool = Tool("pngcheck") else { return }
        let catalogue = try Fixture.kmzb()
        let service = try Fixture.service(Fixture.scattered(200, seed: 8, catalogue), catalogue)
        for zoom in Zoom.all {
            let tile = TileCoordinate(containing: try Fixture.place(15.24, 52.73), zoom: zoom)
            let (status, output) = try tool.run(["-q"], service.get("/tiles/heat/\(tile).png").body, extension: "png")
            #expect(status == 0, "\(tile) \(String(decoding: output, as: UTF8.self))")
        }
    }
}
