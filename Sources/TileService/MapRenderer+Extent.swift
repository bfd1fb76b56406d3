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

    /// The zoom at which what the audience sees fills a map of about 800 pixels: that of answers for which none is asked.
    var fittingZoom: Zoom { bounds?.fittingZoom ?? .world }

    /// A box that holds all reports that the audience sees, or `nil` where there are none.
    ///
    /// The public's has edges of columns and rows of the cells in which it sees reports. Where an edge would tell of fewer
    /// protected reports than may be told of, it lies farther out.
    var bounds: BoundingBox? { scales.bounds(audience, findBounds) }

    private func findBounds() -> BoundingBox? {
        let everything = ReportFilter()
        let protection = Protection(self, everything)
        // Exact places are not enough to tell all edges: a catalogue without a level for the public may still protect reports.
        if precision == .exact, protection.rule == nil, protection.filter == everything { return dataset.bounds }
        let level = precision.snapLevel ?? .deepest
        let open = OutermostCells(dataset.snapshot, protection.openFilter(dataset.catalogue), level).box
        guard let rule = protection.rule else { return open }
        let hidden = OutermostCells(dataset.snapshot, rule.filter, level).box(showingAtLeast: rule.minimum)
        guard let open, let hidden else { return open ?? hidden }
        return open.united(with: hidden)
    }
}
