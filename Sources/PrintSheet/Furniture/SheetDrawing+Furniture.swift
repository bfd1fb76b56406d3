extension SheetDrawing {
    /// The height of scale, bar and north arrow together.
    var furnitureHeight: Double { 10 * scale }

    /// The scale in figures, the bar below it, and beside them the arrow.
    func drawFurniture(_ drawing: inout Drawing, in place: PaperRectangle) {
        let arrow = 7 * scale
        let denominator = content.extent.scaleDenominator(in: layout.map)
        let figures = font(2.15)
        let width = place.width - arrow - 2 * scale
        let text =
            drawing.measure.lines(
                content.words.scaleText(denominator), figures, width: width, atMost: 1
            ).first ?? ""
        drawing.text(text, x: place.x, baseline: place.y + figures.size * 0.76, figures, .ink)
        let bar = ScaleBar(denominator: denominator, longest: min(44 * scale, width - 6 * scale))
        draw(bar, &drawing, x: place.x, top: place.bottom - 5.2 * scale)
        drawArrow(&drawing, middle: place.right - arrow / 2, top: place.y, bottom: place.bottom)
    }

    private func draw(_ bar: ScaleBar, _ drawing: inout Drawing, x: Double, top: Double) {
        let height = 1.25 * scale
        let part = bar.length / Double(bar.parts)
        for index in 0..<bar.parts where index.isMultiple(of: 2) {
            drawing.block(x: x + Double(index) * part, y: top, width: part, height: height, .ink)
        }
        // Within the bar's own length, so that it measures true over its edges.
        let pen = pen(0.15)
        let edge = PaperRectangle(x: x, y: top, width: bar.length, height: height)
        drawing.edge(edge.grown(-pen / 2), width: pen, .ink)
        let font = font(1.9)
        let baseline = top + height + 0.7 * scale + font.size * 0.74
        let inKilometres = bar.metres >= 1000
        func number(_ metres: Double) -> String { content.words.written(inKilometres ? metres / 1000 : metres) }
        drawing.text("0", x: x, baseline: baseline, font, .faint)
        if bar.hasMiddle {
            drawing.text(number(bar.metres / 2), x: x + bar.length / 2, baseline: baseline, font, .faint, .middle)
        }
        // The number stands under the bar's end, the unit behind it.
        let end = number(bar.metres)
        let half = drawing.measure.width(end, font) / 2
        drawing.text(
            content.words.distance(bar.metres), x: x + bar.length - half, baseline: baseline, font, .faint)
    }

    /// A slender needle, its east half dark, below the letter.
    private func drawArrow(_ drawing: inout Drawing, middle x: Double, top: Double, bottom: Double) {
        let font = font(2.5, isBold: true)
        let letter = drawing.measure.lines(content.words.north, font, width: 8 * scale, atMost: 1).first ?? ""
        drawing.text(letter, x: x, baseline: top + font.size * 0.74, font, .ink, .middle)
        let tip = PaperPoint(x: x, y: top + font.size * 0.74 + 0.9 * scale)
        let notch = PaperPoint(x: x, y: bottom - 1.7 * scale)
        let (west, east) = (PaperPoint(x: x - 2 * scale, y: bottom), PaperPoint(x: x + 2 * scale, y: bottom))
        drawing.add(.area(PaperLines([[tip, east, notch]], isClosed: true), .ink))
        drawing.add(
            .lines(
                PaperLines([[tip, east, notch, west]], isClosed: true), Stroke(width: pen(0.15), color: .ink)))
    }
}
