import CCairo

/// How a text is set.
struct Font {
    var size: Double
    var isBold = false
    var isItalic = false
}

/// A raster picture to draw on, by cairo. One thread at a time.
final class Canvas {
    private let surface: OpaquePointer
    private let context: OpaquePointer

    /// Makes a transparent picture; `nil` where cairo has no memory.
    init?(width: Int, height: Int, ratio: Int) {
        let surface = cairo_image_surface_create(
            CAIRO_FORMAT_ARGB32, Int32(clamping: width * ratio), Int32(clamping: height * ratio))
        guard let surface, cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let context = cairo_create(surface)
        else {
            cairo_surface_destroy(surface)
            return nil
        }
        self.surface = surface
        self.context = context
        cairo_scale(context, Double(ratio), Double(ratio))
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Fills the whole picture.
    func fill(_ color: InkColor) {
        set(color)
        cairo_paint(context)
    }

    /// Fills a rectangle, its colour changing from left to right.
    func rectangle(x: Double, y: Double, width: Double, height: Double, from: InkColor, to: InkColor) {
        let pattern = cairo_pattern_create_linear(x, 0, x + width, 0)
        defer { cairo_pattern_destroy(pattern) }
        cairo_pattern_add_color_stop_rgba(pattern, 0, from.red, from.green, from.blue, from.alpha)
        cairo_pattern_add_color_stop_rgba(pattern, 1, to.red, to.green, to.blue, to.alpha)
        cairo_set_source(context, pattern)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    /// Draws the edge of a rectangle.
    func outline(x: Double, y: Double, width: Double, height: Double, _ color: InkColor) {
        set(color)
        cairo_set_line_width(context, 0.75)
        cairo_rectangle(context, x, y, width, height)
        cairo_stroke(context)
    }

    /// Draws an upright line.
    func line(x: Double, from top: Double, to bottom: Double, _ color: InkColor) {
        set(color)
        cairo_set_line_width(context, 0.75)
        cairo_move_to(context, x, top)
        cairo_line_to(context, x, bottom)
        cairo_stroke(context)
    }

    /// Sets a line of text.
    func text(_ text: String, x: Double, baseline: Double, _ font: Font, _ color: InkColor) {
        set(color)
        select(font)
        cairo_move_to(context, x, baseline)
        cairo_show_text(context, text)
    }

    /// Breaks a text at its spaces into lines that fit a width; a word that is wider has a line of its own.
    func lines(_ text: String, _ font: Font, width: Double) -> [String] {
        select(font)
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, advance(last + " " + word) <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
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
        cairo_select_font_face(
            context, "sans-serif", font.isItalic ? CAIRO_FONT_SLANT_ITALIC : CAIRO_FONT_SLANT_NORMAL,
            font.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(context, font.size)
    }

    private func advance(_ text: String) -> Double {
        var extents = cairo_text_extents_t()
        cairo_text_extents(context, text, &extents)
        return extents.x_advance
    }
}
