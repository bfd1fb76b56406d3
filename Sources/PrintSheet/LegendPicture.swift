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
        guard let measuring = Canvas(width: 1, height: 1, ratio: ratio) else { return nil }
        let height = LegendDrawing(self, measuring).draw()
        guard let canvas = Canvas(width: Self.width, height: Int(height), ratio: ratio) else { return nil }
        LegendDrawing(self, canvas).draw()
        canvas.frame(x: 0, y: 0, width: Double(Self.width), height: height, LegendDrawing.hairline)
        return canvas.png()
    }
}
