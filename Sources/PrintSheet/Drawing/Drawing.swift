/// Marks under way, with the means to measure the texts among them.
struct Drawing {
    /// What there is so far, the lowest first.
    private(set) var marks: [Mark] = []

    /// Where texts are measured; nothing is drawn on it.
    let measure: Canvas

    /// What the next marks are clipped to.
    var clip: PaperRectangle?

    init(measure: Canvas) {
        self.measure = measure
    }

    mutating func add(_ shape: Mark.Shape) {
        marks.append(Mark(shape, clip: clip))
    }

    mutating func block(x: Double, y: Double, width: Double, height: Double, _ color: InkColor) {
        add(.block(PaperRectangle(x: x, y: y, width: width, height: height), color))
    }

    /// Draws the edge of a rectangle along its edges.
    mutating func edge(_ rectangle: PaperRectangle, width: Double, _ color: InkColor) {
        add(.lines(PaperLines(rectangle), Stroke(width: width, color: color)))
    }

    mutating func line(_ from: PaperPoint, _ to: PaperPoint, width: Double, _ color: InkColor) {
        add(.lines(PaperLines([[from, to]]), Stroke(width: width, color: color)))
    }

    /// Sets a line of text from a place to the right, or about it or to the left of it.
    mutating func text(
        _ text: String, x: Double, baseline: Double, _ font: Font, _ color: InkColor, _ side: TextSide = .right,
        halo: Double = 0
    ) {
        guard !text.isEmpty else { return }
        let width = measure.width(text, font)
        let start = PaperPoint(x: x - width * side.share, y: baseline)
        add(.text(TextLine(text: text, start: start, width: width, font: font, color: color, halo: halo)))
    }

    /// Sets a text in lines, and gives where the next begins.
    mutating func paragraph(
        _ text: String, x: Double, top: Double, width: Double, _ font: Font, _ color: InkColor, atMost limit: Int
    ) -> Double {
        guard limit > 0 else { return top }
        var y = top
        for line in measure.lines(text, font, width: width, atMost: limit) {
            self.text(line, x: x, baseline: y + font.baseline, font, color)
            y += font.lineHeight
        }
        return y
    }
}

/// On which side of a place a text stands.
enum TextSide {
    case right
    case middle
    case left

    /// The share of the text's width that lies left of the place.
    var share: Double {
        switch self {
        case .right: 0
        case .middle: 0.5
        case .left: 1
        }
    }
}
