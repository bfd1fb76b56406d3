import Foundation
import PrintSheet
import TestSupport
import Testing

/// Legends as pictures, seen pixel by pixel.
struct LegendPictureTests {
    /// A grey of so many classes, each of so many shades; class 0 is the palest.
    private func entries(_ count: Int, shades: Int = 1, label: String = "8888") -> [LegendPicture.Entry] {
        (0..<count).map { index in
            let colors = (0..<shades).map { shade in
                let share = (Double(index) + Double(shade) / Double(shades)) / Double(count)
                return InkColor(red: 0.9 - 0.8 * share, green: 0.4, blue: share, alpha: 0.8)
            }
            return LegendPicture.Entry(colors: colors, label: label)
        }
    }

    private func legend(
        _ entries: [LegendPicture.Entry], isSmooth: Bool = false, title: String = "Natężenie zagrożeń",
        note: String = "wszystkie zgłoszenia"
    ) -> LegendPicture {
        LegendPicture(
            title: title, unit: "zgłoszenia na km²", entries: entries, isSmooth: isSmooth,
            emptyText: "Żadne zgłoszenie nie pasuje do filtru.",
            notes: [LegendPicture.Note(heading: "Filtr", text: note)], footer: "Powiększenie 9")
    }

    private func image(_ legend: LegendPicture, ratio: Int = 1) throws -> RGBImage {
        let file = try #require(legend.png(ratio: ratio))
        return try #require(RGBImage(file))
    }

    /// The colour as it is on white, in bytes.
    private func bytes(_ color: InkColor) -> [UInt8] {
        [color.red, color.green, color.blue].map { UInt8((255 * ($0 * color.alpha + 1 - color.alpha)).rounded()) }
    }

    /// The colours down the middle of the bar, each once for as long as it lasts.
    private func runs(_ image: RGBImage, ratio: Int) -> [(color: [UInt8], length: Int)] {
        var runs: [(color: [UInt8], length: Int)] = []
        for row in 0..<image.height {
            let color = image[40 * ratio, row]
            if runs.last?.color == color { runs[runs.count - 1].length += 1 } else { runs.append((color, 1)) }
        }
        return runs
    }

    @Test(arguments: [(1, 1), (2, 2), (0, 1), (9, 4)])
    func `it is as wide as it says, and other programs read it`(ratio: Int, effective: Int) throws {
        let file = try #require(legend(entries(6)).png(ratio: ratio))
        #expect(try #require(RGBImage(file)).width == LegendPicture.width * effective)
        #expect(legend(entries(6)).png(ratio: ratio) == file, "the same legend has the same bytes")
        guard let tool = Tool("pngcheck") else { return }
        let (status, output) = try tool.run(["-v"], file, extension: "png")
        #expect(status == 0, "\(String(decoding: output, as: UTF8.self))")
    }

    @Test(arguments: [1, 6, 9, 12, 32], [1, 2])
    func `flat classes are blocks of their own colour on white, the highest on top`(count: Int, ratio: Int) throws {
        let entries = entries(count)
        let blocks = runs(try image(legend(entries), ratio: ratio), ratio: ratio).filter { $0.length >= 10 * ratio }
        let colors = blocks.map(\.color).filter { $0 != [255, 255, 255] }
        #expect(colors == entries.reversed().map { bytes($0.colors[0]) })
    }

    @Test(arguments: [6, 9, 32], [1, 2])
    func `gradual classes join, each beginning with its own colour`(count: Int, ratio: Int) throws {
        let entries = entries(count, shades: 8)
        let colors = runs(try image(legend(entries, isSmooth: true), ratio: ratio), ratio: ratio).map(\.color)
        var expected: [[UInt8]] = []
        for color in entries.reversed().flatMap({ $0.colors.reversed().map(bytes) }) where expected.last != color {
            expected.append(color)
        }
        let first = try #require(colors.firstIndex(of: expected[0]))
        #expect(Array(colors[first..<min(first + expected.count, colors.count)]) == expected)
    }

    @Test(arguments: [6, 9, 12, 32], [false, true])
    func `no label touches another`(count: Int, isSmooth: Bool) throws {
        func lines(_ count: Int) throws -> Int {
            try textLines(image(legend(entries(count), isSmooth: isSmooth), ratio: 2))
        }
        #expect(try lines(count) == lines(1) + count - 1)
    }

    /// The runs of rows in which anything stands where the labels do.
    private func textLines(_ image: RGBImage) -> Int {
        var lines = 0
        var isInLine = false
        for row in 0..<image.height {
            let hasInk = (75 * 2..<100 * 2).contains { image[$0, row] != [255, 255, 255] }
            if hasInk, !isInLine { lines += 1 }
            isInLine = hasInk
        }
        return lines
    }

    @Test func `every Polish letter is a letter of its own`() throws {
        let letters = Array("acelnoszzACELNOSZZąćęłńóśźżĄĆĘŁŃÓŚŹŻ²≥–·…")
        let pictures = Set(letters.compactMap { legend([], title: "\($0)").png(ratio: 1) })
        #expect(pictures.count == Set(letters).count)
    }

    @Test func `a text too long for its place is wrapped, and in the end cut`() throws {
        func height(_ words: Int) throws -> Int {
            try image(legend(entries(6), note: Array(repeating: "przekraczanie", count: words).joined(separator: " ")))
                .height
        }
        let heights = try [1, 4, 8, 30, 3000].map(height)
        #expect(heights[0] < heights[1] && heights[1] < heights[2] && heights[2] <= heights[3])
        #expect(heights[3] == heights[4])
        let word = String(repeating: "ż", count: 1_000_000)
        #expect(try image(legend(entries(6), title: word, note: word)).height < 500)
    }

    @Test func `without classes it says so`() throws {
        let image = try image(legend([]))
        #expect(image.height < 150)
        #expect(runs(image, ratio: 1).count { $0.length > 10 } > 1)
        #expect(legend([]).png(ratio: 1) != legend(entries(1)).png(ratio: 1))
    }

    @Test(arguments: [
        "", " ", "\n\n", "\u{0}", "a\u{0}b", "👮‍♀️", "\u{202E}abc", String(repeating: "a\u{301}", count: 5000),
    ])
    func `no text is too odd`(text: String) throws {
        var odd = legend([LegendPicture.Entry(colors: [.white], label: text)], title: text, note: text)
        odd.unit = text
        odd.footer = text
        #expect(try image(odd).height < 500)
    }
}
