/// Draws places on the streets of a settlement.
///
/// A settlement has a long list of fixed places for every kind of threat, none of it stored: place number r is worked
/// out from the settlement's seed. Ranks are drawn by Zipf's law, so that a few places are reported again and again, as
/// on the real map.
struct StreetModel: Sendable {
    /// Which streets.
    enum Part: Sendable {
        case centre, anywhere, artery
    }

    let geography: Geography

    func point(in number: Int, _ part: Part, salt: UInt64, _ random: inout CounterRandom) -> PlanePoint {
        let town = geography.settlements[number]
        let size = Self.octaves(town.population)
        let rank = random.zipf(first: size.first, last: size.last)
        var fixed = CounterRandom(seed: town.seed ^ salt, counter: UInt64(rank))
        let place = fixedPlace(in: town, part, &fixed)
        // A phone's GPS is a few metres off, and people stand along the street rather than across it.
        let along = random.bell() * 16
        let across = random.bell() * 5
        let point = place.point.moved(place.direction, along: along, across: across)
        return town.nearBorder && !geography.border.contains(point) ? place.point : point
    }

    private func fixedPlace(in town: Settlement, _ part: Part, _ fixed: inout CounterRandom)
        -> (point: PlanePoint, direction: Direction)
    {
        for _ in 0..<10 {
            if part == .artery || fixed.chance(0.1), !town.arteries.isEmpty {
                let segment = geography.arteries[town.arteries.lowerBound + fixed.below(town.arteries.count)]
                let point = segment.start.mixed(with: segment.end, fixed.unit())
                if isInside(point, town) { return (point, segment.direction) }
                continue
            }
            let guess = scattered(in: town, part, &fixed)
            let place = owner(of: guess, in: town).snapped(guess, &fixed)
            if isDry(place.point, town), isInside(place.point, town) { return place }
        }
        return (town.centre, Direction(turn: 0))
    }

    /// A point somewhere in a quarter, which is then moved to a street.
    private func scattered(in town: Settlement, _ part: Part, _ fixed: inout CounterRandom) -> PlanePoint {
        var number = town.quarters.lowerBound
        if part != .centre || fixed.chance(0.3) {
            // The lesser of two draws: quarters come in order of distance, and nearer ones hold more people.
            let first = fixed.below(town.quarters.count)
            number += fixed.chance(0.55) ? min(first, fixed.below(town.quarters.count)) : first
        }
        let quarter = geography.quarters[number]
        return PlanePoint(
            x: quarter.centre.x + fixed.bell() * quarter.radius, y: quarter.centre.y + fixed.bell() * quarter.radius)
    }

    private func owner(of point: PlanePoint, in town: Settlement) -> Quarter {
        var best = (number: town.quarters.lowerBound, squared: Double.infinity)
        for place in town.owners {
            let number = Int(geography.owners[place])
            let squared = geography.quarters[number].centre.squaredDistance(to: point)
            if squared < best.squared { best = (number, squared) }
        }
        return geography.quarters[best.number]
    }

    private func isDry(_ point: PlanePoint, _ town: Settlement) -> Bool {
        for number in town.rivers {
            let river = geography.rivers[number]
            if river.segment.squaredDistance(to: point) < river.squaredReach { return false }
        }
        return true
    }

    private func isInside(_ point: PlanePoint, _ town: Settlement) -> Bool {
        !town.nearBorder || geography.border.contains(point)
    }

    /// How many places a town of that size has, and how flat its top is, as powers of two.
    private static func octaves(_ population: Double) -> (first: Int, last: Int) {
        switch population {
        case 150...: (3, 15)
        case 60..<150: (2, 14)
        case 20..<60: (1, 12)
        case 8..<20: (1, 11)
        default: (0, 9)
        }
    }
}
