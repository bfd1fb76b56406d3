import Foundation
import Rendering
import TestSupport
import Testing

/// Pictures encoded row by row, read by a decoder of our own and by other programs.
struct PNGStreamTests {
    /// Collects a stream's bytes.
    private final class Sink {
        var bytes: [UInt8] = []
        var calls = 0

        func take(_ more: [UInt8]) {
            bytes += more
            calls += 1
        }
    }

    private struct Full: Error {}

    /// A picture of noise.
    private static func noise(_ count: Int, below end: Int = 256, seed: UInt64 = 1) -> [UInt8] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in UInt8(Int.random(in: 0..<end, using: &random)) }
    }

    private static func encode(
        _ pixels: PNGStream.Pixels, _ bytes: [UInt8], width: Int, height: Int, rows: Int, pixelsPerMetre: Int? = nil,
        to sink: Sink
    ) throws {
        var png = try PNGStream(pixels, width: width, height: height, pixelsPerMetre: pixelsPerMetre) { sink.take($0) }
        let rowBytes = bytes.count / height
        for first in stride(from: 0, to: height, by: rows) {
            try png.write(Array(bytes[first * rowBytes..<min(first + rows, height) * rowBytes]))
        }
        try png.finish()
    }

    @Test(arguments: [1, 7, 1000]) func `three bytes a pixel come back, however many rows come at once`(rows: Int)
        throws
    {
        for (width, height) in [(1, 1), (300, 211), (3, 1000)] {
            let sink = Sink()
            let bytes = Self.noise(width * height * 3)
            try Self.encode(.rgb, bytes, width: width, height: height, rows: rows, to: sink)
            let file = try #require(PNGFile(sink.bytes))
            #expect(file.width == width && file.height == height && file.bitDepth == 8 && file.header[9] == 2)
            #expect(try #require(file.rows(bytes: width * 3, bytesPerPixel: 3)).flatMap { $0 } == bytes)
            #expect(file["pHYs"] == nil)
        }
    }

    @Test func `a palette comes back with its opacities`() throws {
        let sink = Sink()
        let colors = (0..<40).map { Color(red: UInt8($0), green: 7, blue: 200, alpha: UInt8($0 * 6)) }
        let bytes = Self.noise(90 * 50, below: 40)
        try Self.encode(.palette(colors), bytes, width: 90, height: 50, rows: 8, to: sink)
        let image = try #require(PNGImage(sink.bytes))
        #expect(image.pixels == bytes)
        #expect(image.palette == colors.map { [$0.red, $0.green, $0.blue, $0.alpha] })
    }

    @Test func `the resolution on paper stands in pHYs`() throws {
        let sink = Sink()
        try Self.encode(.rgb, Self.noise(30), width: 5, height: 2, rows: 1, pixelsPerMetre: 11_811, to: sink)
        #expect(try #require(PNGFile(sink.bytes))["pHYs"] == [0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1])
    }

    @Test func `bytes are handed on while rows come`() throws {
        let sink = Sink()
        var png = try PNGStream(.rgb, width: 1000, height: 400) { sink.take($0) }
        for row in 0..<400 { try png.write(Self.noise(3000, seed: UInt64(row))) }
        #expect(sink.bytes.count > 1_000_000 && sink.calls > 10)
        try png.finish()
        #expect(PNGFile(sink.bytes) != nil)
    }

    @Test func `what does not make up the picture is refused`() throws {
        for (width, height) in [(0, 1), (1, 0), (-1, 5), (.max, .max), (1_000_001, 1)] {
            #expect(throws: PNGStreamError.badSize) { _ = try PNGStream(.rgb, width: width, height: height) { _ in } }
        }
        for count in [0, 257] {
            let colors = Array(repeating: Color.transparent, count: count)
            #expect(throws: PNGStreamError.libraryFailed) {
                _ = try PNGStream(.palette(colors), width: 1, height: 1) { _ in }
            }
        }
        var png = try PNGStream(.rgb, width: 2, height: 2) { _ in }
        for bytes in [[UInt8](repeating: 0, count: 5), [UInt8](repeating: 0, count: 18)] {
            var isRefused = false
            do { try png.write(bytes) } catch PNGStreamError.badRows { isRefused = true }
            #expect(isRefused)
        }
        var isShort = false
        do { try png.finish() } catch PNGStreamError.badRows { isShort = true }
        #expect(isShort)
        var palette = try PNGStream(.palette([.transparent]), width: 1, height: 1) { _ in }
        var isBeyond = false
        do { try palette.write([1]) } catch PNGStreamError.badRows { isBeyond = true }
        #expect(isBeyond)
    }

    @Test func `an error of the sink comes through`() throws {
        var written = 0
        var png = try PNGStream(.rgb, width: 1000, height: 1000) { bytes in
            written += bytes.count
            if written > 100_000 { throw Full() }
        }
        var isFull = false
        do {
            for row in 0..<1000 { try png.write(Self.noise(3000, seed: UInt64(row))) }
        } catch is Full {
            isFull = true
        }
        #expect(isFull)
    }

    @Test func `pngcheck finds nothing wrong`() throws {
        guard let tool = Tool("pngcheck") else { return }
        let sink = Sink()
        try Self.encode(
            .rgb, Self.noise(300 * 300 * 3), width: 300, height: 300, rows: 11, pixelsPerMetre: 2835, to: sink)
        let (status, output) = try tool.run(["-v"], sink.bytes, extension: "png")
        let text = String(decoding: output, as: UTF8.self)
        #expect(status == 0 && text.contains("72 dpi"), "\(text)")
    }
}
