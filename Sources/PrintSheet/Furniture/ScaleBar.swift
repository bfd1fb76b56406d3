import Foundation

/// A bar of a round length on the ground.
struct ScaleBar: Equatable {
    /// Its length on the ground: 1, 2 or 5 times a power of ten.
    let metres: Double
    /// Its length on paper, in millimetres.
    let length: Double
    /// The equal parts in which it is drawn.
    let parts: Int
    /// Whether its middle is a round number too.
    let hasMiddle: Bool

    /// The longest bar that fits a length.
    ///
    /// - Parameter denominator: The scale's, at the latitude for which the bar is to be true.
    init(denominator: Double, longest: Double) {
        let ground = longest * denominator / 1000
        let power = pow(10, log10(ground).rounded(.down))
        // The quotient may fall short of a whole number by what rounding took.
        let lead = [5.0, 2, 1].first { $0 * power <= ground * (1 + 1e-12) } ?? 1
        metres = lead * power
        length = metres * 1000 / denominator
        parts = lead == 5 ? 5 : 4
        hasMiddle = lead != 5
    }
}
