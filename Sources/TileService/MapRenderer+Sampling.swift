import CellIndex
import Density
import Rendering
import Reports
import WebMercator

extension MapRenderer {
    /// The densities of some rows of a surface that is read at other pixels than tiles'.
    public func densities(
        _ rows: Range<Int>, of surface: inout SampledSurface, _ style: Style, _ filter: ReportFilter
    ) -> DensityGrid {
        let (visible, weight) = (visible(filter), weight(style))
        return surface.densities(rows) { window, level in
            dataset.snapshot.places(in: window, cellLevel: level, visible, weight, precision)
        }
    }
}
