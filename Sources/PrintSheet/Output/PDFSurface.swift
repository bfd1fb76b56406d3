import CCairo

/// cairo's PDF under way, kept in memory: without surfaces it is small.
final class PDFSurface {
    /// What cairo wrote so far.
    final class Output {
        var bytes: [UInt8] = []
    }

    let surface: OpaquePointer
    private let output: Output

    /// The points of a millimetre.
    static let pointsPerMillimetre = 72 / 25.4

    /// Starts a document; `nil` where cairo has no memory.
    init?() {
        let output = Output()
        let write: cairo_write_func_t = { target, data, count in
            guard let target, let data else { return CAIRO_STATUS_WRITE_ERROR }
            Unmanaged<Output>.fromOpaque(target).takeUnretainedValue().bytes
                .append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
        }
        // The output lives as long as this object, which finishes the surface before it goes.
        let surface = cairo_pdf_surface_create_for_stream(
            write, Unmanaged.passUnretained(output).toOpaque(), 100, 100)
        guard let surface, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(surface)
            return nil
        }
        // Later versions keep their objects compressed, where none can be replaced.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        (self.surface, self.output) = (surface, output)
    }

    deinit {
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    /// Sets the paper of the next page.
    func setSize(_ paper: Paper) {
        cairo_pdf_surface_set_size(
            surface, paper.width * Self.pointsPerMillimetre, paper.height * Self.pointsPerMillimetre)
    }

    func set(title: String) { cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title) }

    func set(created: String) { cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created) }

    /// Lists the page under way in the document's outline.
    func addOutline(_ title: String, page: Int) {
        cairo_pdf_surface_add_outline(
            surface, CAIRO_PDF_OUTLINE_ROOT, title, "page=\(page) pos=[0 0]", CAIRO_PDF_OUTLINE_FLAG_OPEN)
    }

    /// Ends the document and gives all of it.
    func finish() throws -> [UInt8] {
        cairo_surface_finish(surface)
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw SheetError.drawing(String(cString: cairo_status_to_string(status)))
        }
        defer { output.bytes = [] }
        return output.bytes
    }
}
