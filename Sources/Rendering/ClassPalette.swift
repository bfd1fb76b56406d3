import Density
import Foundation

/// A scale in a style's colours: the palette of its tiles, in the legend's order, so that density can be read back from a
/// pixel. Entry 0 is transparent; entry i begins at the density `lowerLimits[i - 1]`.
///
/// Of a difference, entry 0 is what changes by less than the first limit; the others go from the strongest fall to the
/// strongest rise. The scale's limits are those of the rises, and mirrored those of the falls.
public struct ClassPalette: Sendable, Equatable {
    /// The colours, transparent first; at most 256.
    public let colors: [Color]

    /// Where each colour but the first begins, in reports per km², rising. The strongest fall begins at minus infinity.
    public let lowerLimits: [Double]

    /// The colour of each class of the legend, from the lowest: that at its limit nearer to 0. The class of no change is
    /// transparent, and stands in the middle.
    public let classColors: [Color]

    /// The limits of each class of the legend, from the lowest; `nil` where nothing limits it.
    public let classLimits: [(lower: Double?, upper: Double?)]

    private let shades: [[Color]]
    /// Where the colours of rises begin, or, without falls, all of them.
    private let risingLimits: [Double]
    private let isMirrored: Bool

    /// The palette of a scale.
    public init(_ scale: DensityScale, _ style: Style) {
        let limits = scale.limits
        isMirrored = style.kind == .difference
        let mostColors = isMirrored ? 126 : 252
        // The last class has no upper limit, and so one colour.
        let steps = style.shading == .smooth ? min(mostColors / max(limits.count - 1, 1), 32) : 1
        let shares = limits.indices.map { index in
            let count = index < limits.count - 1 ? steps : 1
            return (0..<count).map { Double($0) / Double(count) }
        }
        func colors(_ position: (Double) -> Double) -> [[Color]] {
            shares.enumerated().map { index, shares in
                shares.map { style.ramp.color(at: position(Double(index) + $0)).faded(by: style.opacity) }
            }
        }
        risingLimits = zip(limits.indices, shares).flatMap { index, shares in
            shares.map { share in
                share == 0 ? limits[index] : limits[index] * pow(limits[index + 1] / limits[index], share)
            }
        }
        guard isMirrored, let first = limits.first else {
            let last = Double(max(limits.count - 1, 1))
            shades = colors { $0 / last }
            classColors = shades.compactMap(\.first)
            classLimits = Self.ranges(limits)
            lowerLimits = risingLimits
            self.colors = [.transparent] + shades.joined()
            return
        }
        // Beside the ramp's middle, which is left to no change, the classes share each half evenly.
        let half = 0.5 / Double(limits.count)
        let rises = colors { 0.5 + half * ($0 + 1) }
        let falls = Array(colors { 0.5 - half * ($0 + 1) }.map { Array($0.reversed()) }.reversed())
        shades = falls + [[.transparent]] + rises
        classColors = falls.compactMap(\.last) + [.transparent] + rises.compactMap(\.first)
        let ranges = Self.ranges(limits)
        classLimits =
            ranges.reversed().map { (lower: $0.upper.map { -$0 }, upper: $0.lower.map { -$0 }) } + [(-first, first)]
            + ranges
        lowerLimits = [-Double.infinity] + risingLimits.dropFirst().reversed().map { -$0 } + risingLimits
        self.colors = [.transparent] + falls.joined() + rises.joined()
    }

    private static func ranges(_ limits: [Double]) -> [(lower: Double?, upper: Double?)] {
        limits.indices.map { (limits[$0], $0 + 1 < limits.count ? limits[$0 + 1] : nil) }
    }

    /// The colours of a class from its lower limit upwards: one, or the steps of a smooth change.
    ///
    /// - Parameter index: The class, 0 the lowest.
    public func shades(ofClass index: Int) -> ArraySlice<Color> { shades[index][...] }

    /// The palette entry of each density, or of each difference.
    public func classify(_ grid: DensityGrid) -> [UInt8] {
        let index = ClassIndex(risingLimits.map(Float.init))
        guard isMirrored else { return grid.values.map { index.entry(of: $0) } }
        let falls = UInt8(clamping: risingLimits.count)
        return grid.values.map { value in
            let entry = index.entry(of: abs(value))
            guard entry > 0 else { return 0 }
            return value > 0 ? falls &+ entry : falls &+ 1 &- entry
        }
    }

    /// Whether two palettes look alike and mean the same.
    public static func == (left: ClassPalette, right: ClassPalette) -> Bool {
        left.colors == right.colors && left.lowerLimits == right.lowerLimits && left.shades == right.shades
    }
}
