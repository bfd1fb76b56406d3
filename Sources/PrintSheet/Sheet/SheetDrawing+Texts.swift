extension SheetDrawing {
    /// Title and subtitle, from the paper's upper edge down.
    func drawTitle(_ drawing: inout Drawing) {
        let head = layout.head
        let measure = drawing.measure
        // A title that does not fit one line is set smaller, in two.
        let large = font(6.2, isBold: true, leading: 1.25)
        let isShort = measure.width(String(content.title.prefix(500)), large) <= head.width
        let title = isShort ? large : font(4.4, isBold: true, leading: 1.2)
        let subtitle = font(2.75, leading: 1.32)
        var y = drawing.paragraph(
            content.title, x: head.x, top: head.y, width: head.width, title, .ink, atMost: 2)
        y += 0.3 * scale
        let lines = max(1, Int((head.bottom - y) / subtitle.lineHeight))
        _ = drawing.paragraph(
            content.subtitle, x: head.x, top: y, width: head.width, subtitle, .faint, atMost: min(lines, 2))
    }

    /// Imprint on the left, page number on the right.
    func drawFoot(_ drawing: inout Drawing) {
        let foot = layout.foot
        let font = font(1.75, leading: 1.4)
        var width = foot.width
        if let page = content.pageNumber {
            let line = drawing.measure.lines(page, self.font(2.3), width: foot.width / 3, atMost: 1).first ?? ""
            drawing.text(line, x: foot.right, baseline: foot.bottom - 0.6 * scale, self.font(2.3), .ink, .left)
            width -= drawing.measure.width(line, self.font(2.3)) + 4 * scale
        }
        let most = max(1, Int(foot.height / font.lineHeight))
        var lines = content.imprint.flatMap { drawing.measure.lines($0, font, width: width, atMost: most) }
        if lines.count > most {
            // Too much to give each its own line.
            lines = drawing.measure.lines(content.imprint.joined(separator: " "), font, width: width, atMost: most)
        }
        var baseline = foot.bottom - 0.6 * scale - Double(max(lines.count - 1, 0)) * font.lineHeight
        for line in lines {
            drawing.text(line, x: foot.x, baseline: baseline, font, .faint)
            baseline += font.lineHeight
        }
    }
}
