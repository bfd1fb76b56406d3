import WebMercator

extension CellSnapshot {
    /// The latitude, in degrees, that half of all reports lie north of; `nil` without reports.
    public var medianLatitude: Double? {
        guard count > 0 else { return nil }
        var rows = columns.codes.map { MortonCode(bits: $0).place.y }
        rows.sort()
        return WorldCoordinate(x: 0, y: rows[rows.count / 2]).geographic.latitude
    }

    /// The box that holds all reports; `nil` without reports. It does not cross the antimeridian.
    public var bounds: BoundingBox? {
        guard let first = columns.codes.first.map({ MortonCode(bits: $0).place }) else { return nil }
        var (left, right, top, bottom) = (first.x, first.x, first.y, first.y)
        for code in columns.codes {
            let place = MortonCode(bits: code).place
            (left, right) = (min(left, place.x), max(right, place.x))
            (top, bottom) = (min(top, place.y), max(bottom, place.y))
        }
        let northWest = WorldCoordinate(x: left, y: top).geographic
        let southEast = WorldCoordinate(x: right, y: bottom).geographic
        return BoundingBox(
            west: northWest.longitude, south: southEast.latitude, east: southEast.longitude, north: northWest.latitude)
    }
}
