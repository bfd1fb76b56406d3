import CCairo

/// A page as pixels, made band by band from the top so that its memory is bounded whatever the paper.
public struct SheetRaster {
    private let content: SheetContent
    private let layout: SheetLayout

    /// A page to be drawn.
    public init(_ content: SheetContent, _ layout: SheetLayout) {
        (self.content, self.layout) = (content, layout)
    }

    /// The pixels across.
    public var width: Int { layout.pageSize.width }

    /// The pixels down.
    public var height: Int { layout.pageSize.height }

    /// Draws the page and gives its pixels, red, green and blue, row by row.
    ///
    /// - Parameter body: Takes the pixels of some rows; the ranges follow each other from 0 to ``height``.
    /// - Throws: ``SheetError``, and what surface, base map and `body` throw.
    public func forEachBand(_ body: (_ rgb: [UInt8], _ rows: Range<Int>) throws -> Void) throws {
        let page = try SheetPage(content, layout)
        let rowsAtOnce = max(16, min(256, (1 << 21) / max(width, 1)))
        for first in stride(from: 0, to: height, by: rowsAtOnce) {
            let rows = first..<min(first + rowsAtOnce, height)
            try body(band(page, rows), rows)
        }
    }

    private func band(_ page: SheetPage, _ rows: Range<Int>) throws -> [UInt8] {
        let scale = layout.resolution.pixels(1)
        guard let canvas = Canvas(pixels: width, rows.count, scale: scale, top: rows.lowerBound) else {
            throw SheetError.outOfMemory
        }
        let map = layout.map
        let (left, top) = (
            Int(layout.resolution.pixels(map.x).rounded()), Int(layout.resolution.pixels(map.y).rounded())
        )
        let shown = rows.clamped(to: top..<top + layout.surfaceSize.height)
        if !shown.isEmpty {
            page.basemap?.draw(on: canvas, clip: map)
            if let surface = page.surface {
                let pixels = try surface.checked(shown.lowerBound - top..<shown.upperBound - top)
                canvas.multiply(
                    pixels, palette: surface.palette, width: surface.width, x: left,
                    y: shown.lowerBound - rows.lowerBound)
            }
        }
        let visible = PaperRectangle(
            x: 0, y: Double(rows.lowerBound - 1) / scale, width: layout.paper.width,
            height: Double(rows.count + 2) / scale)
        canvas.draw(page.marks.lazy.filter { $0.bounds.touches(visible) })
        if let failure = canvas.failure { throw SheetError.drawing(failure) }
        return canvas.rgb()
    }
}
