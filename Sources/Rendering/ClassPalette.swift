import Density
import Foundation

/// A scale in a style's colours: the palette of its tiles, in the legend's order, so that density can be read back from a
/// pixel. Entry 0 is transparent; entry i begins at the density `lowerLimits[i - 1]`.
public struct ClassPalette: Sendable, Equatable {
    /// The colours, transparent first; at most 256.
    public let colors: [Color]

    /// Where each colour but the first begins, in reports per km², rising.
    public let lowerLimits: [Double]

    /// The colour at the lower limit of each class of the scale.
    public let classColors: [Color]

    /// Where each class's colours begin in ``colors``, and where the last one's end.
    private let starts: [Int]

    /// The palette of a scale.
    public init(_ scale: DensityScale, _ style: Style) {
        var colors = [Color.transparent]
        var lowerLimits: [Double] = []
        var classColors: [Color] = []
        var starts = [1]
        let last = max(scale.limits.count - 1, 1)
        for (index, limit) in scale.limits.enumerated() {
            // The last class has no upper limit, and so one colour.
            let steps = style.shading == .smooth && index < scale.limits.count - 1 ? min(252 / last, 32) : 1
            for step in 0..<steps {
                let share = Double(step) / Double(steps)
                let color = style.ramp.color(at: (Double(index) + share) / Double(last)).faded(by: style.opacity)
                if step == 0 { classColors.append(color) }
                colors.append(color)
                let next = index + 1 < scale.limits.count ? scale.limits[index + 1] : limit
                lowerLimits.append(step == 0 ? limit : limit * pow(next / limit, share))
            }
            starts.append(colors.count)
        }
        self.starts = starts
        self.colors = colors
        self.lowerLimits = lowerLimits
        self.classColors = classColors
    }

    /// The colours of a class from its lower limit upwards: one, or the steps of a smooth change.
    ///
    /// - Parameter index: The class, 0 the lowest.
    public func shades(ofClass index: Int) -> ArraySlice<Color> {
        colors[starts[index]..<starts[index + 1]]
    }

    /// The palette entry of each density.
    public func classify(_ grid: DensityGrid) -> [UInt8] {
        let index = ClassIndex(lowerLimits.map(Float.init))
        return grid.values.map { index.entry(of: $0) }
    }
}
