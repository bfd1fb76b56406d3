import PrintSheet
import TestSupport
import Testing
import WebMercator

/// Sheets for tests: a surface of coloured squares, so that every pixel is known.
enum ExampleSheet {
    static let palette = [
        InkColor(red: 1, green: 1, blue: 1, alpha: 0), InkColor(red: 1, green: 0.5, blue: 0, alpha: 0.8),
        InkColor(red: 0.5, green: 0, blue: 0.2), InkColor(red: 0, green: 0.4, blue: 0.7, alpha: 0.6),
    ]

    /// The palette's entry of a pixel.
    static func entry(_ column: Int, _ row: Int) -> UInt8 { UInt8((column / 7 + row / 5) % 4) }

    static func surface(_ layout: SheetLayout) -> SurfaceImage {
        let (width, height) = layout.surfaceSize
        return SurfaceImage(width: width, height: height, palette: palette) { rows in
            rows.flatMap { row in (0..<width).map { entry($0, row) } }
        }
    }

    static func legend(classes: Int = 6, note: String = "Każde zgłoszenie liczy się raz.") -> LegendPicture {
        let entries = (0..<classes).map { index in
            LegendPicture.Entry(
                colors: [InkColor(red: 1, green: Double(index) / Double(classes), blue: 0)], label: "\(index + 1)0")
        }
        return LegendPicture(
            title: "Natężenie zgłoszeń", unit: "zgłoszenia na km²", entries: entries, isSmooth: false,
            emptyText: "Żadne zgłoszenie nie pasuje do filtru.",
            notes: (1...7).map { LegendPicture.Note(heading: "Nagłówek \($0)", text: note) }, footer: "")
    }

    static let words = SheetWords(
        scale: "Skala", north: "N", thousandsSeparator: "\u{A0}", decimalSeparator: ",",
        hemispheres: ("E", "W", "N", "S"))

    /// Poland.
    static let poland = BoundingBox("14.1,49.0,24.2,54.9")

    static func layout(_ paper: String = "A4", dpi: Int = 72, isWide: Bool = true) throws -> SheetLayout {
        let upright = try #require(Paper(paper))
        let resolution = try #require(Resolution(dpi))
        return try #require(SheetLayout(paper: isWide ? upright.landscape : upright, resolution: resolution))
    }

    static func content(
        _ layout: SheetLayout, title: String = "Zażółć gęślą jaźń", _ extent: MapExtent? = nil
    ) throws -> SheetContent {
        let fitted = try MapExtent(fitting: #require(poland), in: layout.map)
        var content = SheetContent(
            title: title, subtitle: "Śródmieście · luty 2025", extent: try #require(extent ?? fitted),
            surface: surface(layout), legend: legend(), words: words)
        content.imprint = ["Źródło: zgłoszenia według katalogu kmzb.", "Odwzorowanie Web Mercator (EPSG:3857)."]
        return content
    }

    /// All pages of a PDF.
    static func pdf(_ pages: [(SheetContent, SheetLayout)]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let writer = PDFSheetWriter(created: "2026-11-27T01:00:00Z") { bytes += $0 }
        for (content, layout) in pages { try writer.add(content, layout) }
        try writer.finish()
        return bytes
    }

    /// A page's pixels.
    static func raster(_ content: SheetContent, _ layout: SheetLayout) throws -> Pixels {
        let raster = SheetRaster(content, layout)
        var (bytes, next): ([UInt8], Int) = ([], 0)
        try raster.forEachBand { rgb, rows in
            #expect(rows.lowerBound == next && rgb.count == rows.count * raster.width * 3)
            next = rows.upperBound
            bytes += rgb
        }
        #expect(next == raster.height)
        return Pixels(width: raster.width, height: raster.height, bytes: bytes)
    }
}

/// Red, green and blue, row by row.
struct Pixels {
    let width: Int
    let height: Int
    let bytes: [UInt8]

    init(width: Int, height: Int, bytes: [UInt8]) {
        (self.width, self.height, self.bytes) = (width, height, bytes)
    }

    /// Reads a binary PPM, as pdftoppm writes it.
    init?(ppm: [UInt8]) {
        var fields: [Int] = []
        var position = 2
        while fields.count < 3, position < ppm.count {
            let digits = ppm[position...].drop { $0 <= 32 }
            let field = digits.prefix { $0 > 32 }
            guard let number = Int(String(decoding: field, as: UTF8.self)) else { return nil }
            fields.append(number)
            position = field.endIndex
        }
        guard fields.count == 3, ppm.count - position - 1 == fields[0] * fields[1] * 3 else { return nil }
        self.init(width: fields[0], height: fields[1], bytes: Array(ppm[(position + 1)...]))
    }

    subscript(column: Int, row: Int) -> [UInt8] {
        let start = (row * width + column) * 3
        return Array(bytes[start..<start + 3])
    }
}
