import Gazetteer

/// A forest or a lake as an ellipse with a wavy edge.
struct Ellipse: Sendable {
    var centre: PlanePoint
    /// Of the long axis.
    var direction: Direction
    /// Half the long and half the short axis, in metres.
    var radii: (long: Double, short: Double)
    var seed: UInt64

    /// The rows of a table: latitude, longitude, length and width in kilometres, bearing from north in degrees.
    static func all(_ text: String, salt: UInt64) -> [Ellipse] {
        TableReader.rows(text).enumerated().compactMap { index, row in
            guard row.numbers.count == 5 else { return nil }
            return Ellipse(
                centre: PlanePoint(latitude: row.numbers[0], longitude: row.numbers[1]),
                direction: Direction(turn: (90 - row.numbers[4]) / 360),
                radii: (row.numbers[2] * 500, row.numbers[3] * 500), seed: CounterRandom.mix(salt &+ UInt64(index)))
        }
    }

    /// Its area in square kilometres.
    var area: Double { 3.1416 * radii.long * radii.short / 1_000_000 }

    func contains(_ point: PlanePoint) -> Bool {
        let dx = point.x - centre.x
        let dy = point.y - centre.y
        let reach = radii.long
        guard abs(dx) < reach, abs(dy) < reach else { return false }
        let u = (direction.cosine * dx + direction.sine * dy) / radii.long
        let v = (direction.cosine * dy - direction.sine * dx) / radii.short
        return u * u + v * v < 1
    }

    /// The point at a share of the way from the centre to the edge, in a direction given as a share of a turn.
    func point(turn: Double, part: Double) -> PlanePoint {
        let around = Direction(turn: turn)
        // Lobes of the edge, so that it is not a drawn oval.
        let lobe = 0.82 + 0.3 * CounterRandom.unit(seed, Int(turn * 9)) * CounterRandom.unit(seed, 30)
        return centre.moved(
            direction, along: around.cosine * radii.long * part * lobe, across: around.sine * radii.short * part * lobe)
    }
}
