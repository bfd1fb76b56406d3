import CCairo

/// What cairo draws on: a raster picture, white at first, or the pages of a PDF. One thread at a time.
final class Canvas {
    let surface: OpaquePointer
    let context: OpaquePointer

    /// Pixels across; 0 for a PDF.
    let width: Int
    /// Pixels down; 0 for a PDF.
    let height: Int

    /// Makes a picture; `nil` where cairo has no memory or the picture is too large for it.
    ///
    /// - Parameter scale: Pixels per unit of length.
    /// - Parameter top: The row of the drawing that is the picture's first, in pixels.
    init?(pixels width: Int, _ height: Int, scale: Double, top: Int = 0) {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(clamping: width), Int32(clamping: height))
        guard let surface, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface)
        else {
            cairo_surface_destroy(surface)
            return nil
        }
        (self.surface, self.context, self.width, self.height) = (surface, context, width, height)
        cairo_translate(context, 0, -Double(top))
        cairo_scale(context, scale, scale)
        scaleTextFreely()
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
    }

    /// Makes a picture; `nil` where cairo has no memory.
    ///
    /// - Parameter ratio: Pixels per unit of length.
    convenience init?(width: Int, height: Int, ratio: Int) {
        self.init(pixels: width * ratio, height * ratio, scale: Double(ratio))
    }

    /// Draws on a surface that is another's.
    ///
    /// - Parameter scale: The surface's units per unit of length.
    init?(on surface: OpaquePointer, scale: Double) {
        guard let context = cairo_create(surface) else { return nil }
        (self.surface, self.context) = (cairo_surface_reference(surface), context)
        (width, height) = (0, 0)
        cairo_scale(context, scale, scale)
        scaleTextFreely()
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Without hinting a text is as wide at every scale, so that lines break in the same places.
    private func scaleTextFreely() {
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_set_font_options(context, options)
    }

    /// Whether all went well so far, and in cairo's words what did not.
    var failure: String? {
        let status = cairo_status(context)
        return status == CAIRO_STATUS_SUCCESS ? nil : String(cString: cairo_status_to_string(status))
    }

    /// How wide a text is.
    func width(_ text: String, _ font: Font) -> Double {
        select(font)
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, text, &extents)
        return extents.x_advance
    }

    /// The picture as PNG, or `nil` where cairo fails.
    func png() -> [UInt8]? {
        var bytes: [UInt8] = []
        let status = withUnsafeMutablePointer(to: &bytes) { target in
            cairo_surface_write_to_png_stream(
                surface,
                { target, data, count in
                    guard let target, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    let bytes = target.assumingMemoryBound(to: [UInt8].self)
                    bytes.pointee.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
                    return CAIRO_STATUS_SUCCESS
                }, target)
        }
        return status == CAIRO_STATUS_SUCCESS ? bytes : nil
    }

    func set(_ color: InkColor) {
        cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
    }

    func select(_ font: Font) {
        let weight = font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
        let slant = font.isItalic ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL
        cairo_select_font_face(context, "sans-serif", slant, weight)
        cairo_set_font_size(context, font.size)
    }
}
