/// Gives every settlement its quarters, main streets and pieces of river.
struct TownPlan {
    private(set) var settlements: [Settlement]
    private(set) var quarters: [Quarter] = []
    private(set) var owners: [Int32] = []
    private(set) var arteries: [Segment] = []
    private(set) var rivers: [(segment: Segment, squaredReach: Double)] = []

    init(settlements: [Settlement]) {
        self.settlements = settlements
    }

    mutating func addQuarters(grid: SettlementGrid) {
        for index in settlements.indices {
            let first = quarters.count
            quarters += Quarter.quarters(of: settlements[index])
            settlements[index].quarters = first..<quarters.count
        }
        for index in settlements.indices {
            let first = owners.count
            let town = settlements[index]
            owners += town.quarters.map { Int32($0) }
            for other in grid.around(town.centre) where other != index {
                let reach = 1.3 * (town.radius + settlements[other].radius)
                guard settlements[other].centre.distance(to: town.centre) < reach else { continue }
                for quarter in settlements[other].quarters
                where quarters[quarter].centre.distance(to: town.centre) < town.radius * 1.5 + 400 {
                    owners.append(Int32(quarter))
                }
            }
            settlements[index].owners = first..<owners.count
        }
    }

    /// Main streets are the country roads where they run through the town, and in larger towns parts of ring roads.
    mutating func addArteries(_ roads: [RoadNetwork.Piece]) {
        let near = Self.index(roads.map(\.segment.start))
        for index in settlements.indices {
            let first = arteries.count
            let town = settlements[index]
            let reach = town.radius * 1.05 + 250
            for number in Self.candidates(near, around: town.centre, reach) {
                let segment = roads[number].segment
                let part = segment.start.distance(to: town.centre) / reach
                guard part < 1 else { continue }
                // Busier towards the middle, petering out at the edge: counted up to five times, and out there seldom.
                let fading = part < 0.7 || CounterRandom.unit(town.seed, number, 55) < (1 - part) * 3.3
                let copies = fading ? max(Int(6 - 7 * part), 1) : 0
                arteries += Array(repeating: segment, count: copies)
            }
            if !town.isDistrict, town.population > 45 { addRing(town, part: 0.42, kept: 0.55) }
            if !town.isDistrict, town.population > 60 { addRing(town, part: 0.85, kept: 0.55) }
            settlements[index].arteries = first..<arteries.count
        }
    }

    private mutating func addRing(_ town: Settlement, part: Double, kept: Double) {
        let axis = Direction(turn: CounterRandom.unit(town.seed, 51))
        let aspect = 0.55 + 0.4 * CounterRandom.unit(town.seed, 52)
        let count = 25
        let seed = town.seed &+ UInt64(part * 100)
        let corners = (0..<count).map { index -> PlanePoint in
            // Between one of five fixed bulges and the next, so that the ring is round nowhere and has no steps.
            let bulge = CounterRandom.unit(seed, index / 5, 53)
            let next = CounterRandom.unit(seed, (index / 5 + 1) % 5, 53)
            let wobble = 0.65 + 0.7 * (bulge + (next - bulge) * Double(index % 5) / 5)
            let turn = Direction(turn: Double(index) / Double(count))
            let distance = town.radius * part * wobble
            return town.centre.moved(axis, along: turn.cosine * distance, across: turn.sine * distance * aspect)
        }
        for index in 0..<count where CounterRandom.unit(seed, index / 5, 54) < kept {
            let line = RoadNetwork.bent(
                from: corners[index], to: corners[(index + 1) % count], seed: seed &+ UInt64(index), bend: 0.08,
                step: 400)
            for piece in 1..<line.count {
                // Twice, to stand against the main streets in the middle.
                arteries += Array(repeating: Segment(start: line[piece - 1], end: line[piece]), count: 2)
            }
        }
    }

    mutating func addRivers(_ all: [River]) {
        let pieces = all.flatMap { river in
            river.segments.map { (segment: $0, width: river.width) }
        }
        let near = Self.index(pieces.map(\.segment.start))
        for index in settlements.indices {
            let first = rivers.count
            let town = settlements[index]
            let reach = town.radius * 1.7 + 1_500
            for number in Self.candidates(near, around: town.centre, reach)
            where pieces[number].segment.squaredDistance(to: town.centre) < reach * reach {
                // Houses keep some way off the water.
                let bank = pieces[number].width / 2 + 30
                rivers.append((pieces[number].segment, bank * bank))
            }
            settlements[index].rivers = first..<rivers.count
        }
    }

    /// Numbers of points by rows of 10 km, so that a town need not look at the whole country.
    private static func index(_ points: [PlanePoint]) -> [Int: [Int]] {
        var rows: [Int: [Int]] = [:]
        for (number, point) in points.enumerated() { rows[row(point.y), default: []].append(number) }
        return rows
    }

    private static func candidates(_ rows: [Int: [Int]], around point: PlanePoint, _ reach: Double) -> [Int] {
        (row(point.y - reach)...row(point.y + reach)).flatMap { rows[$0] ?? [] }
    }

    private static func row(_ y: Double) -> Int { Int((y / 10_000).rounded(.down)) }
}
