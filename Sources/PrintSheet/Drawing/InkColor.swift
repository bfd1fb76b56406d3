/// A colour to draw with, its parts from 0 to 1.
public struct InkColor: Sendable, Hashable {
    /// Red.
    public var red: Double
    /// Green.
    public var green: Double
    /// Blue.
    public var blue: Double
    /// Opacity.
    public var alpha: Double

    /// Creates a colour.
    public init(red: Double, green: Double, blue: Double, alpha: Double = 1) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Opaque white.
    public static let white = InkColor(red: 1, green: 1, blue: 1)

    /// What the colour looks like on white paper, opaque and rounded to 8 bits a channel: whoever composites the same
    /// colour by the textbook gets the same bytes, which cairo's own blending does not promise.
    public var onWhite: InkColor {
        func mixed(_ part: Double) -> Double { ((part * alpha + 1 - alpha) * 255).rounded() / 255 }
        return InkColor(red: mixed(red), green: mixed(green), blue: mixed(blue))
    }
}

extension InkColor {
    /// What is read first.
    static let ink = InkColor(red: 0.11, green: 0.14, blue: 0.17)
    /// What is read second.
    static let faint = InkColor(red: 0.38, green: 0.42, blue: 0.46)
    /// What parts things without being read.
    static let hairline = InkColor(red: 0.74, green: 0.77, blue: 0.79)
}
