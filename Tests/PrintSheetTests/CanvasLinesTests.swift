import Testing

@testable import PrintSheet

/// How texts are broken into lines.
struct CanvasLinesTests {
    private let font = Font(size: 10)

    private func canvas(_ ratio: Int = 1) throws -> Canvas { try #require(Canvas(width: 1, height: 1, ratio: ratio)) }

    @Test func `lines fit, and hold all words in their order`() throws {
        let canvas = try canvas()
        let text =
            "Przekraczanie dozwolonej prędkości, Nieprawidłowe parkowanie · od 2025-01-01 · 20:00–04:00 · sob., niedz."
        for width in [60.0, 90, 120, 200, 1000] {
            let lines = canvas.lines(text, font, width: width, atMost: 100)
            #expect(lines.allSatisfy { canvas.width($0, font) <= width })
            if width > 100 { #expect(lines.joined(separator: " ") == text) }
        }
        #expect(canvas.lines(text, font, width: 1000, atMost: 1) == [text])
        #expect(canvas.lines(" a \n b\t", font, width: 1000, atMost: 1) == ["a b"])
        #expect(canvas.lines("", font, width: 1000, atMost: 1).isEmpty)
    }

    @Test func `a word wider than a line is broken and nothing of it lost`() throws {
        let canvas = try canvas()
        let word = String(repeating: "zażółć", count: 20)
        let lines = canvas.lines(word, font, width: 100, atMost: 100)
        #expect(lines.count > 3 && lines.joined() == word)
        #expect(lines.allSatisfy { canvas.width($0, font) <= 100 })
        #expect(canvas.lines("abc", font, width: 0.1, atMost: 9) == ["a", "b", "c"])
    }

    @Test func `the last line that there is room for ends with an ellipsis`() throws {
        let canvas = try canvas()
        let text = Array(repeating: "słowo", count: 100).joined(separator: " ")
        for limit in 1...5 {
            let lines = canvas.lines(text, font, width: 100, atMost: limit)
            #expect(lines.count == limit && lines.last?.hasSuffix("…") == true)
            #expect(lines.allSatisfy { canvas.width($0, font) <= 100 })
        }
        #expect(canvas.lines(String(repeating: "a", count: 5000), font, width: 1e9, atMost: 1)[0].hasSuffix("a…"))
    }

    @Test func `a no-break space does not break`() throws {
        #expect(try canvas().lines("1\u{A0}234 567", font, width: 30, atMost: 9) == ["1\u{A0}234", "567"])
    }

    @Test func `lines break in the same places at every ratio`() throws {
        let text = Array(repeating: "Każde zgłoszenie rozłożono na koło.", count: 5).joined(separator: " ")
        let plain = try canvas().lines(text, font, width: 130, atMost: 50)
        for ratio in 2...4 { #expect(try canvas(ratio).lines(text, font, width: 130, atMost: 50) == plain) }
    }
}
