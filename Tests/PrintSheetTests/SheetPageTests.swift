import TestSupport
import Testing
import WebMercator

@testable import PrintSheet

/// Pages as lists of marks.
struct SheetPageTests {
    private let odd = [
        "", " ", "\u{0}", "a\u{0}b", "\u{202E}abc", "👮‍♀️ łąka", String(repeating: "ż", count: 3000),
        String(repeating: "Przekraczanie dozwolonej prędkości ", count: 60), "\n\n\t",
        String(repeating: "a\u{301}", count: 900),
    ]

    private func texts(_ page: SheetPage) -> [TextLine] {
        page.marks.compactMap { if case .text(let line) = $0.shape { line } else { nil } }
    }

    /// Everything that a page can bear.
    private func full(_ layout: SheetLayout, text: String) throws -> SheetContent {
        var content = try ExampleSheet.content(layout, title: text)
        content.subtitle = text
        content.legend = ExampleSheet.legend(classes: 9, note: text)
        content.legend.title = text
        content.legend.unit = text
        content.imprint = [text, text, text]
        content.pageNumber = text
        content.hasGraticule = true
        content.words.scale = text
        content.words.north = text
        let place = try #require(GeographicCoordinate(longitude: 19, latitude: 52))
        content.placeNames = [PlaceName(name: text, place: place, rank: 0)]
        content.locator = Locator(box: try #require(ExampleSheet.poland), outlines: [], marked: [])
        return content
    }

    @Test(arguments: ["A4", "A0", "100x100", "150x2000"], [true, false])
    func `no text leaves the paper or its margins, however long`(paper: String, isWide: Bool) throws {
        let layout = try ExampleSheet.layout(paper, isWide: isWide)
        for text in odd + ["Zażółć gęślą jaźń"] {
            let page = try SheetPage(full(layout, text: text), layout)
            let whole = layout.type.grown(0.5 * layout.scale)
            let outside = texts(page).filter { !whole.contains($0.bounds) }
            #expect(outside.isEmpty, "\(outside.map { ($0.text.prefix(40), $0.bounds) })")
        }
    }

    @Test(arguments: ["A4", "A2", "A0"], [true, false])
    func `an ordinary page says all that it has to, and no text lies on another`(paper: String, isWide: Bool) throws {
        let layout = try ExampleSheet.layout(paper, isWide: isWide)
        var content = try ExampleSheet.content(layout)
        content.pageNumber = "3 / 17"
        content.locator = Locator(box: try #require(ExampleSheet.poland), outlines: [], marked: [])
        let lines = texts(try SheetPage(content, layout))
        let said = lines.map(\.text).joined(separator: " ")
        for text in [content.title, content.subtitle, "Nagłówek 7", "Skala", "60", "16°E", "3 / 17"] + content.imprint {
            #expect(said.contains(text), "\(text)")
        }
        // Ascenders and descenders of a paragraph's lines may meet.
        for (index, line) in lines.enumerated() {
            let inner = line.bounds.grown(-0.2 * line.font.size)
            for other in lines[(index + 1)...] {
                #expect(!inner.overlaps(other.bounds.grown(-0.2 * other.font.size)), "\(line.text) on \(other.text)")
            }
        }
    }

    @Test func `a map without heat says why`() throws {
        let layout = try ExampleSheet.layout()
        var content = try ExampleSheet.content(layout)
        content.legend.entries = []
        let lines = texts(try SheetPage(content, layout)).filter { $0.text == content.legend.emptyText }
        #expect(lines.contains { layout.map.contains($0.bounds) })
    }

    @Test func `a surface of another size is refused`() throws {
        let layout = try ExampleSheet.layout()
        var content = try ExampleSheet.content(layout)
        content.surface.width += 1
        #expect(throws: SheetError.self) { try SheetPage(content, layout) }
    }

    @Test(arguments: [0, 1, 44, 500])
    func `a long table is parted so that every row is on one page`(count: Int) throws {
        let layout = try ExampleSheet.layout()
        let rows = (0..<count).map { ["Gmina \($0) Łąka", "\($0)", "1,5"] }
        let pages = SheetTable(columns: ["Gmina", "Zgłoszenia", "na km²"], rows: rows).pages(layout)
        #expect(pages.flatMap(\.rows) == rows && !pages.isEmpty)
        for table in pages {
            let content = SheetContent.tablePage(
                title: "Tabela", subtitle: "", table: table, words: ExampleSheet.words)
            let page = try SheetPage(content, layout)
            let said = Set(texts(page).map(\.text))
            #expect(page.surface == nil && table.rows.allSatisfy { said.contains($0[0]) })
            #expect(texts(page).allSatisfy { layout.type.contains($0.bounds) })
        }
    }

    @Test func `no extent and no text is too odd`() throws {
        var random = SeededGenerator(seed: 11)
        let layout = try ExampleSheet.layout("120x130")
        for round in 0..<60 {
            let middle = try #require(
                GeographicCoordinate(
                    longitude: .random(in: -180...180, using: &random), latitude: .random(in: -90...90, using: &random))
            )
            let scale = Double.random(in: 1...300_000_000, using: &random)
            guard let extent = MapExtent(around: middle, scale: scale, in: layout.map) else { continue }
            var content = try full(layout, text: odd[round % odd.count])
            content.extent = extent
            let line = try (0..<30).map { _ in
                try #require(
                    GeographicCoordinate(
                        longitude: .random(in: -180...180, using: &random),
                        latitude: .random(in: -90...90, using: &random)))
            }
            let dashes = [[], [1, 0.5], [0, 0], [-1], [.nan]].randomElement(using: &random) ?? []
            content.overlays = [Overlay(lines: [line], color: .white, strokeWidth: .random(in: -1...3), dashes: dashes)]
            #expect(try !SheetPage(content, layout).marks.isEmpty)
        }
    }
}
