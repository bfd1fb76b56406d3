import Testing
import WebMercator

@testable import PrintSheet

/// Pages as pixels.
struct SheetRasterTests {
    /// The page without what lies over the surface.
    private func origin(_ layout: SheetLayout) -> (x: Int, y: Int) {
        (Int(layout.resolution.pixels(layout.map.x).rounded()), Int(layout.resolution.pixels(layout.map.y).rounded()))
    }

    @Test(arguments: [72, 97, 150]) func `the surface's pixels are the palette's on white, each in its place`(dpi: Int)
        throws
    {
        let layout = try ExampleSheet.layout("A4", dpi: dpi)
        let pixels = try ExampleSheet.raster(ExampleSheet.content(layout), layout)
        let (x, y) = origin(layout)
        let (width, height) = layout.surfaceSize
        let colors = ExampleSheet.palette.map(\.onWhite.bytes)
        var wrong = 0
        for row in stride(from: 0, to: height, by: 3) {
            for column in 0..<width where pixels[x + column, y + row] != colors[Int(ExampleSheet.entry(column, row))] {
                wrong += 1
            }
        }
        #expect(wrong == 0)
    }

    @Test func `over a base map it is multiplied, and white lets it through`() throws {
        struct Plain: BasemapImage {
            let png: [UInt8]
            func tiles(_ extent: MapExtent) throws -> [BasemapTile] {
                [BasemapTile(tile: try #require(TileCoordinate(zoom: 0, x: 0, y: 0)), png: png)]
            }
        }
        let tile = try #require(Canvas(pixels: 16, 16, scale: 1))
        tile.draw([
            Mark(.block(PaperRectangle(x: 0, y: 0, width: 16, height: 16), InkColor(red: 0.2, green: 0.6, blue: 1)))
        ])
        let layout = try ExampleSheet.layout()
        var content = try ExampleSheet.content(layout)
        content.basemap = Plain(png: try #require(tile.png()))
        let pixels = try ExampleSheet.raster(content, layout)
        let (x, y) = origin(layout)
        #expect(pixels[x + 1, y + 1] == [51, 153, 255])
        let orange = ExampleSheet.palette[1].onWhite.bytes
        let product = zip(orange, [51, 153, 255]).map { UInt8((Int($0) * $1 + 127) / 255) }
        #expect(pixels[x + 8, y + 1] == product)
        content.basemap = Plain(png: [1, 2, 3])
        #expect(throws: SheetError.basemapTile("0/0/0")) { try ExampleSheet.raster(content, layout) }
    }

    @Test func `what a surface throws comes out, and too few pixels are refused`() throws {
        struct Stop: Error {}
        let layout = try ExampleSheet.layout()
        var content = try ExampleSheet.content(layout)
        content.surface.rows = { _ in throw Stop() }
        #expect(throws: Stop.self) { try ExampleSheet.raster(content, layout) }
        content.surface.rows = { _ in [0] }
        #expect(throws: SheetError.self) { try ExampleSheet.raster(content, layout) }
    }

    @Test func `bands join without a seam`() throws {
        // Long slanting lines and text across the edges of bands, against one picture of all.
        let layout = try ExampleSheet.layout("A4", dpi: 150)
        let line = try [(13.0, 48.0), (25, 56)].map {
            try #require(GeographicCoordinate(longitude: $0.0, latitude: $0.1))
        }
        var content = try ExampleSheet.content(layout)
        content.overlays = [
            Overlay(lines: [line], color: .ink, strokeWidth: 0.7, dashes: [3, 1]),
            Overlay(lines: [line.reversed()], color: InkColor(red: 0, green: 0, blue: 1, alpha: 0.5), strokeWidth: 2),
        ]
        let pixels = try ExampleSheet.raster(content, layout)
        let page = try SheetPage(content, layout)
        let whole = try #require(Canvas(pixels: pixels.width, pixels.height, scale: layout.resolution.pixels(1)))
        let (x, y) = origin(layout)
        whole.multiply(
            try content.surface.checked(0..<layout.surfaceSize.height), palette: content.surface.palette,
            width: layout.surfaceSize.width, x: x, y: y)
        whole.draw(page.marks)
        let difference = zip(whole.rgb(), pixels.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 0
        #expect(difference <= 2, "\(difference)")
    }
}
