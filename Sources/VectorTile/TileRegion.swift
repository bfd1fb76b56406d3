import WebMercator

/// Ground in a tile's units, as rings: what lies inside an odd number of them is ground.
///
/// All rings go the same way round the ground, holes the other way round.
struct TileRegion {
    /// A place in units of a tile, from its north-west corner, x to the east and y to the south.
    typealias Place = SIMD2<Double>

    /// The rings, without their last place, which is the first.
    private(set) var rings: [[Place]]

    /// The ground of some polygons; of each, the ring around it and those around its holes, closed.
    init(_ polygons: [[[GeographicCoordinate]]], in tile: TileCoordinate) {
        let side = Double(VectorTileWriter.extent) * tile.zoom.tilesPerSideAsDouble
        let corner = Place(Double(tile.x), Double(tile.y)) * Double(VectorTileWriter.extent)
        rings = polygons.flatMap { polygon in
            polygon.enumerated().map { number, ring in
                let places = ring.dropLast().map { place in
                    Place((place.longitude + 180) / 360, WebMercator.fractionSouth(latitude: place.latitude)) * side
                        - corner
                }
                return (Self.area(places) > 0) == (number == 0) ? places : places.reversed()
            }
        }
    }

    /// Twice the area of a ring, above 0 where it goes clockwise as one sees it, y growing downwards.
    private static func area(_ ring: [Place]) -> Double {
        ring.indices.reduce(0) { sum, index in
            let (one, other) = (ring[index], ring[index + 1 < ring.count ? index + 1 : 0])
            return sum + one.x * other.y - other.x * one.y
        }
    }

    /// Cuts the ground to a square around the tile, so many units wider than the tile on each side.
    mutating func cut(margin: Double) {
        let (low, high) = (-margin, Double(VectorTileWriter.extent) + margin)
        cut(at: low, 0, keepsGreater: true)
        cut(at: high, 0, keepsGreater: false)
        cut(at: low, 1, keepsGreater: true)
        cut(at: high, 1, keepsGreater: false)
    }

    /// Keeps what lies on one side of a line.
    ///
    /// The pieces of rings on that side begin and end on the line. Along the line, ground and what is none take turns at these
    /// ends, so each is joined to the next across ground, and rings fall apart where the ground does.
    ///
    /// - Parameter axis: 0 for a line of one x, 1 for one of one y.
    private mutating func cut(at limit: Double, _ axis: Int, keepsGreater: Bool) {
        var kept: [[Place]] = []
        var pieces: [[Place]] = []
        for ring in rings {
            let inside = ring.map { keepsGreater ? $0[axis] >= limit : $0[axis] <= limit }
            if !inside.contains(false) {
                kept.append(ring)
            } else if inside.contains(true) {
                pieces += Self.pieces(of: ring, inside, limit, axis)
            }
        }
        rings = kept + Self.joined(pieces, along: 1 - axis)
    }

    /// The pieces of a ring that lie inside, each with the places at which it comes in and goes out.
    private static func pieces(of ring: [Place], _ inside: [Bool], _ limit: Double, _ axis: Int) -> [[Place]] {
        let count = ring.count
        guard let start = ring.indices.first(where: { inside[$0] && !inside[($0 + count - 1) % count] }) else {
            return []
        }
        var pieces: [[Place]] = []
        for step in 0..<count {
            let (index, next) = ((start + step) % count, (start + step + 1) % count)
            let before = (index + count - 1) % count
            guard inside[index] else { continue }
            if !inside[before] { pieces.append([crossing(ring[before], ring[index], limit, axis)]) }
            pieces[pieces.count - 1].append(ring[index])
            if !inside[next] { pieces[pieces.count - 1].append(crossing(ring[index], ring[next], limit, axis)) }
        }
        return pieces
    }

    private static func crossing(_ one: Place, _ other: Place, _ limit: Double, _ axis: Int) -> Place {
        var place = one + (other - one) * ((limit - one[axis]) / (other[axis] - one[axis]))
        place[axis] = limit
        return place
    }

    /// Joins pieces to rings, the end of each to the beginning of that which stands across ground from it.
    private static func joined(_ pieces: [[Place]], along axis: Int) -> [[Place]] {
        var ends: [(position: Double, piece: Int, isLast: Bool)] = []
        for (number, piece) in pieces.enumerated() {
            guard let first = piece.first, let last = piece.last else { continue }
            ends.append((first[axis], number, false))
            ends.append((last[axis], number, true))
        }
        ends.sort { ($0.position, $0.piece, $0.isLast ? 1 : 0) < ($1.position, $1.piece, $1.isLast ? 1 : 0) }
        // What finds no partner, as ends at one place may, is closed by itself.
        var following = Array(pieces.indices)
        for index in stride(from: 0, to: ends.count - 1, by: 2) where ends[index].isLast != ends[index + 1].isLast {
            let (last, first) = ends[index].isLast ? (ends[index], ends[index + 1]) : (ends[index + 1], ends[index])
            following[last.piece] = first.piece
        }
        var rings: [[Place]] = []
        var isDone = [Bool](repeating: false, count: pieces.count)
        for start in pieces.indices where !isDone[start] {
            var ring: [Place] = []
            var piece = start
            while !isDone[piece] {
                isDone[piece] = true
                ring += pieces[piece]
                piece = following[piece]
            }
            rings.append(ring)
        }
        return rings
    }
}
