/// A ring in whole units of a tile, without its last place, which is the first.
struct TileRing {
    /// A place in units of a tile.
    struct Place: Equatable {
        var x: Int32
        var y: Int32
    }

    /// The places: at least three, no two neighbours the same, and no side that goes back on the one before.
    let places: [Place]

    /// Twice its area, above 0 where it goes clockwise as one sees it, y growing downwards: around ground, and below 0 around
    /// a hole (section 4.3.3.3 of the specification).
    let doubledArea: Int64

    /// A ring rounded to whole units; `nil` where nothing is left of it.
    init?(_ ring: [TileRegion.Place]) {
        var places: [Place] = []
        for place in ring {
            guard let x = Int32(exactly: place.x.rounded()), let y = Int32(exactly: place.y.rounded()) else {
                return nil
            }
            Self.append(Place(x: x, y: y), to: &places)
        }
        // Where the ring is closed the same is looked for, on both sides.
        while places.count >= 3 {
            let count = places.count
            if Self.isIdle(places[count - 2], places[count - 1], places[0]) {
                places.removeLast()
            } else if Self.isIdle(places[count - 1], places[0], places[1]) {
                places.removeFirst()
            } else {
                break
            }
        }
        guard places.count >= 3 else { return nil }
        let area = Self.doubledArea(places)
        guard area != 0 else { return nil }
        (self.places, doubledArea) = (places, area)
    }

    /// Adds a place; of those before it, the ones that it makes idle go.
    private static func append(_ place: Place, to places: inout [Place]) {
        while let last = places.last {
            if last == place { return }
            guard places.count >= 2, isIdle(places[places.count - 2], last, place) else { break }
            places.removeLast()
        }
        places.append(place)
    }

    /// Whether a place between two others changes nothing of the ground: it lies on the line through them, between them or as
    /// the tip of a spike.
    private static func isIdle(_ before: Place, _ place: Place, _ after: Place) -> Bool {
        let (x1, y1) = (Int64(place.x) - Int64(before.x), Int64(place.y) - Int64(before.y))
        let (x2, y2) = (Int64(after.x) - Int64(place.x), Int64(after.y) - Int64(place.y))
        return x1 * y2 == x2 * y1
    }

    private static func doubledArea(_ places: [Place]) -> Int64 {
        places.indices.reduce(0) { sum, index in
            let (one, other) = (places[index], places[index + 1 < places.count ? index + 1 : 0])
            return sum + Int64(one.x) * Int64(other.y) - Int64(other.x) * Int64(one.y)
        }
    }

    /// Whether a place lies inside, or on some of the sides.
    func contains(_ place: Place) -> Bool {
        var isInside = false
        for index in places.indices {
            let (one, other) = (places[index], places[index + 1 < places.count ? index + 1 : 0])
            guard (one.y > place.y) != (other.y > place.y) else { continue }
            let turn =
                (Int64(place.y) - Int64(one.y)) * (Int64(other.x) - Int64(one.x))
                - (Int64(place.x) - Int64(one.x)) * (Int64(other.y) - Int64(one.y))
            if (turn > 0) == (other.y > one.y) { isInside.toggle() }
        }
        return isInside
    }
}

extension [TileRing] {
    /// The rings as polygons, each the ring around it and those around its holes.
    var polygons: [[TileRing]] {
        var polygons = filter { $0.doubledArea > 0 }.sorted { $0.doubledArea < $1.doubledArea }.map { [$0] }
        for hole in self where hole.doubledArea < 0 {
            // The smallest that holds the hole: an island in a lake may have a lake of its own. Rounding may have pushed single
            // places of the hole over the shore.
            let holder = polygons.firstIndex { polygon in
                let held = hole.places.count(where: polygon[0].contains)
                return polygon[0].doubledArea > -hole.doubledArea && 2 * held > hole.places.count
            }
            if let holder { polygons[holder].append(hole) }
        }
        return polygons
    }
}
