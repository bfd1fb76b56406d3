/// A sheet of paper, in millimetres.
public struct Paper: Sendable, Hashable {
    /// The width in millimetres.
    public let width: Double

    /// The height in millimetres.
    public let height: Double

    /// A sheet, or `nil` where a side is outside ``sides``.
    public init?(width: Double, height: Double) {
        guard Self.sides.contains(width), Self.sides.contains(height) else { return nil }
        (self.width, self.height) = (width, height)
    }

    /// The sides that a sheet may have, in millimetres: room for a legend, and what large-format printers take.
    public static let sides = 100.0...2000.0

    /// A sheet by its name, `A4` to `A0` (ISO 216) upright, or by its sides in millimetres, such as `300x420`; `nil` where
    /// the text is neither.
    public init?(_ text: String) {
        if let sides = Self.named[text.uppercased()] {
            self.init(width: sides.width, height: sides.height)
            return
        }
        let sides = text.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Double($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1] else { return nil }
        self.init(width: width, height: height)
    }

    /// The sheet turned by a quarter where that makes it wider than high.
    public var landscape: Paper { width < height ? Paper(uncheckedWidth: height, height: width) : self }

    private init(uncheckedWidth width: Double, height: Double) {
        (self.width, self.height) = (width, height)
    }

    /// How sheets are written, for errors about texts that are none.
    public static let writtenForm = "A4, A3, A2, A1, A0 or millimetres such as 300x420, each side 100 to 2000"

    private static let named: [String: (width: Double, height: Double)] = [
        "A4": (210, 297), "A3": (297, 420), "A2": (420, 594), "A1": (594, 841), "A0": (841, 1189),
    ]
}

/// Pixels per inch of a raster, 72 to 600.
public struct Resolution: Sendable, Hashable {
    /// Pixels per inch.
    public let dotsPerInch: Int

    /// A resolution, or `nil` outside ``range``.
    public init?(_ dotsPerInch: Int) {
        guard Self.range.contains(dotsPerInch) else { return nil }
        self.dotsPerInch = dotsPerInch
    }

    private init(unchecked dotsPerInch: Int) {
        self.dotsPerInch = dotsPerInch
    }

    /// The resolutions that can be asked for.
    public static let range = 72...600

    /// What prints are usually made with.
    public static let standard = Resolution(unchecked: 300)

    /// The pixels of a length in millimetres.
    public func pixels(_ millimetres: Double) -> Double { millimetres / 25.4 * Double(dotsPerInch) }

    /// The millimetres of some pixels.
    public func millimetres(_ pixels: Double) -> Double { pixels * 25.4 / Double(dotsPerInch) }
}

/// A rectangle of a page, in millimetres from its upper left corner, downwards.
public struct PaperRectangle: Sendable, Hashable {
    /// The left edge.
    public var x: Double
    /// The upper edge.
    public var y: Double
    /// The width.
    public var width: Double
    /// The height.
    public var height: Double

    /// Creates a rectangle.
    public init(x: Double, y: Double, width: Double, height: Double) {
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
}
