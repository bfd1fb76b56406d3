/// How a text is set.
struct Font {
    /// The size in units of length.
    var size: Double
    var isBold = false

    /// The distance from one line's baseline to the next one's.
    var lineHeight: Double { (size * 1.4).rounded() }
}
