import Density

/// How densities become a picture: kernel, weights, scale and colours.
public struct Style: Sendable, Equatable {
    /// The name in URLs.
    public var name: String
    /// The title in Polish.
    public var titlePL: String
    /// The title in English.
    public var titleEN: String
    /// What the densities are.
    public var kind: Kind
    /// The kernel's radius.
    public var bandwidth: Bandwidth
    /// How much a report counts by its status's key; statuses that are not here count once.
    public var statusWeights: [String: Double]
    /// How much a report counts by its category's key; categories that are not here count once.
    public var categoryWeights: [String: Double]
    /// How the class limits come about.
    public var scale: ScaleMethod
    /// The colours.
    public var ramp: ColorRamp
    /// What happens between two limits.
    public var shading: Shading
    /// The opacity of the whole, 0...1.
    public var opacity: Double

    /// What the densities are.
    public enum Kind: String, Sendable, Equatable, CaseIterable {
        /// Those of the reports that pass a filter.
        case heat
        /// Those of one period less those of another. The scale's limits are those of a rise, and mirrored those of a fall;
        /// the ramp's middle is no change.
        case difference
    }

    /// How class limits come about.
    public enum ScaleMethod: Sendable, Equatable {
        /// Fixed limits in reports per km², the same at every zoom.
        case breaks([Double])
        /// Multiples of the mean density of the non-empty cells that are about as large as the kernel, per zoom.
        case meanMultiples([Double])

        /// The name in style files and legends.
        public var name: String {
            switch self {
            case .breaks: "breaks"
            case .meanMultiples: "mean-multiples"
            }
        }
    }

    /// What happens between two limits.
    public enum Shading: String, Sendable, Equatable, CaseIterable {
        /// The colour changes gradually, with the logarithm of the density.
        case smooth
        /// A class has one colour.
        case steps
    }
}
