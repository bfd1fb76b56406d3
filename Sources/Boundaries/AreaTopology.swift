import WebMercator

/// Looks for what would make a wrong count of an area whose rings are closed and in range.
///
/// Rings may touch themselves and each other in points and lines: that has no area. They may not cross, and each must lie
/// where it belongs: a hole in its polygon and in no other hole, a polygon in no other polygon but in one of its holes.
public struct AreaTopology {
    private let rings: [AreaRing]
    private let cover: AreaCover

    /// Looks at an area.
    public init(_ geometry: AreaGeometry, _ cover: AreaCover) {
        rings = geometry.rings
        self.cover = cover
    }

    /// The first thing that is wrong, or `nil`.
    public var problem: BoundaryProblem? {
        if let flat = rings.first(where: { Set($0.vertices).count < 3 }) {
            return BoundaryProblem("\(name(flat)) has no area: it has fewer than three different places")
        }
        if cover.isTooFine { return Self.tooFine }
        return crossing ?? misplaced
    }

    /// Such an area would take minutes and gigabytes, from a few kilobytes of text.
    private static let tooFine = BoundaryProblem(
        "has too many sides that run close beside each other; simplify it")

    /// The pairs of sides that are compared at most, for an area of so many sides.
    private var mostPairs: Int { 50_000_000 + 500 * cover.edges.count }

    private func name(_ ring: AreaRing) -> String {
        let isSingle = rings.last?.polygon == 0
        return (isSingle ? "" : "polygon \(ring.polygon + 1), ") + "ring \(ring.number + 1)"
    }

    /// Rounding to units, a centimetre, can push a vertex over a side that it lay on.
    private static let rounding = 2.0

    /// Sides that cross lie in one border cell, so only those of one cell are compared.
    private var crossing: BoundaryProblem? {
        let edges = cover.edges
        var pairs = 0
        for cell in cover.border where cell.edgeCount > 1 {
            let numbers = cover.edgeNumbers[cell.edgeRange]
            let sorted = numbers.map { edges[Int($0)] }.sorted { min($0.ax, $0.bx) < min($1.ax, $1.bx) }
            for (index, edge) in sorted.enumerated() {
                let east = max(edge.ax, edge.bx)
                for other in sorted[(index + 1)...] {
                    guard min(other.ax, other.bx) <= east else { break }
                    pairs += 1
                    guard edge.crosses(other), !Self.isByRounding(edge, other) else { continue }
                    return BoundaryProblem("crosses itself near \(Self.place(edge, other))")
                }
            }
            if pairs > mostPairs { return Self.tooFine }
        }
        return nil
    }

    private static func isByRounding(_ one: AreaEdge, _ other: AreaEdge) -> Bool {
        one.isNear(other.ax, other.ay, units: rounding) || one.isNear(other.bx, other.by, units: rounding)
            || other.isNear(one.ax, one.ay, units: rounding) || other.isNear(one.bx, one.by, units: rounding)
    }

    /// Where two sides cross, in degrees to seven decimals, as longitude and latitude.
    private static func place(_ one: AreaEdge, _ other: AreaEdge) -> String {
        let (from, to) = (Double(other.turn(one.ax, one.ay)), Double(other.turn(one.bx, one.by)))
        let share = from / (from - to)
        let x = Double(one.ax) + share * Double(one.bx - one.ax)
        let y = Double(one.ay) + share * Double(one.by - one.ay)
        let place = WorldCoordinate(x: UInt32(min(max(x, 0), 4_294_967_295)), y: UInt32(min(max(y, 0), 4_294_967_295)))
        func text(_ degrees: Double) -> String { "\((degrees * 1e7).rounded() / 1e7)" }
        return "[\(text(place.geographic.longitude)), \(text(place.geographic.latitude))]"
    }

    /// Rings that do not cross lie inside or outside each other as a whole, so one place of each tells.
    private var misplaced: BoundaryProblem? {
        let outlines = rings.map(RingOutline.init)
        for (index, ring) in rings.enumerated() {
            guard let place = outlines[index].innerPlace else { continue }
            var depth = 0
            var isInOwnPolygon = ring.number == 0
            for (other, outline) in outlines.enumerated() where other != index && outline.contains(place) {
                depth += 1
                if rings[other].polygon == ring.polygon, rings[other].number == 0 { isInOwnPolygon = true }
            }
            guard isInOwnPolygon else {
                return BoundaryProblem("\(name(ring)) is a hole outside of its polygon")
            }
            guard depth % 2 == (ring.number == 0 ? 0 : 1) else {
                let inside = ring.number == 0 ? "lies inside another polygon" : "is a hole inside another hole"
                return BoundaryProblem("\(name(ring)) \(inside), or is there twice")
            }
        }
        return nil
    }
}

/// A ring's sides and the box around them, to tell what lies inside.
private struct RingOutline {
    private let vertices: [AreaVertex]
    private let edges: [AreaEdge]
    private let west: Int64
    private let east: Int64
    private let north: Int64
    private let south: Int64

    init(_ ring: AreaRing) {
        (vertices, edges) = (ring.vertices, ring.edges)
        west = vertices.lazy.map(\.x).min() ?? 0
        east = vertices.lazy.map(\.x).max() ?? 0
        north = vertices.lazy.map(\.y).min() ?? 0
        south = vertices.lazy.map(\.y).max() ?? 0
    }

    /// Whether a place, moved a little as `AreaEdge` says, lies inside.
    func contains(_ place: (x: Int64, y: Int64)) -> Bool {
        guard place.x >= west, place.x <= east, place.y >= north, place.y <= south else { return false }
        var isInside = false
        for edge in edges where (edge.ay <= place.y) != (edge.by <= place.y) {
            if edge.isRight(place.x, place.y) != edge.isRight(east + 1, place.y) { isInside.toggle() }
        }
        return isInside
    }

    /// A place inside; `nil` for a ring so narrow that none is found.
    var innerPlace: (x: Int64, y: Int64)? {
        for (first, second) in zip(vertices, vertices.dropFirst()) {
            let middle = (x: (first.x + second.x) / 2, y: (first.y + second.y) / 2)
            for place in [(first.x, first.y), middle, (middle.x - 1, middle.y), (middle.x, middle.y - 1)]
            where contains((place.0, place.1)) { return (place.0, place.1) }
        }
        return nil
    }
}
