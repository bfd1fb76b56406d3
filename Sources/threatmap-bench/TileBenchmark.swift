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

    /// Milliseconds and bytes of encoding alone, over the tiles of all zooms.
    func measureEncoding() -> (milliseconds: Distribution, bytes: Distribution) {
        var times: [Double] = []
        var bytes: [Double] = []
        for zoom in Self.zooms {
            let palette = ClassPalette(renderer.scale(style, zoom, ReportFilter()), style)
            for place in places.prefix(20) {
                let window = PixelWindow(tile: TileCoordinate(containing: place, zoom: zoom))
                let grid = renderer.densities(window, style, ReportFilter())
                let pixels = palette.classify(grid)
                let watch = Stopwatch()
                let image = PalettePNG.encode(pixels, width: grid.width, height: grid.height, colors: palette.colors)
                times.append(watch.milliseconds)
                bytes.append(Double(image?.count ?? 0))
            }
        }
        return (Distribution(times), Distribution(bytes))
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
