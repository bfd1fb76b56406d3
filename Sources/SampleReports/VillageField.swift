/// Strews villages over the countryside: one at most in every square of a jittered grid, and some on the roads.
struct VillageField {
    private static let side = 3_000.0
    /// Half the grid's width and height in squares; the country is 700 km across.
    private static let half = 120

    private(set) var villages: [Village] = []
    private var byCell: [Int: Int] = [:]
    private let settlements: [Settlement]
    private let grid: SettlementGrid
    private let border: Border
    private let forests: [Ellipse]
    private let lakes: [Ellipse]

    init(settlements: [Settlement], grid: SettlementGrid, border: Border, forests: [Ellipse], lakes: [Ellipse]) {
        self.settlements = settlements
        self.grid = grid
        self.border = border
        self.forests = forests
        self.lakes = lakes
        for row in -Self.half..<Self.half { addRow(row) }
        linkNeighbours()
    }

    private mutating func addRow(_ row: Int) {
        let below = border.spans(at: Double(row) * Self.side)
        let above = border.spans(at: Double(row + 1) * Self.side)
        for column in -Self.half..<Self.half {
            let seed = CounterRandom.mix(UInt64((row + Self.half) * 1_000 + column + Self.half) &+ 0x5170)
            let x = (Double(column) + CounterRandom.unit(seed, 1)) * Self.side
            // Inside at the square's lower and upper edge is as good as inside, and far cheaper to ask.
            guard below.contains(where: { $0.contains(x) }), above.contains(where: { $0.contains(x) }) else { continue }
            let centre = PlanePoint(x: x, y: (Double(row) + CounterRandom.unit(seed, 2)) * Self.side)
            add(centre, seed: seed, cell: Self.cell(column, row))
        }
    }

    private mutating func add(_ centre: PlanePoint, seed: UInt64, cell: Int) {
        let near = grid.nearest(centre)
        let town = settlements[near.index]
        let density = Voivodeship.villages[town.voivodeship]
        guard CounterRandom.unit(seed, 3) < density, near.distance > town.radius * 1.1 + 400 else { return }
        guard !lakes.contains(where: { $0.contains(centre) }) else { return }
        if forests.contains(where: { $0.contains(centre) }), CounterRandom.unit(seed, 4) > 0.15 { return }
        let size = 0.15 + 0.12 / (0.05 + CounterRandom.unit(seed, 5))
        byCell[cell] = villages.count
        villages.append(
            Village(
                centre: centre, direction: Direction(turn: CounterRandom.unit(seed, 6)),
                reach: 220 + 420 * size.squareRoot(), voivodeship: town.voivodeship,
                weight: size * (1 + 8_000 / (near.distance + 4_000)), seed: seed, neighbour: villages.count))
    }

    private mutating func linkNeighbours() {
        for (cell, index) in byCell {
            let steps = [1, 2_000, 2_001, 1_999, 2, 4_000]
            let shift = Int(CounterRandom.unit(villages[index].seed, 7) * 3)
            for step in steps[shift...] {
                guard let other = byCell[cell + step] else { continue }
                villages[index].neighbour = other
                break
            }
        }
    }

    private static func cell(_ column: Int, _ row: Int) -> Int { (row + half) * 2_000 + column + half }

    /// Villages strung along the roads, which is where the bigger ones are.
    mutating func addAlong(_ roads: [RoadNetwork.Piece]) {
        for (index, road) in roads.enumerated() {
            let seed = CounterRandom.mix(UInt64(index) &+ 0x70AD)
            guard CounterRandom.unit(seed, 1) < 0.11 else { continue }
            let near = grid.nearest(road.segment.start)
            let town = settlements[near.index]
            guard near.distance > town.radius * 1.2 + 600 else { continue }
            let size = 0.4 + 0.2 / (0.08 + CounterRandom.unit(seed, 5))
            villages.append(
                Village(
                    centre: road.segment.start, direction: road.segment.direction, reach: 250 + 300 * size.squareRoot(),
                    voivodeship: road.voivodeship, weight: size, seed: seed, neighbour: villages.count))
        }
    }
}
