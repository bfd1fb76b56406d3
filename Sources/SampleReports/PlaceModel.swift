/// Draws the places of one region's reports.
struct PlaceModel: Sendable {
    private let geography: Geography
    private let settlements: Draw
    private let roads: Draw
    private let villages: Draw
    private let sites: [Draw]
    private let streets: StreetModel

    /// Numbers of the region's things, and a table to draw one by weight.
    private struct Draw: Sendable {
        var numbers: [Int32]
        var table: AliasTable

        init(count: Int, weight: (Int) -> Double?) {
            var numbers: [Int32] = []
            var weights: [Double] = []
            for number in 0..<count {
                guard let weight = weight(number) else { continue }
                numbers.append(Int32(number))
                weights.append(weight)
            }
            self.numbers = numbers
            table = AliasTable(weights)
        }

        func draw(_ random: inout CounterRandom) -> Int? {
            numbers.isEmpty ? nil : Int(numbers[table.draw(&random)])
        }
    }

    /// The whole country where `voivodeship` is `nil`.
    init(geography: Geography, voivodeship: Int?) {
        self.geography = geography
        streets = StreetModel(geography: geography)
        func wanted(_ candidate: Int) -> Bool { voivodeship == nil || candidate == voivodeship }
        settlements = Draw(count: geography.settlements.count) { number in
            let town = geography.settlements[number]
            guard wanted(town.voivodeship) else { return nil }
            let mood = 0.75 + 0.5 * CounterRandom.unit(town.seed, 61)
            return town.population * mood * Voivodeship.eagerness[town.voivodeship]
        }
        roads = Draw(count: geography.roads.count) { number in
            wanted(geography.roads[number].voivodeship) ? geography.roads[number].weight : nil
        }
        villages = Draw(count: geography.villages.count) { number in
            let village = geography.villages[number]
            return wanted(village.voivodeship) ? village.weight * Voivodeship.eagerness[village.voivodeship] : nil
        }
        sites = Site.Kind.allCases.map { kind in
            Draw(count: geography.sites.count) { number in
                let site = geography.sites[number]
                return site.kind == kind && wanted(site.voivodeship) ? site.weight : nil
            }
        }
    }

    /// A place for a report of that category; a region without, say, beaches sends its bathers to the streets.
    func place(_ category: CategoryProfile, _ random: inout CounterRandom) -> PlanePoint {
        let point =
            switch category.places[category.placeTable.draw(&random)] {
            case .centre: street(.centre, category, &random)
            case .street: street(.anywhere, category, &random)
            case .artery: street(.artery, category, &random)
            case .road: road(&random)
            case .village: village(&random)
            case .site(let kind): site(kind, &random)
            }
        return point ?? street(.anywhere, category, &random) ?? PlanePoint(x: 0, y: 0)
    }

    private func street(_ part: StreetModel.Part, _ category: CategoryProfile, _ random: inout CounterRandom)
        -> PlanePoint?
    {
        guard let number = settlements.draw(&random) else { return nil }
        return streets.point(in: number, part, salt: category.salt, &random)
    }

    private func road(_ random: inout CounterRandom) -> PlanePoint? {
        guard let number = roads.draw(&random) else { return nil }
        let segment = geography.roads[number].segment
        let spot = random.zipf(first: 1, last: 6)
        let part = CounterRandom.unit(UInt64(number), spot)
        return segment.start.mixed(with: segment.end, part)
            .moved(segment.direction, along: random.bell() * 30, across: random.bell() * 6)
    }

    private func village(_ random: inout CounterRandom) -> PlanePoint? {
        guard let number = villages.draw(&random) else { return nil }
        let village = geography.villages[number]
        let rank = random.zipf(first: 1, last: 7)
        var fixed = CounterRandom(seed: village.seed, counter: UInt64(rank))
        let jitter = (along: random.bell() * 14, across: random.bell() * 7)
        if village.neighbour != number, fixed.chance(0.22) {
            let end = geography.villages[village.neighbour].centre
            let lane = RoadNetwork.middle(from: village.centre, to: end, seed: village.seed)
            let part = fixed.unit()
            let place =
                part < 0.5 ? village.centre.mixed(with: lane, part * 2) : lane.mixed(with: end, part * 2 - 1)
            return place.moved(Direction(from: village.centre, to: end), along: jitter.along, across: jitter.across)
        }
        let sideStreet = fixed.chance(0.3)
        let corner = village.reach * (CounterRandom.unit(village.seed, 71) - 0.5)
        let along = sideStreet ? corner : fixed.bell() * 0.6 * village.reach
        // The main street bows a little; a side street leaves it at a right angle.
        let bow = along * along / village.reach * 0.4 * (CounterRandom.unit(village.seed, 72) - 0.5)
        let across = bow + (sideStreet ? fixed.signed() * village.reach * 0.7 : 0)
        return village.centre.moved(village.direction, along: along + jitter.along, across: across + jitter.across)
    }

    private func site(_ kind: Site.Kind, _ random: inout CounterRandom) -> PlanePoint? {
        guard let number = sites[kind.rawValue].draw(&random) else { return nil }
        let site = geography.sites[number]
        return site.point.moved(
            site.direction, along: random.bell() * site.reach.along, across: random.bell() * site.reach.across)
    }
}
