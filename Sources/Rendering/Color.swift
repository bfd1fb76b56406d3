/// A colour of the sRGB space with its opacity, 8 bits each.
public struct Color: Sendable, Hashable {
    /// Red.
    public var red: UInt8
    /// Green.
    public var green: UInt8
    /// Blue.
    public var blue: UInt8
    /// Opacity: 0 transparent, 255 opaque.
    public var alpha: UInt8

    /// Creates a colour.
    public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// No colour at all.
    public static let transparent = Color(red: 0, green: 0, blue: 0, alpha: 0)

    /// Reads `#rrggbb` or `#rrggbbaa`, or returns `nil`.
    public init?(hex: String) {
        let digits = hex.utf8.dropFirst()
        guard hex.utf8.first == UInt8(ascii: "#"), digits.count == 6 || digits.count == 8,
            digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let number = UInt32(hex.dropFirst(), radix: 16)
        else { return nil }
        let bits = digits.count == 6 ? number << 8 | 0xFF : number
        self.init(
            red: UInt8(truncatingIfNeeded: bits >> 24), green: UInt8(truncatingIfNeeded: bits >> 16),
            blue: UInt8(truncatingIfNeeded: bits >> 8), alpha: UInt8(truncatingIfNeeded: bits))
    }

    /// The colour as `#rrggbbaa`.
    public var hex: String {
        "#"
            + [red, green, blue, alpha].map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }

    /// The colour between this and another, channel by channel; 0 is this, 1 the other.
    func mixed(with other: Color, _ share: Double) -> Color {
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8((Double(from) + (Double(to) - Double(from)) * min(max(share, 0), 1)).rounded())
        }
        return Color(
            red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue),
            alpha: mix(alpha, other.alpha))
    }

    /// The colour with its opacity multiplied, 0...1.
    func faded(by factor: Double) -> Color {
        var faded = self
        faded.alpha = UInt8((Double(alpha) * min(max(factor, 0), 1)).rounded())
        return faded
    }
}
