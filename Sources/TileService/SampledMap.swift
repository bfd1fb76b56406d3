import CellIndex
import Density
import Rendering
import Reports
import WebMercator

/// The densities of a surface that is read at other pixels than tiles', such as a printed sheet's; against a compared
/// period, their difference from that period's.
public struct SampledMap: Sendable {
    private let renderer: MapRenderer
    private let style: Style
    private let filter: ReportFilter
    private let compared: ReportFilter?
    private var surface: SampledSurface
    /// The compared period's; not read where there is none.
    private var other: SampledSurface

    /// Prepares the reading of a surface.
    public init(
        _ renderer: MapRenderer, _ surface: SampledSurface, _ style: Style, _ filter: ReportFilter,
        against compared: ReportFilter? = nil
    ) {
        (self.renderer, self.style, self.surface, other) = (renderer, style, surface, surface)
        self.filter = compared == nil ? filter : renderer.told(filter, style)
        self.compared = compared.map { renderer.told($0, style) }
    }

    /// The number of columns.
    public var width: Int { surface.width }

    /// The densities of some rows. Rows that rise from call to call are cheapest.
    public mutating func densities(_ rows: Range<Int>) -> DensityGrid {
        let own = surface.densities(rows, places(filter))
        guard let compared else { return own }
        return own.subtracting(other.densities(rows, places(compared)))
    }

    private func places(_ filter: ReportFilter) -> (WorldWindow, Level) -> WeightedPlaces {
        let (renderer, visible, weight) = (renderer, renderer.told(filter, style), renderer.weight(style))
        return { window, level in
            renderer.dataset.snapshot.places(in: window, cellLevel: level, visible, weight, renderer.precision)
        }
    }
}
