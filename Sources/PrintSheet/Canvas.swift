import CCairo

/// A raster picture to draw on, white at first, by cairo. One thread at a time.
final class Canvas {
    private let surface: OpaquePointer
    private let context: OpaquePointer

    /// Makes a picture; `nil` where cairo has no memory.
    ///
    /// - Parameter ratio: Pixels per unit of length.
    init?(width: Int, height: Int, ratio: Int) {
        let surface = cairo_image_surface_create(
            CAIRO_FORMAT_RGB24, Int32(clamping: width * ratio), Int32(clamping: height * ratio))
        guard let surface, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface)
        else {
            cairo_surface_destroy(surface)
            return nil
        }
        self.surface = surface
        self.context = context
        cairo_scale(context, Double(ratio), Double(ratio))
        // Rectangles lie on whole pixels, and neighbouring colours must not mix where they meet.
        cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
        scaleTextFreely()
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Without hinting a text is as wide at every ratio, so that lines break in the same places.
    private func scaleTextFreely() {
        let options = cairo_font_options_create()
        defer { cairo_font_options_destroy(options) }
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_set_font_options(context, options)
    }

    /// Fills a rectangle.
    func rectangle(x: Double, y: Double, width: Double, height: Double, _ color: InkColor) {
        set(color)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    /// Draws the edge of a rectangle, one unit wide, inside it.
    func frame(x: Double, y: Double, width: Double, height: Double, _ color: InkColor) {
        set(color)
        cairo_set_line_width(context, 1)
        cairo_rectangle(context, x + 0.5, y + 0.5, width - 1, height - 1)
        cairo_stroke(context)
    }

    /// Sets a line of text.
    func text(_ text: String, x: Double, baseline: Double, _ font: Font, _ color: InkColor) {
        set(color)
        select(font)
        cairo_move_to(context, x, baseline)
        cairo_show_text(context, text)
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

    private func set(_ color: InkColor) {
        cairo_set_source_rgba(context, color.red, color.green, color.blue, color.alpha)
    }

    private func select(_ font: Font) {
        let weight = font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL
        cairo_select_font_face(context, "sans-serif", CAIRO_FONT_SLANT_NORMAL, weight)
        cairo_set_font_size(context, font.size)
    }
}
