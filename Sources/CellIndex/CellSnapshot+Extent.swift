import WebMercator

extension CellSnapshot {
    /// The latitude, in degrees, that half of all reports lie north of; `nil` without reports.
    ///
    /// It is the base's: some recent reports among many do not move it.
    public var medianLatitude: Double? {
        let codes = base.table.count > 0 ? base.table.codes : recent.table.codes
        guard !codes.isEmpty else { return nil }
        // A thousand rows, evenly taken from a list in the order of places, stand well for all of them.
        let step = max(1, codes.count / 4096)
        let rows = stride(from: 0, to: codes.count, by: step).map { MortonCode(bits: codes[$0]).place.y }.sorted()
        return WorldCoordinate(x: 0, y: rows[rows.count / 2]).geographic.latitude
    }

    /// The box that holds all reports; `nil` without reports. It does not cross the antimeridian.
    public var bounds: BoundingBox? {
        let extents = parts.compactMap(\.table.extent)
        guard let left = extents.map(\.west).min(), let right = extents.map(\.east).max(),
            let top = extents.map(\.north).min(), let bottom = extents.map(\.south).max()
        else { return nil }
        let northWest = WorldCoordinate(x: left, y: top).geographic
        let southEast = WorldCoordinate(x: right, y: bottom).geographic
        return BoundingBox(
            west: northWest.longitude, south: southEast.latitude, east: southEast.longitude, north: northWest.latitude)
    }
}
