import Gazetteer

/// Gathers the country's sites from the tables of forests, lakes, rivers, beaches and railways.
struct SiteFinder {
    private(set) var sites: [Site] = []
    let settlements: [Settlement]
    let grid: SettlementGrid
    let border: Border

    /// Adds a site if it lies in the country, the likelier to be chosen the nearer people live.
    mutating func add(
        _ kind: Site.Kind, _ point: PlanePoint, _ direction: Direction, along: Double, across: Double, weight: Double,
        seed: UInt64
    ) {
        guard border.contains(point) else { return }
        let near = grid.nearest(point)
        let town = settlements[near.index]
        let notoriety = 0.3 + 0.06 / (0.02 + CounterRandom.unit(seed, 41))
        let nearness = 0.25 + town.population.squareRoot() / (1 + near.distance * near.distance / 36_000_000)
        sites.append(
            Site(
                kind: kind, point: point, direction: direction, reach: (along, across), voivodeship: town.voivodeship,
                weight: weight * notoriety * nearness))
    }

    /// Rides of a big forest, on the rectangular grid by which Polish forests are divided, and dumps on its edge.
    mutating func addForest(_ forest: Ellipse) {
        let tilt = Direction(turn: 0.06 * (CounterRandom.unit(forest.seed, 1) - 0.5))
        let count = Int(forest.area / 3) + 12
        for index in 0..<count {
            let turn = CounterRandom.unit(forest.seed, index, 2)
            // The square root spreads points evenly over the area.
            let place = forest.point(turn: turn, part: CounterRandom.unit(forest.seed, index, 3).squareRoot())
            let alongRide = CounterRandom.unit(forest.seed, index, 4) < 0.5
            let step = alongRide ? 400.0 : 800.0
            let dx = place.x - forest.centre.x
            let dy = place.y - forest.centre.y
            let u = tilt.cosine * dx + tilt.sine * dy
            let v = tilt.cosine * dy - tilt.sine * dx
            let snapped = forest.centre.moved(
                tilt, along: alongRide ? (u / step).rounded() * step : u,
                across: alongRide ? v : (v / step).rounded() * step)
            let ride = alongRide ? Direction(cosine: -tilt.sine, sine: tilt.cosine) : tilt
            add(.forest, snapped, ride, along: 500, across: 6, weight: 1, seed: forest.seed &+ UInt64(index))
        }
        for index in 0..<(10 + Int(forest.area.squareRoot() * 2)) {
            let turn = CounterRandom.unit(forest.seed, index, 5)
            let way = Direction(turn: CounterRandom.unit(forest.seed, index, 6))
            add(
                .edge, forest.point(turn: turn, part: 1), way, along: 35, across: 12, weight: 1,
                seed: forest.seed &+ UInt64(index) &+ 5_000)
        }
    }

    /// Dumps and burnt meadows on the outskirts of a town.
    mutating func addOutskirts(of town: Settlement) {
        for index in 0..<Int(4 + 3 * town.population.squareRoot()) {
            let distance = town.radius * (0.95 + 0.9 * CounterRandom.unit(town.seed, index, 7)) + 300
            let turn = Direction(turn: CounterRandom.unit(town.seed, index, 8))
            let point = town.centre.moved(turn, along: distance, across: 0)
            let way = Direction(turn: CounterRandom.unit(town.seed, index, 9))
            add(.edge, point, way, along: 35, across: 12, weight: 1.6, seed: town.seed &+ UInt64(index))
        }
    }

    /// Bathing places and jetties around a lake.
    mutating func addLake(_ lake: Ellipse) {
        for index in 0..<(5 + Int(lake.area.squareRoot() * 2)) {
            let turn = CounterRandom.unit(lake.seed, index, 2)
            let shore = lake.point(turn: turn, part: 1)
            let way = Direction(from: shore, to: lake.point(turn: turn + 0.02, part: 1))
            let weight = index == 0 ? 6.0 : 1.5
            add(.shore, shore, way, along: 90, across: 15, weight: weight, seed: lake.seed &+ UInt64(index))
        }
    }

    /// Places on both banks of a river, a kilometre or so apart.
    mutating func addRiver(_ river: River) {
        for (number, segment) in river.segments.enumerated() {
            let seed = river.seed &+ UInt64(number)
            let side = CounterRandom.unit(seed, 1) < 0.5 ? 1.0 : -1.0
            let middle = segment.start.mixed(with: segment.end, CounterRandom.unit(seed, 2))
            for bank in [side, -side] {
                let point = middle.moved(segment.direction, along: 0, across: bank * (river.width / 2 + 15))
                // On a river that is the border, only one bank is ours; elsewhere one is as good as the other.
                guard border.contains(point) else { continue }
                add(.river, point, segment.direction, along: 150, across: 10, weight: river.width / 150, seed: seed)
                break
            }
        }
    }

    /// Crossings of a railway line.
    mutating func addRailway(_ points: [PlanePoint], number: Int) {
        for index in 1..<max(points.count, 1) {
            let seed = CounterRandom.mix(UInt64(number * 1_000 + index) &+ 0x4A11)
            let line = RoadNetwork.bent(
                from: points[index - 1], to: points[index], seed: seed, bend: 0.03, step: 2_200)
            for piece in 1..<line.count {
                let segment = Segment(start: line[piece - 1], end: line[piece])
                let place = segment.start.mixed(with: segment.end, CounterRandom.unit(seed, piece, 3))
                add(
                    .crossing, place, segment.direction, along: 12, across: 8, weight: 1,
                    seed: seed &+ UInt64(piece))
            }
        }
    }

    /// A bathing beach: places along the border's line where it is the shore.
    mutating func addBeach(_ row: TableReader.Row, number: Int) {
        guard row.numbers.count == 4 else { return }
        let middle = PlanePoint(latitude: row.numbers[0], longitude: row.numbers[1])
        guard let nearest = shore(nearestTo: middle) else { return }
        let length = row.numbers[2] * 1_000
        for index in 0..<Int(length / 150) {
            let seed = CounterRandom.mix(UInt64(number * 1_000 + index) &+ 0xBEAC)
            let offset = length * (CounterRandom.unit(seed, 1) - 0.5)
            let guess = nearest.point.moved(nearest.side.direction, along: offset, across: 0)
            guard let place = shore(nearestTo: guess) else { continue }
            let inland = 15 + 70 * CounterRandom.unit(seed, 2)
            for inland in [inland, -inland] {
                let point = place.point.moved(place.side.direction, along: 0, across: inland)
                guard border.contains(point) else { continue }
                let weight = row.numbers[3] * 1.2 / row.numbers[2]
                add(.beach, point, place.side.direction, along: 80, across: 22, weight: weight, seed: seed)
                break
            }
        }
    }

    private func shore(nearestTo point: PlanePoint) -> (point: PlanePoint, side: Segment)? {
        let nearest = border.segments.min { $0.squaredDistance(to: point) < $1.squaredDistance(to: point) }
        return nearest.map { ($0.nearest(to: point), $0) }
    }
}
