import Density
import Rendering
import Reports
import TileService
import WebMercator

/// Times whole tiles, from the snapshot to PNG bytes, with no cache but that of scales, which a server computes once.
struct TileBenchmark {
    private let renderer: MapRenderer
    private let style: Style
    private let places: [WorldCoordinate]

    init(_ dataset: Dataset, _ style: Style, _ places: [WorldCoordinate], tilesPerZoom: Int) {
        renderer = MapRenderer(dataset, audience: .operators)
        self.style = style
        self.places = Array(places.prefix(tilesPerZoom))
    }

    private static let zooms = Zoom.all.prefix(19)

    /// Milliseconds a tile, by zoom.
    func measure(_ filter: ReportFilter) -> [(zoom: Int, times: Distribution)] {
        Self.zooms.map { zoom in
            _ = renderer.scale(style, zoom, filter)
            var times: [Double] = []
            for place in places {
                let tile = TileCoordinate(containing: place, zoom: zoom)
                let watch = Stopwatch()
                let image = renderer.tile(tile, ratio: .one, style, filter)
                times.append(watch.milliseconds)
                precondition(image != nil)
            }
            return (zoom.number, Distribution(times))
        }
    }

    /// The palette entries of tiles of all zooms, for timing encoding alone.
    func classifiedTiles() -> [ClassifiedTile] {
        Self.zooms.flatMap { zoom in
            let palette = ClassPalette(renderer.scale(style, zoom, ReportFilter()), style)
            return places.prefix(20).map { place in
                let window = PixelWindow(tile: TileCoordinate(containing: place, zoom: zoom))
                return ClassifiedTile(
                    pixels: palette.classify(renderer.densities(window, style, ReportFilter())),
                    side: window.width, colors: palette.colors)
            }
        }
    }

    /// Milliseconds of a legend that nobody asked for before.
    func measureLegend(_ filters: [ReportFilter]) -> Distribution {
        var times: [Double] = []
        for filter in [ReportFilter()] + filters {
            for zoom in Self.zooms {
                let fresh = MapRenderer(renderer.dataset, audience: .operators)
                let watch = Stopwatch()
                _ = Legend(fresh, style, zoom, filter).json
                times.append(watch.milliseconds)
            }
        }
        return Distribution(times)
    }
}
