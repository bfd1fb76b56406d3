import TestSupport
import WebMercator

@testable import Boundaries

/// Seeded areas of every awkward kind, as whole units of the world, and the slow way to tell what lies in them.
struct RandomAreas {
    var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    /// A grid of vertices, moved at random, whose faces share their sides vertex by vertex: a partition of a square.
    mutating func partition(_ side: Int) throws -> [AreaGeometry] {
        var places: [[GeographicCoordinate]] = []
        for row in 0...side {
            var line: [GeographicCoordinate] = []
            for column in 0...side {
                let isBorder = row == 0 || column == 0 || row == side || column == side
                let shift = isBorder ? 0 : 0.3
                line.append(
                    place(
                        15 + 0.01 * (Double(column) + .random(in: -shift...shift, using: &random)),
                        52 - 0.01 * (Double(row) + .random(in: -shift...shift, using: &random))))
            }
            places.append(line)
        }
        return (0..<side * side).map { number in
            let (row, column) = (number / side, number % side)
            let ring = [
                places[row][column], places[row][column + 1], places[row + 1][column + 1], places[row + 1][column],
                places[row][column],
            ]
            return AreaGeometry(polygons: [[ring]])
        }
    }

    /// A star with a concave outline and, perhaps, a hole and an island in it.
    mutating func star() -> AreaGeometry {
        let middle = (Double.random(in: 15...15.1, using: &random), Double.random(in: 51.9...52, using: &random))
        let corners = Int.random(in: 5...40, using: &random)
        let angles = (0..<corners).map { Double($0) / Double(corners) * 2 * .pi }
        let radii = angles.map { _ in Double.random(in: 0.02...0.05, using: &random) }
        func ring(_ scale: Double) -> [GeographicCoordinate] {
            let ring = zip(angles, radii).map { angle, radius in
                place(middle.0 + scale * radius * cosine(angle), middle.1 + scale * radius * cosine(angle - .pi / 2))
            }
            return ring + ring.prefix(1)
        }
        var polygons = [[ring(1)]]
        if Bool.random(using: &random) { polygons[0].append(ring(0.6)) }
        if polygons[0].count > 1, Bool.random(using: &random) { polygons.append([ring(0.3)]) }
        return AreaGeometry(polygons: polygons)
    }

    private func cosine(_ angle: Double) -> Double {
        // Bhaskara's approximation is round enough for a star, and the same on every machine.
        var angle = angle.truncatingRemainder(dividingBy: 2 * .pi)
        if angle > .pi { angle -= 2 * .pi }
        if angle < -.pi { angle += 2 * .pi }
        let flipped = abs(angle) > .pi / 2
        let folded = flipped ? .pi - abs(angle) : abs(angle)
        let value = (.pi * .pi - 4 * folded * folded) / (.pi * .pi + folded * folded)
        return flipped ? -value : value
    }

    private func place(_ longitude: Double, _ latitude: Double) -> GeographicCoordinate {
        GeographicCoordinate(longitude: longitude, latitude: latitude) ?? .origin
    }

    /// Places that are hard: on vertices, on sides, beside them, and anywhere near.
    mutating func places(_ count: Int, _ areas: [AreaGeometry]) -> [(x: Int64, y: Int64)] {
        let edges = areas.flatMap { $0.rings.flatMap(\.edges) }
        return (0..<count).map { _ in
            let edge = edges[Int.random(in: 0..<edges.count, using: &random)]
            let near = (
                Int64.random(in: -1...1, using: &random), Int64.random(in: -1...1, using: &random)
            )
            switch Int.random(in: 0..<4, using: &random) {
            case 0: return (edge.ax, edge.ay)
            case 1: return (edge.ax + near.0, edge.ay + near.1)
            case 2:
                let share = Int64.random(in: 0...1000, using: &random)
                return (
                    edge.ax + (edge.bx - edge.ax) * share / 1000 + near.0,
                    edge.ay + (edge.by - edge.ay) * share / 1000 + near.1
                )
            default:
                return (
                    edge.ax + .random(in: -200_000...200_000, using: &random),
                    edge.ay + .random(in: -200_000...200_000, using: &random)
                )
            }
        }
    }
}

extension AreaGeometry {
    /// The slow, obvious version: a ray to the east, against every side, in whole numbers. A place on a side is no crossing,
    /// since it lies, by the rule, east of it.
    func slowlyContains(_ x: Int64, _ y: Int64) -> Bool {
        var isInside = false
        for ring in rings {
            for (a, b) in zip(ring.vertices, ring.vertices.dropFirst()) where (a.y <= y) != (b.y <= y) {
                let (top, bottom) = a.y < b.y ? (a, b) : (b, a)
                // Where the side crosses the row, times its height, less the place's column, times its height.
                let offset =
                    Int128(top.x - x) * Int128(bottom.y - top.y) + Int128(bottom.x - top.x) * Int128(y - top.y)
                if offset > 0 { isInside.toggle() }
            }
        }
        return isInside
    }
}

/// The code of a place in units.
func code(_ place: (x: Int64, y: Int64)) -> MortonCode {
    MortonCode(WorldCoordinate(x: UInt32(clamping: place.x), y: UInt32(clamping: place.y)))
}
