import CellIndex
import Reports
import WebMercator

/// Writes what a cell holds as the properties of a feature.
struct CellProperties {
    private let breakdown: KindBreakdown
    private let total: Int

    /// - Parameter total: The reports of all cells that are written, of which `share` is a share. It is not the whole
    ///   dataset's: a report far away would then change every tile.
    init(_ catalogue: Catalogue, _ sources: ProtectedSources, total: Int) {
        breakdown = KindBreakdown(catalogue, sources)
        self.total = total
    }

    func write(_ cell: CellCount, to properties: inout some FeatureProperties) {
        let counts = breakdown.counts(cell.byKind)
        properties.property("count", cell.count)
        properties.property("density", Double(cell.count) / cell.cell.groundArea, decimals: 6)
        properties.property("share", total > 0 ? Double(cell.count) / Double(total) : 0, decimals: 6)
        properties.property("quadkey", cell.cell.quadkey)
        properties.property("level", cell.cell.level.number)
        if let top = breakdown.top(counts) {
            properties.property("topCategory", top)
        } else {
            properties.absent("topCategory")
        }
        breakdown.write(counts, of: cell.count, to: &properties)
    }
}
