import WebMercator

/// A side of a polygon: a straight line on the map between two vertices, in units of the world square.
///
/// Its ends may lie on the square's east and south edges, at 2^32, where no report is.
struct AreaEdge: Sendable, Equatable {
    let ax: Int64
    let ay: Int64
    let bx: Int64
    let by: Int64

    /// Creates an edge; `nil` where both ends are one vertex.
    init?(_ first: AreaVertex, _ second: AreaVertex) {
        guard first != second else { return nil }
        (ax, ay, bx, by) = (first.x, first.y, second.x, second.y)
    }

    /// The sign of the cross product of the edge and the way from its beginning to a place: positive to the right of the
    /// edge, on a map whose y grows south; exact.
    @inline(__always)
    func turn(_ x: Int64, _ y: Int64) -> Int128 {
        Int128(bx &- ax) &* Int128(y &- ay) &- Int128(by &- ay) &* Int128(x &- ax)
    }

    /// On which side of the edge's line a place lies. A place on the line counts as if it lay a little further east, and,
    /// by far less, further south (simulation of simplicity; H. Edelsbrunner and E. P. Mücke, 1990).
    @inline(__always)
    func isRight(_ x: Int64, _ y: Int64) -> Bool {
        let turn = turn(x, y)
        if turn != 0 { return turn > 0 }
        return by != ay ? by < ay : bx > ax
    }

    /// Whether the way from one place to another crosses the edge an odd number of times: first along the parallel of the
    /// one, then along the meridian of the other. Both are moved as ``isRight(_:_:)`` says, so that a way never meets an
    /// end of the edge.
    @inline(__always)
    func isCrossed(fromX: Int64, _ fromY: Int64, toX: Int64, _ toY: Int64) -> Bool {
        let alongParallel = (ay <= fromY) != (by <= fromY)
        let alongMeridian = (ax <= toX) != (bx <= toX)
        guard alongParallel || alongMeridian else { return false }
        let corner = isRight(toX, fromY)
        var isOdd = false
        if alongParallel { isOdd = isRight(fromX, fromY) != corner }
        if alongMeridian, corner != isRight(toX, toY) { isOdd.toggle() }
        return isOdd
    }

    /// Whether the edge has a point in a square, its border included.
    @inline(__always)
    func touches(x: Int64, y: Int64, side: Int64) -> Bool {
        touches(x: x, y: y, right: x &+ side, bottom: y &+ side)
    }

    /// Whether the edge has a point in a rectangle, its border included.
    @inline(__always)
    func touches(x: Int64, y: Int64, right: Int64, bottom: Int64) -> Bool {
        guard max(ax, bx) >= x, min(ax, bx) <= right, max(ay, by) >= y, min(ay, by) <= bottom else { return false }
        let (dx, dy) = (bx &- ax, by &- ay)
        // The corners at which the cross product is largest and smallest.
        let most = turn(dy > 0 ? x : right, dx > 0 ? bottom : y)
        let least = turn(dy > 0 ? right : x, dx > 0 ? y : bottom)
        return most >= 0 && least <= 0
    }

    /// Whether two edges cross at a point that is inside both: touching, or lying on each other, is no crossing.
    func crosses(_ other: AreaEdge) -> Bool {
        let (first, second) = (turn(other.ax, other.ay), turn(other.bx, other.by))
        guard first != 0, second != 0, (first > 0) != (second > 0) else { return false }
        let (third, fourth) = (other.turn(ax, ay), other.turn(bx, by))
        return third != 0 && fourth != 0 && (third > 0) != (fourth > 0)
    }

    /// Whether a place is at most some units away from the edge's line.
    func isNear(_ x: Int64, _ y: Int64, units: Double) -> Bool {
        let (dx, dy) = (Double(bx &- ax), Double(by &- ay))
        return abs(Double(turn(x, y))) <= units * (dx * dx + dy * dy).squareRoot()
    }
}

/// A vertex of a polygon in units of the world square, 0...2^32.
struct AreaVertex: Sendable, Hashable {
    let x: Int64
    let y: Int64

    /// The unit in which a place lies; at longitude 180° and at the square's south edge, where polygons end that were cut
    /// there, the unit behind the last.
    init(_ place: GeographicCoordinate) {
        let unit = WorldCoordinate(place)
        x = place.longitude == 180 ? Self.end : Int64(unit.x)
        y = WebMercator.fractionSouth(latitude: place.latitude) >= 1 ? Self.end : Int64(unit.y)
    }

    private static let end = Int64(1) << 32
}
