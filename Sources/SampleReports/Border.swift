import Gazetteer

/// The country's border as a polygon, made fast for the question "is this inside?".
struct Border: Sendable {
    let corners: [PlanePoint]
    let segments: [Segment]

    init() {
        let corners = TableReader.polylines(BorderTable.text).flatMap(\.points)
        self.corners = corners
        segments = corners.indices.map { Segment(start: corners[$0], end: corners[($0 + 1) % corners.count]) }
    }

    /// Even-odd rule: a ray to the east crosses the outline an odd number of times.
    func contains(_ point: PlanePoint) -> Bool {
        var inside = false
        var previous = corners.count - 1
        for index in corners.indices {
            let a = corners[index]
            let b = corners[previous]
            if (a.y > point.y) != (b.y > point.y),
                point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x
            {
                inside.toggle()
            }
            previous = index
        }
        return inside
    }

    /// Whether the outline comes nearer than that many metres.
    func isNear(_ point: PlanePoint, _ metres: Double) -> Bool {
        segments.contains { $0.squaredDistance(to: point) < metres * metres }
    }
}

extension Border {
    /// The stretches of a west-east line that lie inside the country.
    func spans(at y: Double) -> [ClosedRange<Double>] {
        let crossings = segments.compactMap { side -> Double? in
            guard (side.start.y > y) != (side.end.y > y) else { return nil }
            return side.start.x + (side.end.x - side.start.x) * (y - side.start.y) / (side.end.y - side.start.y)
        }.sorted()
        return stride(from: 0, to: crossings.count - 1, by: 2).map { crossings[$0]...crossings[$0 + 1] }
    }
}
