/// A straight piece of a street, a road, a river or a line of rail.
struct Segment: Sendable {
    var start: PlanePoint
    var end: PlanePoint

    var direction: Direction { Direction(from: start, to: end) }

    var length: Double { start.distance(to: end) }

    /// The point of it that is nearest to another point.
    func nearest(to point: PlanePoint) -> PlanePoint {
        let dx = end.x - start.x
        let dy = end.y - start.y
        let squaredLength = max(dx * dx + dy * dy, 1e-9)
        let part = ((point.x - start.x) * dx + (point.y - start.y) * dy) / squaredLength
        return start.mixed(with: end, min(max(part, 0), 1))
    }

    func squaredDistance(to point: PlanePoint) -> Double { point.squaredDistance(to: nearest(to: point)) }
}
