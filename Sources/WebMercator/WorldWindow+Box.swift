extension WorldWindow {
    /// The units that a box touches: a place on any of its edges is inside.
    ///
    /// Beyond the world square's north and south edges lies its first and its last row.
    public init?(_ box: BoundingBox) {
        guard let northWest = GeographicCoordinate(longitude: box.west, latitude: box.north),
            let southEast = GeographicCoordinate(longitude: box.east, latitude: box.south)
        else { return nil }
        let (first, last) = (WorldCoordinate(northWest), WorldCoordinate(southEast))
        // Longitude 180° is the first column as well as the end of the last.
        let west = Int64(box.west == 180 ? .max : first.x)
        let east = Int64(box.east == 180 ? .max : last.x)
        let width = east - west + (box.crossesAntimeridian ? 1 << 32 : 0) + 1
        self.init(
            west: west, width: width, north: Int64(first.y), height: Int64(last.y) - Int64(first.y) + 1)
    }
}
