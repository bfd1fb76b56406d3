import WebMercator

extension AreaCover {
    /// Whether the area and a box share a place, borders included.
    public func touches(_ box: BoundingBox) -> Bool {
        box.parts.contains { part in
            guard let northWest = GeographicCoordinate(longitude: part.west, latitude: part.north),
                let southEast = GeographicCoordinate(longitude: part.east, latitude: part.south)
            else { return false }
            let (first, last) = (AreaVertex(northWest), AreaVertex(southEast))
            // Without a side in it, the box lies wholly inside or wholly outside.
            return edges.contains { $0.touches(x: first.x, y: first.y, right: last.x, bottom: last.y) }
                || contains(MortonCode(WorldCoordinate(northWest)))
        }
    }
}
