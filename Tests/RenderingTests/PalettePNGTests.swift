import Density
import Foundation
import Rendering
import TestSupport
import Testing
import WebMercator

/// The encoder's files, read by a decoder of our own and by other programs.
struct PalettePNGTests {
    private func colors(_ count: Int) -> [Color] {
        (0..<count).map { number in
            let byte = UInt8(number)
            return Color(red: byte, green: 255 - byte, blue: byte &* 7, alpha: byte &* 3)
        }
    }

    @Test(arguments: [
        (1, 1), (2, 1), (3, 2), (4, 2), (5, 4), (16, 4), (17, 8), (255, 8), (256, 8),
    ])
    func `pixels come back, in the fewest bits that hold them`(count: Int, depth: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        for (width, height) in [(256, 256), (1, 1), (7, 3), (513, 2), (1, 300)] {
            var pixels = (0..<width * height).map { _ in UInt8.random(in: 0...UInt8(count - 1), using: &random) }
            pixels[0] = UInt8(count - 1)
            let file = try #require(PalettePNG.encode(pixels, width: width, height: height, colors: colors(count)))
            let image = try #require(PNGImage(file))
            #expect(image.width == width && image.height == height && image.bitDepth == depth)
            #expect(image.pixels == pixels)
            #expect(image.palette == colors(count).map { [$0.red, $0.green, $0.blue, $0.alpha] })
        }
    }

    @Test func `entries behind the last that is used are left out, and unused ones before it stay`() throws {
        let file = try #require(PalettePNG.encode([0, 5, 5, 0], width: 2, height: 2, colors: colors(200)))
        let image = try #require(PNGImage(file))
        #expect(image.palette.count == 6 && image.bitDepth == 4 && image.pixels == [0, 5, 5, 0])
    }

    @Test(
        arguments: [PNGSettings.Filter.none, .sub, .up, .paeth],
        [PNGSettings.Strategy.standard, .filtered, .huffman, .runs])
    func `however it is compressed, the pixels come back`(filter: PNGSettings.Filter, strategy: PNGSettings.Strategy)
        throws
    {
        var random = SeededGenerator(seed: 4)
        for (count, level) in [(2, 1), (9, 6), (200, 1), (200, 9), (30, -5), (30, 99)] {
            let pixels = (0..<90 * 40).map { UInt8(min($0 / 40 + Int.random(in: 0...1, using: &random), count - 1)) }
            let settings = PNGSettings(level: level, filter: filter, strategy: strategy)
            #expect((1...9).contains(settings.level))
            let file = try #require(
                PalettePNG.encode(pixels, width: 40, height: 90, colors: colors(count), settings: settings))
            #expect(try #require(PNGImage(file)).pixels == pixels)
        }
    }

    @Test func `what does not fit is refused`() {
        #expect(PalettePNG.encode([0], width: 2, height: 1, colors: colors(2)) == nil)
        #expect(PalettePNG.encode([], width: 0, height: 0, colors: colors(2)) == nil)
        #expect(PalettePNG.encode([1], width: -1, height: -1, colors: colors(2)) == nil)
        #expect(PalettePNG.encode([2], width: 1, height: 1, colors: colors(2)) == nil)
        #expect(PalettePNG.encode([0], width: 1, height: 1, colors: []) == nil)
        #expect(PalettePNG.encode([0], width: 1, height: 1, colors: colors(256) + colors(1)) == nil)
        #expect(PalettePNG.encode([0], width: .max, height: .max, colors: colors(1)) == nil)
    }

    @Test(arguments: [(256, 200), (512, 300)])
    func `a transparent tile is small and all transparent`(side: Int, most: Int) throws {
        let file = try #require(PalettePNG.transparent(side: side))
        let image = try #require(PNGImage(file))
        #expect(file.count < most)
        #expect(image.palette == [[0, 0, 0, 0]] && image.width == side && image.height == side && image.bitDepth == 1)
        #expect(!image.pixels.contains { $0 != 0 })
    }

    /// Four reports round one, in the default style's colours.
    private func sampleTile() throws -> (file: [UInt8], pixels: [UInt8], palette: ClassPalette) {
        let window = try #require(
            PixelWindow(grid: PixelGrid(zoom: Zoom(clamping: 10)), x: 1000, y: 131_000, width: 48, height: 40))
        let style = try Style(ShippedStyles.all[0].json, file: "heat")
        let surface = DensitySurface(window: window, bandwidth: style.bandwidth)
        var places = WeightedPlaces()
        let pixel = UInt32(1) << (32 - 18)
        for (x, y, weight) in [(1020, 131_016, 512), (1028, 131_022, 256), (1044, 131_030, 256), (1003, 131_035, 128)]
            as [(UInt32, UInt32, Int64)]
        {
            places.append(WorldCoordinate(x: x * pixel + pixel / 2, y: y * pixel + pixel / 2), weight)
        }
        let palette = ClassPalette(
            try #require(DensityScale(limits: [0.01, 0.05, 0.1, 0.2, 0.4])), style)
        let pixels = palette.classify(surface.densities(of: places))
        return (try #require(PalettePNG.encode(pixels, width: 48, height: 40, colors: palette.colors)), pixels, palette)
    }

    @Test func `a small picture is that of the fixture, entry by entry`() throws {
        let (file, _, _) = try sampleTile()
        let image = try #require(PNGImage(file))
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/small-tile.pgm")
        if ProcessInfo.processInfo.environment["THREATMAP_RECORD"] != nil {
            let rows = (0..<image.height).map { row in
                (0..<image.width).map { String(image[$0, row]) }.joined(separator: " ")
            }
            try Data(("P2\n\(image.width) \(image.height)\n255\n" + rows.joined(separator: "\n") + "\n").utf8).write(
                to: url)
        }
        let words = try String(contentsOf: url, encoding: .utf8).split { $0 == " " || $0 == "\n" }
        #expect(words.prefix(4) == ["P2", "48", "40", "255"])
        let expected = words.dropFirst(4).compactMap { Int($0) }
        try #require(expected.count == image.pixels.count)
        // One step of 32 within a class is the tolerance: another machine's rounding may move a value over a step.
        let worst = zip(image.pixels, expected).map { abs(Int($0) - $1) }.max()
        #expect(try #require(worst) <= 1)
        #expect(Set(image.pixels).count > 60, "the picture shows something")
    }

    @Test func `pngcheck finds nothing wrong`() throws {
        guard let tool = Tool("pngcheck") else { return }
        for count in [1, 2, 4, 16, 256] {
            let pixels = (0..<64 * 64).map { UInt8($0 % count) }
            let file = try #require(PalettePNG.encode(pixels, width: 64, height: 64, colors: colors(count)))
            let (status, output) = try tool.run(["-v"], file, extension: "png")
            #expect(status == 0, "\(String(decoding: output, as: UTF8.self))")
        }
    }

    @Test func `GDAL sees the same pixels`() throws {
        guard let tool = Tool("gdal_translate") else { return }
        let (file, pixels, palette) = try sampleTile()
        let target = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).raw")
        defer {
            for end in ["raw", "hdr", "raw.aux.xml"] {
                try? FileManager.default.removeItem(at: target.deletingPathExtension().appendingPathExtension(end))
            }
        }
        let (status, _) = try tool.run(
            ["-q", "-expand", "rgba", "-of", "ENVI", "-co", "INTERLEAVE=BIP"], file, extension: "png", [target.path])
        try #require(status == 0)
        let seen = [UInt8](try Data(contentsOf: target))
        let expected = pixels.flatMap { entry in
            let color = palette.colors[Int(entry)]
            return [color.red, color.green, color.blue, color.alpha]
        }
        #expect(seen == expected)
    }
}
