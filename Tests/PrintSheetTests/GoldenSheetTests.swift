import Foundation
import TestSupport
import Testing
import WebMercator

@testable import PrintSheet

/// A small sheet against one that somebody looked at. `RECORD_GOLDEN=1` writes it anew.
struct GoldenSheetTests {
    private let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
        path: "Fixtures/small-sheet.png")

    /// A page with a little of everything.
    private func page() throws -> (SheetContent, SheetLayout) {
        let layout = try ExampleSheet.layout("150x120", dpi: 110)
        var content = try ExampleSheet.content(layout)
        let (width, height) = layout.surfaceSize
        content.surface = SurfaceImage(width: width, height: height, palette: ExampleSheet.palette) { rows in
            rows.flatMap { row in
                (0..<width).map { column in
                    let distance = abs(column * 2 - width) + abs(row * 2 - height)
                    return UInt8(max(0, 3 - distance * 8 / width))
                }
            }
        }
        let towns: [(String, Double, Double, Int)] = [
            ("Łódź", 19.46, 51.76, 0), ("Gdańsk", 18.65, 54.35, 0), ("Żary", 15.14, 51.64, 3),
            ("Zgierz", 19.41, 51.86, 2),
        ]
        content.placeNames = try towns.map { town in
            let place = try #require(GeographicCoordinate(longitude: town.1, latitude: town.2))
            return PlaceName(name: town.0, place: place, rank: town.3)
        }
        let line = try [(14.0, 54.0), (17, 50), (24, 53)].map {
            try #require(GeographicCoordinate(longitude: $0.0, latitude: $0.1))
        }
        content.overlays = [Overlay(lines: [line], color: .ink, strokeWidth: 0.4, dashes: [2, 1])]
        content.hasGraticule = true
        content.locator = Locator(box: try #require(BoundingBox("10,45,30,60")), outlines: [line], marked: [])
        content.pageNumber = "1 / 1"
        return (content, layout)
    }

    @Test func `it looks as it did`() throws {
        let (content, layout) = try page()
        let pixels = try ExampleSheet.raster(content, layout)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil { try record(pixels) }
        let golden = try #require(RGBImage([UInt8](Data(contentsOf: url))))
        try #require(golden.width == pixels.width && golden.height == pixels.height)
        let measure = try #require(Canvas(pixels: 1, 1, scale: 20))
        // Other letters make another picture.
        guard abs(measure.width("Zażółć gęślą jaźń", Font(size: 10)) - 86.15) < 0.2 else {
            print("skipped: sans-serif is not DejaVu Sans here")
            return
        }
        var different = 0
        for row in 0..<pixels.height {
            for column in 0..<pixels.width {
                let pair = zip(golden[column, row], pixels[column, row])
                if pair.contains(where: { abs(Int($0) - Int($1)) > 48 }) { different += 1 }
            }
        }
        // Versions of FreeType smooth letters a little differently.
        #expect(different * 500 < pixels.width * pixels.height, "\(different) pixels differ")
    }

    private func record(_ pixels: Pixels) throws {
        let canvas = try #require(Canvas(pixels: pixels.width, pixels.height, scale: 1))
        let colors = stride(from: 0, to: pixels.bytes.count, by: 3).map { start in
            pixels.bytes[start..<start + 3]
        }
        // A picture of single pixels, each drawn as a block.
        for (index, color) in colors.enumerated() where color != [255, 255, 255] {
            let parts = color.map { Double($0) / 255 }
            let block = PaperRectangle(
                x: Double(index % pixels.width), y: Double(index / pixels.width), width: 1, height: 1)
            canvas.draw([Mark(.block(block, InkColor(red: parts[0], green: parts[1], blue: parts[2])))])
        }
        try Data(try #require(canvas.png())).write(to: url)
    }
}
