/// Draws a legend from the top down; on a canvas of any size it also tells how high it is.
struct LegendDrawing {
    private let legend: LegendPicture
    private let canvas: Canvas

    init(_ legend: LegendPicture, _ canvas: Canvas) {
        self.legend = legend
        self.canvas = canvas
    }

    /// The frame of the picture and of its colours.
    static let hairline = InkColor(red: 0.74, green: 0.77, blue: 0.79)

    private static let ink = InkColor(red: 0.11, green: 0.14, blue: 0.17)
    private static let faint = InkColor(red: 0.38, green: 0.42, blue: 0.46)
    private static let margin = 16.0
    private static let textWidth = Double(LegendPicture.width) - 2 * margin
    private static let barWidth = 46.0
    private static let headingWidth = 76.0

    /// Draws everything and gives the height that it takes, in whole units of length.
    @discardableResult
    func draw() -> Double {
        var y = Self.margin - 3
        y = paragraph(legend.title, Font(size: 15, isBold: true), Self.ink, top: y, lines: 3)
        y = paragraph(legend.unit, Font(size: 11), Self.faint, top: y + 1, lines: 2) + 12
        if legend.entries.isEmpty {
            y = paragraph(legend.emptyText, Font(size: 11), Self.ink, top: y, lines: 3) + 12
        } else {
            y = scale(top: y) + 16
        }
        canvas.rectangle(x: Self.margin, y: y, width: Self.textWidth, height: 1, Self.hairline)
        y += 9
        for note in legend.notes { y = self.note(note, top: y) + 4 }
        return paragraph(legend.footer, Font(size: 8.5), Self.faint, top: y + 3, lines: 1) + Self.margin - 5
    }

    /// Sets a text in lines, and gives where the next begins.
    private func paragraph(
        _ text: String, _ font: Font, _ color: InkColor, top: Double, indent: Double = 0, lines: Int
    ) -> Double {
        var y = top
        for line in canvas.lines(text, font, width: Self.textWidth - indent, atMost: lines) {
            // The baseline, so that the middle of the small letters is about that of the line.
            canvas.text(
                line, x: Self.margin + indent, baseline: y + (font.lineHeight + font.size * 0.7) / 2, font, color)
            y += font.lineHeight
        }
        return y
    }

    /// A note: its heading on the left, its text beside it.
    private func note(_ note: LegendPicture.Note, top: Double) -> Double {
        let font = Font(size: 10.5)
        let heading = canvas.lines(note.heading, font, width: Self.headingWidth - 8, atMost: 1)
        let baseline = top + (font.lineHeight + font.size * 0.7) / 2
        canvas.text(heading.first ?? "", x: Self.margin, baseline: baseline, font, Self.faint)
        let end = paragraph(note.text, font, Self.ink, top: top, indent: Self.headingWidth, lines: 6)
        return max(end, top + font.lineHeight)
    }

    /// The height of a class: more classes are drawn lower, but never lower than their labels.
    private var classHeight: Double { legend.entries.count <= 7 ? 24 : legend.entries.count <= 12 ? 20 : 15 }

    /// The colours with their limits, the highest class on top; gives where they end.
    private func scale(top: Double) -> Double {
        let height = classHeight
        for (index, entry) in legend.entries.reversed().enumerated() {
            let y = top + Double(index) * height
            if legend.isSmooth {
                shades(entry.colors, top: y, height: height)
                canvas.rectangle(x: Self.margin + Self.barWidth, y: y + height - 1, width: 6, height: 1, Self.faint)
                label(entry.label, middle: y + height - 0.5)
            } else {
                // Flat classes stand apart, for between them there is nothing.
                shades(entry.colors, top: y, height: height - 4)
                edge(top: y, height: height - 4)
                label(entry.label, middle: y + (height - 4) / 2)
            }
        }
        let end = top + Double(legend.entries.count) * height
        if legend.isSmooth { edge(top: top, height: end - top) }
        return end
    }

    /// A class's colours, its lowest at the bottom. What lies on the map lies on paper here.
    private func shades(_ colors: [InkColor], top: Double, height: Double) {
        for (index, color) in colors.enumerated() {
            // Each covers all above it too, which the next then paints over: no gap however the edges round.
            let share = Double(colors.count - index) / Double(colors.count)
            canvas.rectangle(x: Self.margin, y: top, width: Self.barWidth, height: height * share, color.onWhite)
        }
    }

    /// The edge of colours, outside them, so that their pixels are only theirs.
    private func edge(top: Double, height: Double) {
        canvas.frame(
            x: Self.margin - 1, y: top - 1, width: Self.barWidth + 2, height: height + 2, Self.hairline)
    }

    private func label(_ text: String, middle: Double) {
        let font = Font(size: 11)
        let indent = Self.barWidth + 12
        let line = canvas.lines(text, font, width: Self.textWidth - indent, atMost: 1).first ?? ""
        canvas.text(line, x: Self.margin + indent, baseline: middle + font.size * 0.36, font, Self.ink)
    }
}
