/// A legend as a picture: what the colours mean, in words, on white, fit to stand on a printed map.
///
/// The scale stands upright with the highest class on top, so that any number of classes has room for its limits. A text
/// that is too long for its place is wrapped, and beyond some lines ends with an ellipsis: the picture's size is bounded.
public struct LegendPicture: Sendable {
    /// A class of the scale.
    public struct Entry: Sendable {
        /// The colours from the class's lower limit upwards: one, or the shades of a gradual change.
        public var colors: [InkColor]
        /// The lower limit where colours change gradually, else both limits.
        public var label: String

        /// Creates an entry.
        public init(colors: [InkColor], label: String) {
            self.colors = colors
            self.label = label
        }
    }

    /// Something said beneath the scale.
    public struct Note: Sendable {
        /// A word for what it is about.
        public var heading: String
        /// The text.
        public var text: String

        /// Creates a note.
        public init(heading: String, text: String) {
            self.heading = heading
            self.text = text
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
    /// What is said in place of a scale without classes.
    public var emptyText: String
    /// What is said beneath the scale.
    public var notes: [Note]
    /// The last line, small: what tells this legend from another.
    public var footer: String

    /// Creates a legend.
    public init(
        title: String, unit: String, entries: [Entry], isSmooth: Bool, emptyText: String, notes: [Note], footer: String
    ) {
        self.title = title
        self.unit = unit
        self.entries = entries
        self.isSmooth = isSmooth
        self.emptyText = emptyText
        self.notes = notes
        self.footer = footer
    }

    /// The picture's width in units of length.
    public static let width = 300

    /// The picture as PNG, ``width`` times `ratio` pixels wide and as high as it needs; `nil` where cairo fails.
    ///
    /// - Parameter ratio: Pixels per unit of length, 1...4; 1 for a plain screen, 2 for a dense one.
    public func png(ratio: Int) -> [UInt8]? {
        let ratio = min(max(ratio, 1), 4)
        guard let measure = Canvas(width: 1, height: 1, ratio: ratio) else { return nil }
        var drawing = Drawing(measure: measure)
        let height = draw(&drawing)
        guard let canvas = Canvas(width: Self.width, height: Int(height), ratio: ratio) else { return nil }
        let edge = PaperRectangle(x: 0, y: 0, width: Double(Self.width), height: height)
        drawing.edge(edge.grown(-0.5), width: 1, .hairline)
        canvas.draw(drawing.marks)
        return canvas.png()
    }

    /// Draws everything and gives the height that it takes, in whole units of length.
    private func draw(_ drawing: inout Drawing) -> Double {
        let margin = 16.0
        let width = Double(Self.width) - 2 * margin
        let parts = LegendDrawing(legend: self, measures: .picture, x: margin, width: width)
        // More classes are drawn lower, but never lower than their labels.
        let classHeight = entries.count <= 7 ? 24.0 : entries.count <= 12 ? 20 : 15
        var y = parts.scale(&drawing, top: margin - 3, classHeight: classHeight) + (entries.isEmpty ? 12 : 16)
        drawing.block(x: margin, y: y, width: width, height: 1, .hairline)
        y = parts.notes(&drawing, notes, top: y + 9, lines: 6)
        return parts.footer(&drawing, top: y + 3) + margin - 5
    }
}
