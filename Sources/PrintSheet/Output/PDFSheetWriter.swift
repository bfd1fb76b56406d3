import CCairo

/// Writes pages as one PDF 1.4 file: text is text, lines are vectors, each page's surface is one picture at the sheet's
/// resolution.
///
/// cairo would keep every surface whole, four bytes a pixel, so it draws the pages with tiny pictures in their places;
/// these are replaced by an update at the file's end, strip by strip. Memory is bounded whatever the paper. A page's surface
/// is kept, as its closure, until ``finish(afterPage:)``.
public final class PDFSheetWriter {
    private let sink: ([UInt8]) throws -> Void
    private let title: String?
    private let created: String?
    private var pdf: PDFSurface?
    private var surfaces: [SurfaceImage?] = []

    /// Starts a file.
    ///
    /// - Parameters:
    ///   - title: The document's; that of the first page where it is `nil`.
    ///   - created: The time to give as the file's, such as `2026-11-27T01:00:00Z`; now where it is `nil`. With it the same
    ///     pages are the same bytes.
    ///   - sink: Takes the file's bytes in their order.
    public init(title: String? = nil, created: String? = nil, sink: @escaping ([UInt8]) throws -> Void) {
        (self.title, self.created, self.sink) = (title, created, sink)
    }

    /// Adds a page.
    ///
    /// - Throws: ``SheetError``, and what the base map throws.
    public func add(_ content: SheetContent, _ layout: SheetLayout) throws {
        let pdf = try document(content)
        let page = try SheetPage(content, layout)
        pdf.setSize(layout.paper)
        guard let canvas = Canvas(on: pdf.surface, scale: PDFSurface.pointsPerMillimetre) else {
            throw SheetError.outOfMemory
        }
        surfaces.append(page.surface)
        if content.pageNumber != nil { pdf.addOutline(content.title, page: surfaces.count) }
        page.basemap?.draw(on: canvas, clip: layout.map)
        if page.surface != nil {
            try placeholder(surfaces.count, on: canvas, layout, isMultiplied: page.basemap != nil)
        }
        canvas.draw(page.marks)
        cairo_show_page(canvas.context)
        if let failure = canvas.failure { throw SheetError.drawing(failure) }
    }

    /// Ends the file, and computes and writes the surfaces of all pages.
    ///
    /// - Parameter afterPage: Called with the number of pages whose surfaces are written.
    /// - Throws: ``SheetError``, and what surfaces and sink throw.
    public func finish(afterPage: (Int) throws -> Void = { _ in }) throws {
        guard let pdf, !surfaces.isEmpty else { throw SheetError.pages("A PDF needs at least one page.") }
        let bytes = try pdf.finish()
        self.pdf = nil
        guard let objects = PDFObjects(bytes) else { throw SheetError.drawing("its PDF has no table of objects") }
        try sink(bytes)
        var update = PDFUpdate(objects, length: bytes.count, sink: sink)
        for (index, surface) in surfaces.enumerated() {
            if let surface {
                let (width, height) = Self.placeholderSize(index + 1)
                guard let number = objects.image(width: width, height: height) else {
                    throw SheetError.drawing("page \(index + 1) of its PDF has no place for the surface")
                }
                try update.replace(number, with: surface)
            }
            try afterPage(index + 1)
        }
        if surfaces.contains(where: { $0 != nil }) { try update.finish() }
    }

    private func document(_ content: SheetContent) throws -> PDFSurface {
        if let pdf { return pdf }
        guard surfaces.isEmpty else { throw SheetError.pages("A page was added to a PDF that had ended.") }
        guard let pdf = PDFSurface() else { throw SheetError.outOfMemory }
        pdf.set(title: title ?? content.title)
        if let created { pdf.set(created: created) }
        self.pdf = pdf
        return pdf
    }

    /// A size that tells a page's picture from all others; no base map is of such a shape.
    private static func placeholderSize(_ page: Int) -> (width: Int, height: Int) { (1 + page % 97, 1000 + page / 97) }

    private func placeholder(_ page: Int, on canvas: Canvas, _ layout: SheetLayout, isMultiplied: Bool) throws {
        let size = Self.placeholderSize(page)
        guard let picture = Canvas(pixels: size.width, size.height, scale: 1) else { throw SheetError.outOfMemory }
        let context = canvas.context
        cairo_save(context)
        // A fiftieth of a pixel within its edges: poppler takes one pixel more where an edge lies exactly between two, and
        // would stretch the picture over it.
        let map = layout.map.grown(-layout.resolution.millimetres(0.02))
        cairo_translate(context, map.x, map.y)
        cairo_scale(context, map.width / Double(size.width), map.height / Double(size.height))
        cairo_set_source_surface(context, picture.surface, 0, 0)
        // Not smoothed by those who show it.
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
        if isMultiplied { cairo_set_operator(context, CAIRO_OPERATOR_MULTIPLY) }
        cairo_paint(context)
        cairo_restore(context)
    }
}
