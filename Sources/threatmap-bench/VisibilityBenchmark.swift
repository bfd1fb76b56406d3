import CellIndex
import Density
import Rendering
import Reports
import TileService
import WebMercator

/// Times how long a new report takes from the change feed to a tile that shows it.
struct VisibilityBenchmark {
    private let dataset: Dataset
    private let style: Style
    private let places: [WorldCoordinate]

    init(_ dataset: Dataset, _ style: Style, _ places: [WorldCoordinate]) {
        self.dataset = dataset
        self.style = style
        self.places = places
    }

    /// Milliseconds, for one report at a time.
    func measure() throws -> Distribution {
        var dataset = dataset
        var times: [Double] = []
        for (index, place) in places.prefix(20).enumerated() {
            let number = dataset.reportCount + 1
            let report = IndexedReport(
                id: UInt32(truncatingIfNeeded: number), code: MortonCode(place),
                kind: ReportKind(category: 0, source: 2, status: 0), instant: 1_760_000_000 + Int64(index),
                hourOfWeek: 3)
            let watch = Stopwatch()
            dataset = Dataset(
                catalogue: dataset.catalogue,
                snapshot: try dataset.snapshot.applying([report], sequence: Int64(number)), updated: 0)
            let tile = TileCoordinate(containing: place, zoom: Zoom(clamping: 14))
            let renderer = MapRenderer(dataset, audience: .operators)
            _ = renderer.densities(PixelWindow(tile: tile), style, ReportFilter())
            times.append(watch.milliseconds)
        }
        return Distribution(times)
    }
}
