import CellIndex
import Foundation
import HTTPMessage
import Rendering
import Reports
import TileService
import WebMercator

/// Times tiles of clusters: the clusters alone, and whole answers as GeoJSON and as vector tiles, with nothing remembered.
struct ClusterBenchmark {
    private let renderer: MapRenderer
    private let service: TileService
    private let places: [WorldCoordinate]

    /// Seconds that preparing low zooms takes, once for each audience.
    let prepareSeconds: Double

    init(_ snapshot: CellSnapshot, _ catalogue: Catalogue, _ places: [WorldCoordinate], tilesPerZoom: Int) throws {
        var prepared = snapshot
        let watch = Stopwatch()
        prepared.prepareClusters(.exact)
        prepareSeconds = watch.seconds
        let dataset = Dataset(catalogue: catalogue, snapshot: prepared, updated: 0)
        service = TileService(dataset, styles: [], settings: TileService.Settings(publicURL: "https://map.example.org"))
        renderer = MapRenderer(service.dataset, audience: .public)
        self.places = Array(places.prefix(tilesPerZoom))
    }

    /// Lines of milliseconds a tile by zoom, p50 / p99: clusters under some filters, then whole answers.
    func table() throws -> [String] {
        let filters =
            [("unfiltered", ReportFilter())]
            + (try BenchmarkFilters.all.map { ($0.name, try ReportFilter($0.parameters, renderer.dataset.catalogue)) })
        var lines = [String(format: "clusters prepared          %8.3f s an audience", prepareSeconds)]
        lines.append("clusters of a tile, ms: p50 / p99; " + filters.map(\.0).joined(separator: " | "))
        for zoom in Zoom.all.prefix(19) {
            let cells = filters.map { _, filter in
                let layer = ClusterLayer(renderer, filter)
                return text(zoom) { _ = layer.clusters(in: $0) }
            }
            // The first asks for tiles that nobody asked for before, some of them twice; then all are remembered.
            let whole = ["geojson", "mvt", "mvt"].map { form in
                text(zoom) { _ = service.respond(to: HTTPRequest(path: "/layers/clusters/\($0).\(form)")) }
            }
            lines.append(
                "\(zoom.number)  " + cells.joined(separator: " | ") + "  ||  " + whole.joined(separator: " | "))
        }
        return lines
    }

    private func text(_ zoom: Zoom, _ body: (TileCoordinate) -> Void) -> String {
        let times = Distribution(
            places.map { place in
                let tile = TileCoordinate(containing: place, zoom: zoom)
                let watch = Stopwatch()
                body(tile)
                return watch.milliseconds
            })
        return String(format: "%.2f/%.2f", times.p50, times.p99)
    }
}
