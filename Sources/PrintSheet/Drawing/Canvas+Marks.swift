import CCairo

extension Canvas {
    /// Draws marks, the first lowest.
    func draw(_ marks: some Sequence<Mark>) {
        for mark in marks { draw(mark) }
    }

    private func draw(_ mark: Mark) {
        if let clip = mark.clip {
            cairo_save(context)
            cairo_rectangle(context, clip.x, clip.y, clip.width, clip.height)
            cairo_clip(context)
        }
        switch mark.shape {
        case .block(let rectangle, let color): block(rectangle, color)
        case .lines(let lines, let stroke): self.stroke(lines, stroke)
        case .area(let lines, let color):
            set(color)
            trace(lines)
            cairo_fill(context)
        case .text(let line): text(line)
        }
        if mark.clip != nil { cairo_restore(context) }
    }

    private func block(_ rectangle: PaperRectangle, _ color: InkColor) {
        set(color)
        cairo_set_antialias(context, CAIRO_ANTIALIAS_NONE)
        cairo_rectangle(context, rectangle.x, rectangle.y, rectangle.width, rectangle.height)
        cairo_fill(context)
        cairo_set_antialias(context, CAIRO_ANTIALIAS_DEFAULT)
    }

    private func stroke(_ lines: PaperLines, _ stroke: Stroke) {
        set(stroke.color)
        cairo_set_line_width(context, stroke.width)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(context, stroke.hasRoundEnds ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        // cairo takes no dashes that are negative or all of them 0: it would refuse every later mark too.
        let hasDashes = stroke.dashes.allSatisfy { $0 >= 0 && $0.isFinite } && stroke.dashes.contains { $0 > 0 }
        cairo_set_dash(context, stroke.dashes, hasDashes ? Int32(clamping: stroke.dashes.count) : 0, stroke.dashStart)
        trace(lines)
        cairo_stroke(context)
    }

    private func trace(_ lines: PaperLines) {
        cairo_new_path(context)
        for line in lines.lines {
            for (index, point) in line.enumerated() {
                if index == 0 {
                    cairo_move_to(context, point.x, point.y)
                } else {
                    cairo_line_to(context, point.x, point.y)
                }
            }
            if lines.isClosed, !line.isEmpty { cairo_close_path(context) }
        }
    }

    private func text(_ line: TextLine) {
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_translate(context, line.start.x, line.start.y)
        switch line.turn {
        case .upright: break
        case .left: cairo_rotate(context, -.pi / 2)
        case .right: cairo_rotate(context, .pi / 2)
        }
        select(line.font)
        if line.halo > 0 {
            cairo_new_path(context)
            cairo_move_to(context, 0, 0)
            cairo_text_path(context, line.text)
            cairo_set_source_rgba(context, 1, 1, 1, 0.85)
            cairo_set_line_width(context, 2 * line.halo)
            cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
            cairo_set_dash(context, nil, 0, 0)
            cairo_stroke(context)
        }
        set(line.color)
        cairo_move_to(context, 0, 0)
        cairo_show_text(context, line.text)
        // The point after the text would join the next path.
        cairo_new_path(context)
    }
}
