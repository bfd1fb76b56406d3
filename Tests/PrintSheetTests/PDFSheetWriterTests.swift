import Foundation
import TestSupport
import Testing
import WebMercator

@testable import PrintSheet

/// Pages as PDF, as other programs see them.
struct PDFSheetWriterTests {
    private func run(_ name: String, _ before: [String], _ pdf: [UInt8], _ after: [String] = []) throws -> String? {
        guard let tool = Tool(name) else { return nil }
        let (status, output) = try tool.run(before, pdf, extension: "pdf", after)
        let text = String(decoding: output, as: UTF8.self)
        #expect(status == 0, "\(name): \(text)")
        return text
    }

    private func atlas() throws -> [UInt8] {
        let layouts = try [ExampleSheet.layout(dpi: 150), ExampleSheet.layout("A3", dpi: 100, isWide: false)]
        let table = SheetTable(columns: ["Gmina", "Zgłoszenia"], rows: [["Łódź", "17"]])
        var pages = try layouts.map { (try ExampleSheet.content($0), $0) }
        pages[1].0.title = "Żółw na moście"
        pages.insert(
            (.tablePage(title: "Tabela", subtitle: "", table: table, words: ExampleSheet.words), layouts[0]), at: 1)
        for index in pages.indices { pages[index].0.pageNumber = "\(index + 1) / 3" }
        return try ExampleSheet.pdf(pages)
    }

    @Test func `it is sound, and the same pages are the same bytes`() throws {
        let pdf = try atlas()
        #expect(pdf == (try atlas()))
        #expect(String(decoding: pdf.prefix(8), as: UTF8.self) == "%PDF-1.4")
        guard let text = try run("qpdf", ["--check"], pdf) else { return }
        #expect(text.contains("No syntax or stream encoding errors found"))
    }

    @Test func `each map has one picture, at the resolution that was asked for`() throws {
        guard let text = try run("pdfimages", ["-list"], try atlas()) else { return }
        let rows = text.split(separator: "\n").dropFirst(2).map { $0.split(separator: " ").map(String.init) }
        let layouts = try [ExampleSheet.layout(dpi: 150), ExampleSheet.layout("A3", dpi: 100, isWide: false)]
        #expect(rows.count == 2)
        for (row, (page, layout)) in zip(rows, zip(["1", "3"], layouts)) {
            let (width, height) = layout.surfaceSize
            let dpi = String(layout.resolution.dotsPerInch)
            #expect(row[0] == page && row[3...5] == ["\(width)", "\(height)", "index"] && row[12...13] == [dpi, dpi])
        }
    }

    @Test func `texts are found with their Polish letters, and fonts are in it`() throws {
        let pdf = try atlas()
        if let text = try run("pdftotext", [], pdf, ["-"]) {
            for line in [
                "Zażółć gęślą jaźń", "Śródmieście · luty 2025", "zgłoszenia na km²", "Nagłówek 7", "Żółw na moście",
                "Łódź", "Źródło: zgłoszenia według katalogu kmzb.", "16°E", "52°N", "60",
            ] { #expect(text.contains(line), "\(line)") }
        }
        if let text = try run("pdffonts", [], pdf) {
            let fonts = text.split(separator: "\n").dropFirst(2)
            #expect(!fonts.isEmpty && fonts.allSatisfy { $0.contains(" yes yes yes ") })
        }
        if let text = try run("pdfinfo", [], pdf) {
            #expect(text.contains("Title:           Zażółć gęślą jaźń") && text.contains("Pages:           3"))
            #expect(!text.contains("Author") && text.contains("841.89 x 595.276"))
        }
    }

    private func rendered(_ content: SheetContent, _ layout: SheetLayout) throws -> Pixels? {
        guard let tool = Tool("pdftoppm") else { return nil }
        let pdf = try ExampleSheet.pdf([(content, layout)])
        let dpi = String(layout.resolution.dotsPerInch)
        let (status, output) = try tool.run(["-r", dpi], pdf, extension: "pdf")
        #expect(status == 0)
        return Pixels(ppm: Array(output))
    }

    @Test func `rendered at its resolution, the surface has the palette's colours in their places`() throws {
        let layout = try ExampleSheet.layout(dpi: 150)
        guard let pixels = try rendered(ExampleSheet.content(layout), layout) else { return }
        let x = Int(layout.resolution.pixels(layout.map.x).rounded())
        let y = Int(layout.resolution.pixels(layout.map.y).rounded())
        let colors = ExampleSheet.palette.map(\.onWhite.bytes)
        var wrong = 0
        // All but the outermost, over which the frame's line may reach.
        for row in 2..<layout.surfaceSize.height - 2 {
            for column in 2..<layout.surfaceSize.width - 2
            where pixels[x + column, y + row] != colors[Int(ExampleSheet.entry(column, row))] { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    /// The length of the longest dark run in the bar's top row, in pixels: its edge is one line.
    private func barLength(_ pixels: Pixels, _ layout: SheetLayout) -> Int {
        let scale = layout.resolution.pixels(1)
        let legend = layout.legend
        var longest = 0
        for row in Int((legend.bottom - 10) * scale)..<min(pixels.height, Int((legend.bottom + 1) * scale)) {
            var run = 0
            for column in Int((legend.x - 1) * scale)..<Int(legend.right * scale) {
                run = pixels[column, row].allSatisfy { $0 < 120 } ? run + 1 : 0
                longest = max(longest, run)
            }
        }
        return longest
    }

    @Test(arguments: [25_000.0, 137_000, 3_000_000])
    func `the scale bar is as long as it says, in PDF and pixels`(denominator: Double) throws {
        let layout = try ExampleSheet.layout(dpi: 300)
        let middle = try #require(GeographicCoordinate(longitude: 15.23, latitude: 52.735))
        let extent = try #require(MapExtent(around: middle, scale: denominator, in: layout.map))
        let content = try ExampleSheet.content(layout, extent)
        let bar = ScaleBar(denominator: denominator, longest: 40)
        let texts = try SheetPage(content, layout).marks.compactMap { mark -> String? in
            if case .text(let line) = mark.shape { line.text } else { nil }
        }
        #expect(texts.contains(ExampleSheet.words.distance(bar.metres)))
        let wanted = layout.resolution.pixels(bar.metres * 1000 / denominator)
        // Half a per cent, or the pixel that its edges share.
        let tolerance = max(0.005 * wanted, 1.5)
        #expect(abs(Double(barLength(try ExampleSheet.raster(content, layout), layout)) - wanted) <= tolerance)
        guard let pixels = try rendered(content, layout) else { return }
        #expect(abs(Double(barLength(pixels, layout)) - wanted) <= tolerance)
    }

    @Test func `a PDF without pages, and a page after its end, are refused`() throws {
        #expect(throws: SheetError.self) { try PDFSheetWriter { _ in }.finish() }
        let layout = try ExampleSheet.layout()
        let writer = PDFSheetWriter { _ in }
        try writer.add(try ExampleSheet.content(layout), layout)
        try writer.finish()
        #expect(throws: SheetError.self) { try writer.add(try ExampleSheet.content(layout), layout) }
    }

    @Test func `what the sink throws comes out`() throws {
        struct Full: Error {}
        let layout = try ExampleSheet.layout()
        let writer = PDFSheetWriter { _ in throw Full() }
        try writer.add(try ExampleSheet.content(layout), layout)
        #expect(throws: Full.self) { try writer.finish() }
    }
}
