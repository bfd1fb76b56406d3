/// A direction on the plane, as the cosine and sine of its angle from the east.
struct Direction: Sendable {
    var cosine: Double
    var sine: Double

    init(cosine: Double, sine: Double) {
        self.cosine = cosine
        self.sine = sine
    }

    /// By the share of a full turn, without a library's cosine: the tangent of the half angle by a short polynomial
    /// (to about 0.001), and from it a cosine and a sine that are exactly on the circle.
    init(turn: Double) {
        let whole = turn - turn.rounded(.down)
        let quarter = Int(whole * 4)
        let t = whole * 4 - Double(quarter)
        let tangent = t * (0.7854 + t * t * (0.1615 + t * t * 0.0531))
        let cos = (1 - tangent * tangent) / (1 + tangent * tangent)
        let sin = 2 * tangent / (1 + tangent * tangent)
        switch quarter {
        case 0: (cosine, sine) = (cos, sin)
        case 1: (cosine, sine) = (-sin, cos)
        case 2: (cosine, sine) = (-cos, -sin)
        default: (cosine, sine) = (sin, -cos)
        }
    }

    init(from start: PlanePoint, to end: PlanePoint) {
        let length = max(start.distance(to: end), 1e-9)
        cosine = (end.x - start.x) / length
        sine = (end.y - start.y) / length
    }
}
