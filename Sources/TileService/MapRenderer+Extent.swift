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

    /// A box that holds all reports that the audience sees, each as the cell in which it sees it, or `nil` where there are
    /// none: a protected one as the smallest cell in which it may be told apart.
    var bounds: BoundingBox? {
        let protection = Protection(self, ReportFilter())
        if precision == .exact, protection.rule == nil, protection.filter == ReportFilter() { return dataset.bounds }
        let rules = protection.rule.map { [$0] } ?? []
        return CellDivision(dataset.snapshot, protection.filter, to: precision.snapLevel ?? .deepest, rules).box
    }
}
