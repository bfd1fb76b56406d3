/// A quarter of a town with a street grid of its own: turned, spaced, bent and broken up by its seed.
///
/// Streets are not stored. A quarter is a rule that moves any point onto the nearest of its streets, so a country of
/// streets costs no memory.
struct Quarter: Sendable {
    var centre: PlanePoint
    /// How far its people spread.
    var radius: Double
    var seed: UInt64
    private var direction: Direction
    /// Metres between streets that run along the direction, and between those across it.
    private var spacing: (along: Double, across: Double)
    private var bend: Double
    private var wavelength: Double

    /// Every third street is a collector, which gathers traffic, shops and so reports.
    private static let collectorStep = 3

    init(centre: PlanePoint, radius: Double, seed: UInt64, openness: Double) {
        self.centre = centre
        self.radius = radius
        self.seed = seed
        direction = Direction(turn: CounterRandom.unit(seed, 1))
        let base = 70 + 60 * openness + 40 * CounterRandom.unit(seed, 2)
        spacing = (base, base * (1.1 + 0.9 * CounterRandom.unit(seed, 3)))
        bend = (15 + 90 * CounterRandom.unit(seed, 4)) * (0.3 + openness)
        wavelength = 700 + 1_500 * CounterRandom.unit(seed, 5)
    }

    /// The nearest point on a street, and the way the street runs there.
    func snapped(_ point: PlanePoint, _ random: inout CounterRandom) -> (point: PlanePoint, direction: Direction) {
        let dx = point.x - centre.x
        let dy = point.y - centre.y
        let u = direction.cosine * dx + direction.sine * dy
        let v = direction.cosine * dy - direction.sine * dx
        let collector = random.chance(0.5)
        var result = (point: point, direction: direction)
        if random.chance(0.55) {
            let line = street(at: v, place: u, spacing.along, collector: collector, family: 1)
            result.point = centre.moved(direction, along: u, across: line)
        } else {
            let line = street(at: u, place: v, spacing.across, collector: collector, family: 2)
            result.point = centre.moved(direction, along: line, across: v)
            result.direction = Direction(cosine: -direction.sine, sine: direction.cosine)
        }
        return result
    }

    /// Where the street nearest to `offset` runs, seen at `place` along it.
    private func street(at offset: Double, place: Double, _ step: Double, collector: Bool, family: UInt64) -> Double {
        let curve = bend * Self.wave(place / wavelength + CounterRandom.unit(seed, 6))
        let stride = collector ? Self.collectorStep : 1
        var line = Int(((offset - curve) / (step * Double(stride))).rounded()) * stride
        let block = Int((place / (step * 2.5)).rounded(.down))
        if !collector, CounterRandom.unit(seed &+ family, line, block) < 0.25 {
            // The street has a gap here: houses, a park, a school's ground.
            line += 1
        }
        let shift = 0.5 * (CounterRandom.unit(seed ^ family, line) - 0.5)
        return (Double(line) + shift) * step + curve
    }

    /// A smooth wave between -1 and 1 with period 1, of parabolas instead of a library's sine.
    private static func wave(_ place: Double) -> Double {
        let part = (place - place.rounded(.down)) * 2 - 1
        return 4 * part * (1 - abs(part))
    }
}

extension Quarter {
    /// The quarters of a town: the old one in the middle, the others on a loose spiral, stretched the way towns are.
    static func quarters(of town: Settlement) -> [Quarter] {
        let count = min(Int(3 + 1.15 * town.population.squareRoot()), 24)
        let axis = Direction(turn: CounterRandom.unit(town.seed, 11))
        let aspect = 0.55 + 0.45 * CounterRandom.unit(town.seed, 12)
        let radius = max(town.radius * 1.1 / Double(count).squareRoot(), 170)
        return (0..<count).map { index in
            let seed = CounterRandom.mix(town.seed &+ UInt64(index) &+ 100)
            guard index > 0 else {
                return Quarter(centre: town.centre, radius: radius * 0.8, seed: seed, openness: 0)
            }
            let part = ((Double(index) + 0.3) / Double(count)).squareRoot()
            let distance = town.radius * part * (0.7 + 0.5 * CounterRandom.unit(seed, 13))
            // The golden angle spreads any number of points evenly.
            let turn = Direction(turn: Double(index) * 0.381966 + 0.12 * CounterRandom.unit(seed, 14))
            let centre = town.centre.moved(axis, along: turn.cosine * distance, across: turn.sine * distance * aspect)
            let size = radius * (0.7 + 0.6 * CounterRandom.unit(seed, 15))
            return Quarter(centre: centre, radius: size, seed: seed, openness: part)
        }
    }
}
