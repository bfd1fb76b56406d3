import Gazetteer

/// The roads between settlements, the motorways, and the pieces of both that are a town's main streets.
struct RoadNetwork: Sendable {
    /// A piece of road of some hundred metres.
    struct Piece: Sendable {
        var segment: Segment
        var voivodeship: Int
        /// How many reports it draws: a few stretches are notorious, most are not.
        var weight: Double
    }

    private(set) var pieces: [Piece] = []

    init(settlements: [Settlement], grid: SettlementGrid, border: Border) {
        for (first, second) in Self.links(settlements, grid) {
            let a = settlements[first]
            let b = settlements[second]
            let seed = CounterRandom.mix(a.seed &+ b.seed)
            let line = Self.bent(from: a.centre, to: b.centre, seed: seed, bend: 0.11, step: 550)
            let inside = stride(from: 0, to: line.count, by: 3).allSatisfy { border.contains(line[$0]) }
            guard inside else { continue }
            let traffic = 0.6 + (a.population * b.population).squareRoot() / 40
            for index in 1..<line.count {
                let nearer = index * 2 < line.count ? a : b
                // The road is busier where it comes into a town.
                let distance = line[index].distance(to: nearer.centre) / (nearer.radius * 1.6)
                let busy = traffic * (1 + 2.5 / (1 + distance * distance * distance))
                append(line[index - 1], line[index], nearer.voivodeship, busy, seed &+ UInt64(index))
            }
        }
        appendMotorways(grid, settlements, border)
    }

    /// Pairs of towns with no third one between: a relative neighbourhood graph, loosened so that loops remain.
    private static func links(_ settlements: [Settlement], _ grid: SettlementGrid) -> [(Int, Int)] {
        var links: [(Int, Int)] = []
        for (first, town) in settlements.enumerated() {
            let near = grid.around(town.centre).filter { $0 != first }
                .map { (index: $0, distance: settlements[$0].centre.distance(to: town.centre)) }
            for other in near where other.index > first {
                // A city's roads to other towns begin in its middle, not in each of its districts.
                let local = town.isDistrict || settlements[other.index].isDistrict
                guard other.distance < (local ? 7_500 : 48_000) else { continue }
                let limit = other.distance * 0.87
                let blocked = near.contains {
                    $0.distance < limit && $0.index != other.index
                        && settlements[$0.index].centre.distance(to: settlements[other.index].centre) < limit
                }
                if !blocked { links.append((first, other.index)) }
            }
        }
        return links
    }

    private mutating func append(
        _ start: PlanePoint, _ end: PlanePoint, _ voivodeship: Int, _ traffic: Double, _ seed: UInt64
    ) {
        let notoriety = 0.35 + 0.05 / (0.015 + CounterRandom.unit(seed, 21))
        let segment = Segment(start: start, end: end)
        let weight = segment.length * traffic * notoriety
        pieces.append(Piece(segment: segment, voivodeship: voivodeship, weight: weight))
    }

    private mutating func appendMotorways(_ grid: SettlementGrid, _ settlements: [Settlement], _ border: Border) {
        for (number, road) in TableReader.polylines(RouteTable.motorways).enumerated() {
            for index in 1..<max(road.points.count, 1) {
                let seed = CounterRandom.mix(UInt64(number * 1_000 + index) &+ 0xA1)
                let line = Self.bent(
                    from: road.points[index - 1], to: road.points[index], seed: seed, bend: 0.04, step: 900)
                for piece in 1..<line.count where border.contains(line[piece]) && border.contains(line[piece - 1]) {
                    let voivodeship = settlements[grid.nearest(line[piece]).index].voivodeship
                    append(line[piece - 1], line[piece], voivodeship, 2.2, seed &+ UInt64(piece))
                }
            }
        }
    }

    /// A line between two points, displaced at its middle and at the middles of its halves, as roads are.
    static func bent(from start: PlanePoint, to end: PlanePoint, seed: UInt64, bend: Double, step: Double)
        -> [PlanePoint]
    {
        var line = [start, end]
        var bend = bend
        var level = 0
        while line[0].distance(to: line[1]) > step, level < 9 {
            level += 1
            var finer: [PlanePoint] = [line[0]]
            for index in 1..<line.count {
                let length = line[index - 1].distance(to: line[index])
                let direction = Direction(from: line[index - 1], to: line[index])
                let noise = (CounterRandom.unit(seed, level, index) - 0.5) * 2 * bend * length
                let along = (CounterRandom.unit(seed, -level, index) - 0.5) * 0.2 * length
                let middle = line[index - 1].mixed(with: line[index], 0.5)
                finer.append(middle.moved(direction, along: along, across: noise))
                finer.append(line[index])
            }
            line = finer
            bend *= 0.92
        }
        return line
    }
}

extension RoadNetwork {
    /// The bend of a lane that has only one.
    static func middle(from start: PlanePoint, to end: PlanePoint, seed: UInt64) -> PlanePoint {
        let noise = (CounterRandom.unit(seed, 81) - 0.5) * 0.4 * start.distance(to: end)
        return start.mixed(with: end, 0.5).moved(Direction(from: start, to: end), along: 0, across: noise)
    }
}
