/// How a text is set.
struct Font: Hashable {
    /// The size in units of length.
    var size: Double
    var isBold = false
    var isItalic = false

    /// The distance from one line's baseline to the next one's.
    var lineHeight: Double

    /// A font whose lines stand on whole units of length, for pictures made of pixels.
    init(size: Double, isBold: Bool = false) {
        self.init(size: size, isBold: isBold, lineHeight: (size * 1.4).rounded())
    }

    /// - Parameter lineHeight: From one line's baseline to the next one's.
    init(size: Double, isBold: Bool = false, isItalic: Bool = false, lineHeight: Double) {
        (self.size, self.isBold, self.isItalic, self.lineHeight) = (size, isBold, isItalic, lineHeight)
    }

    /// Where the baseline lies below the top of a line, so that the middle of the small letters is about that of the line.
    var baseline: Double { (lineHeight + size * 0.7) / 2 }
}
