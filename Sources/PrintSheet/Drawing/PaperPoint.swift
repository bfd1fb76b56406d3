/// A point of a drawing, in its unit of length from its upper left corner, downwards.
struct PaperPoint: Hashable {
    var x: Double
    var y: Double

    /// The point so far away.
    func moved(_ right: Double, _ down: Double) -> PaperPoint { PaperPoint(x: x + right, y: y + down) }
}

extension PaperRectangle {
    var right: Double { x + width }
    var bottom: Double { y + height }
    var middle: PaperPoint { PaperPoint(x: x + width / 2, y: y + height / 2) }

    /// The rectangle with its edges moved outwards by a distance; inwards where it is below 0.
    func grown(_ distance: Double) -> PaperRectangle {
        PaperRectangle(
            x: x - distance, y: y - distance, width: max(0, width + 2 * distance),
            height: max(0, height + 2 * distance))
    }

    /// Whether the two have more than an edge in common.
    func overlaps(_ other: PaperRectangle) -> Bool {
        x < other.right && other.x < right && y < other.bottom && other.y < bottom
    }

    /// Whether the other lies in this one, edges included.
    func contains(_ other: PaperRectangle) -> Bool {
        x <= other.x && other.right <= right && y <= other.y && other.bottom <= bottom
    }

    func contains(_ point: PaperPoint) -> Bool {
        (x...right).contains(point.x) && (y...bottom).contains(point.y)
    }

    /// The smallest rectangle that holds some points; `nil` where there are none.
    init?(around points: some Sequence<PaperPoint>) {
        var (west, east, north, south) = (Double.infinity, -Double.infinity, Double.infinity, -Double.infinity)
        for point in points {
            (west, east) = (min(west, point.x), max(east, point.x))
            (north, south) = (min(north, point.y), max(south, point.y))
        }
        guard west <= east else { return nil }
        self.init(x: west, y: north, width: east - west, height: south - north)
    }
}
