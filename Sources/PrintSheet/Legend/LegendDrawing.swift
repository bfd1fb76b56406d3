/// Draws the parts of a legend from the top down, for pictures and for printed sheets.
struct LegendDrawing {
    let legend: LegendPicture
    let measures: LegendMeasures
    /// Its left edge.
    let x: Double
    let width: Double

    /// Draws title, unit and colours with their limits; gives where they end.
    ///
    /// - Parameter height: The height of a class.
    func scale(_ drawing: inout Drawing, top: Double, classHeight height: Double) -> Double {
        let y = head(&drawing, top: top) + measures.titleGap
        if legend.entries.isEmpty {
            return paragraph(&drawing, legend.emptyText, measures.unit, .ink, top: y, lines: 3)
        }
        return classes(&drawing, top: y, height: height)
    }

    /// Draws title and unit; gives where they end.
    func head(_ drawing: inout Drawing, top: Double) -> Double {
        let y = paragraph(&drawing, legend.title, measures.title, .ink, top: top, lines: 3)
        return paragraph(&drawing, legend.unit, measures.unit, .faint, top: y + measures.hairline, lines: 2)
    }

    /// Draws some notes; gives where the next would begin.
    func notes(_ drawing: inout Drawing, _ notes: some Sequence<LegendPicture.Note>, top: Double, lines: Int) -> Double
    {
        notes.reduce(top) { top, note in self.note(&drawing, note, top: top, lines: lines) + measures.noteGap }
    }

    /// Draws the small last line; gives where it ends.
    func footer(_ drawing: inout Drawing, top: Double) -> Double {
        paragraph(&drawing, legend.footer, measures.footer, .faint, top: top, lines: 1)
    }

    private func paragraph(
        _ drawing: inout Drawing, _ text: String, _ font: Font, _ color: InkColor, top: Double, indent: Double = 0,
        lines: Int
    ) -> Double {
        drawing.paragraph(text, x: x + indent, top: top, width: width - indent, font, color, atMost: lines)
    }

    /// A note: its heading, and its text beside or below it.
    private func note(_ drawing: inout Drawing, _ note: LegendPicture.Note, top: Double, lines: Int) -> Double {
        guard measures.headingWidth > 0 else {
            let y = paragraph(&drawing, note.heading, measures.heading, .faint, top: top, lines: 1)
            return paragraph(&drawing, note.text, measures.note, .ink, top: y, lines: lines)
        }
        let font = measures.note
        let heading = drawing.measure.lines(note.heading, font, width: measures.headingWidth - 8, atMost: 1)
        drawing.text(heading.first ?? "", x: x, baseline: top + font.baseline, font, .faint)
        let end = paragraph(
            &drawing, note.text, font, .ink, top: top, indent: measures.headingWidth, lines: lines)
        return max(end, top + font.lineHeight)
    }

    /// The colours with their limits, the highest class on top; gives where they end.
    private func classes(_ drawing: inout Drawing, top: Double, height: Double) -> Double {
        let count = legend.entries.count
        // Where classes are lower than their labels, only some are labelled.
        let step = max(1, Int((measures.label.size * 1.05 / height).rounded(.up)))
        for (index, entry) in legend.entries.reversed().enumerated() {
            let y = top + Double(index) * height
            let isLabelled = (count - 1 - index).isMultiple(of: step)
            if legend.isSmooth {
                shades(&drawing, entry.colors, top: y, height: height)
                guard isLabelled else { continue }
                let thin = measures.hairline
                drawing.block(
                    x: x + measures.barWidth, y: y + height - thin, width: measures.tick, height: thin, .faint)
                label(&drawing, entry.label, middle: y + height - thin / 2)
            } else {
                // Flat classes stand apart, for between them there is nothing.
                let gap = min(measures.classGap, height / 4)
                shades(&drawing, entry.colors, top: y, height: height - gap)
                edge(&drawing, top: y, height: height - gap)
                if isLabelled { label(&drawing, entry.label, middle: y + (height - gap) / 2) }
            }
        }
        let end = top + Double(count) * height
        if legend.isSmooth { edge(&drawing, top: top, height: end - top) }
        return end
    }

    /// A class's colours, its lowest at the bottom. What lies on the map lies on paper here.
    private func shades(_ drawing: inout Drawing, _ colors: [InkColor], top: Double, height: Double) {
        for (index, color) in colors.enumerated() {
            // Each covers all above it too, which the next then paints over: no gap however the edges round.
            let share = Double(colors.count - index) / Double(colors.count)
            drawing.block(x: x, y: top, width: measures.barWidth, height: height * share, color.onWhite)
        }
    }

    /// The edge of colours, outside them, so that their pixels are only theirs.
    private func edge(_ drawing: inout Drawing, top: Double, height: Double) {
        let bar = PaperRectangle(x: x, y: top, width: measures.barWidth, height: height)
        drawing.edge(bar.grown(measures.hairline / 2), width: measures.hairline, .hairline)
    }

    private func label(_ drawing: inout Drawing, _ text: String, middle: Double) {
        let font = measures.label
        let indent = measures.barWidth + measures.labelGap
        let line = drawing.measure.lines(text, font, width: width - indent, atMost: 1).first ?? ""
        drawing.text(line, x: x + indent, baseline: middle + font.size * 0.36, font, .ink)
    }
}
