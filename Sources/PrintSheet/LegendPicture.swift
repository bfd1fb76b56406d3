/// A legend as a picture: what the colours mean, in words, on white.
public struct LegendPicture: Sendable {
    /// A class of the scale.
    public struct Entry: Sendable {
        /// The colour at the class's lower limit.
        public var color: InkColor
        /// The lower limit as text.
        public var limit: String

        /// Creates an entry.
        public init(color: InkColor, limit: String) {
            self.color = color
            self.limit = limit
        }
    }

    /// The title.
    public var title: String
    /// The unit of the limits.
    public var unit: String
    /// The classes from the lowest; empty where there is nothing to explain.
    public var entries: [Entry]
    /// Whether colours change gradually between the limits.
    public var isSmooth: Bool
    /// Paragraphs beneath the scale: number of reports, filter, kernel.
    public var notes: [String]

    /// Creates a legend.
    public init(title: String, unit: String, entries: [Entry], isSmooth: Bool, notes: [String]) {
        self.title = title
        self.unit = unit
        self.entries = entries
        self.isSmooth = isSmooth
        self.notes = notes
    }

    /// The picture as PNG, `width` times `ratio` pixels wide and as high as it needs; `nil` where cairo fails.
    ///
    /// - Parameter ratio: Pixels per unit of length: 1, or 2 for dense screens.
    public func png(ratio: Int) -> [UInt8]? {
        let measuring = Canvas(width: 1, height: 1, ratio: 1)
        guard let height = measuring.map({ draw(on: $0) }),
            let canvas = Canvas(width: Int(Self.width), height: Int(height.rounded(.up)), ratio: min(max(ratio, 1), 4))
        else { return nil }
        canvas.fill(.white)
        draw(on: canvas)
        return canvas.png()
    }

    private static let width = 280.0
    private static let margin = 14.0
    private static let ink = InkColor(red: 0.12, green: 0.16, blue: 0.2)
    private static let faint = InkColor(red: 0.38, green: 0.42, blue: 0.46)

    /// Draws everything from the top and gives the height that it took.
    @discardableResult
    private func draw(on canvas: Canvas) -> Double {
        var y = Self.margin
        y = paragraph(title, Font(size: 15, isBold: true), Self.ink, y, canvas)
        y = paragraph(unit, Font(size: 11.5, isItalic: true), Self.faint, y, canvas) + 8
        if !entries.isEmpty { y = scale(y, canvas) + 10 }
        for note in notes { y = paragraph(note, Font(size: 11), Self.ink, y, canvas) + 4 }
        return y + Self.margin - 4
    }

    /// Sets a text in lines, and gives where the next begins.
    private func paragraph(_ text: String, _ font: Font, _ color: InkColor, _ top: Double, _ canvas: Canvas) -> Double {
        var y = top
        for line in canvas.lines(text, font, width: Self.width - 2 * Self.margin) {
            y += font.size * 1.3
            canvas.text(line, x: Self.margin, baseline: y - font.size * 0.3, font, color)
        }
        return y
    }

    /// The bar of colours with a tick and a limit at the beginning of each class.
    private func scale(_ top: Double, _ canvas: Canvas) -> Double {
        let step = (Self.width - 2 * Self.margin) / Double(entries.count)
        let font = Font(size: 10.5)
        for (index, entry) in entries.enumerated() {
            let x = Self.margin + Double(index) * step
            let next = isSmooth && index + 1 < entries.count ? entries[index + 1].color : entry.color
            canvas.rectangle(x: x, y: top, width: step, height: 18, from: entry.color, to: next)
            canvas.line(x: x, from: top, to: top + 23, Self.faint)
            canvas.text(entry.limit, x: x + 1, baseline: top + 33, font, Self.ink)
        }
        canvas.outline(x: Self.margin, y: top, width: Self.width - 2 * Self.margin, height: 18, Self.faint)
        return top + 36
    }
}
