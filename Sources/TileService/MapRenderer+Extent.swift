import CellIndex
import Reports
import WebMercator

/// Where the data lies, no more exactly than the audience may see: an edge of a box, or the radius of a kernel at the
/// median latitude, would else be the exact place of one report.
extension MapRenderer {
    /// The latitude, in degrees, that about half of the reports lie north of; 0 without reports.
    var latitude: Double {
        guard let snapLevel = precision.snapLevel else { return dataset.medianLatitude }
        guard let place = GeographicCoordinate(longitude: 0, latitude: dataset.medianLatitude) else { return 0 }
        return Cell(containing: MortonCode(WorldCoordinate(place)), level: snapLevel).middle.place.geographic.latitude
    }

    /// A box that holds all reports that the audience sees, or `nil` where there are none.
    var bounds: BoundingBox? {
        guard let snapLevel = precision.snapLevel else {
            return visible(ReportFilter()) == ReportFilter() ? dataset.bounds : bounds(level: .deepest)
        }
        guard visible(ReportFilter()) == ReportFilter() else { return bounds(level: snapLevel) }
        guard let box = dataset.bounds,
            let northWest = GeographicCoordinate(longitude: box.west, latitude: box.north),
            let southEast = GeographicCoordinate(longitude: box.east, latitude: box.south)
        else { return nil }
        let cells = [northWest, southEast].map { Cell(containing: MortonCode(WorldCoordinate($0)), level: snapLevel) }
        return BoundingBox(
            west: cells[0].bounds.west, south: cells[1].bounds.south, east: cells[1].bounds.east,
            north: cells[0].bounds.north)
    }

    /// The box of the cells in which the audience sees reports: a pass over all of them, for catalogues that hide some.
    private func bounds(level: Level) -> BoundingBox? {
        let addresses = dataset.snapshot.weights(level: level, visible(ReportFilter()), .one, .exact).addresses
        let places = addresses.map { MortonCode(bits: $0).place }
        guard let west = places.map(\.x).min(), let east = places.map(\.x).max(),
            let north = places.map(\.y).min(), let south = places.map(\.y).max(),
            let first = Cell(level: level, address: MortonCode(WorldCoordinate(x: west, y: north)).bits)?.bounds,
            let last = Cell(level: level, address: MortonCode(WorldCoordinate(x: east, y: south)).bits)?.bounds
        else { return nil }
        return BoundingBox(west: first.west, south: last.south, east: last.east, north: first.north)
    }
}
