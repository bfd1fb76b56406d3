import CellIndex
import Foundation
import HTTPMessage
import Reports
import TileService
import WebMercator

/// Times tiles of cells and of clusters as both audiences ask for them: from the query to the GeoJSON text, with nothing
/// remembered.
struct LayerBenchmark {
    private let service: TileService
    private let places: [WorldCoordinate]
    private let zooms: [Zoom]
    private let filters: [(name: String, filter: ReportFilter)]

    /// Seconds that preparing low zooms takes, for both audiences.
    let prepareSeconds: Double

    /// Bytes a report that are resident after preparing beside those of the index.
    let preparedBytes: Double

    init(_ snapshot: CellSnapshot, _ catalogue: Catalogue, _ places: [WorldCoordinate], _ settings: BenchmarkSettings)
        throws
    {
        let dataset = Dataset(catalogue: catalogue, snapshot: snapshot, updated: 0)
        let before = Memory.resident
        let watch = Stopwatch()
        let prepared = MapRenderer(dataset, audience: .public).prepared(for: [])
        prepareSeconds = watch.seconds
        preparedBytes = Double(Memory.resident - before) / Double(max(snapshot.count, 1))
        service = TileService(
            prepared, styles: [], settings: TileService.Settings(publicURL: "https://map.example.org"))
        self.places = Array(places.prefix(settings.tilesPerZoom))
        zooms = settings.zooms.compactMap { Zoom($0) }
        filters =
            [("unfiltered", ReportFilter())]
            + (try BenchmarkFilters.all.map { ($0.name, try ReportFilter($0.parameters, catalogue)) })
    }

    /// Writes lines of milliseconds a tile by zoom, p50 / p99, each as soon as it is known.
    func write(_ line: (String) -> Void) {
        line(String(format: "layers prepared            %8.3f s, %.1f bytes a report", prepareSeconds, preparedBytes))
        for (name, audience) in [("public", Audience.public), ("operators", .operators)] {
            let renderer = MapRenderer(service.dataset, audience: audience)
            write("clusters, \(name)", line) { filter, tile in
                let layer = ClusterLayer(renderer, filter)
                _ = layer.json(of: layer.clusters(in: tile))
            }
            write("cells, \(name)", line) { filter, tile in
                let layer = CellLayer(renderer, filter)
                _ = layer.json(of: layer.cells(in: tile))
            }
        }
        writeRemembered(line)
    }

    private func write(
        _ title: String, _ line: (String) -> Void, _ body: (ReportFilter, TileCoordinate) -> Void
    ) {
        line("\n\(title), GeoJSON of a tile, ms: p50 / p99")
        line("zoom  " + filters.map { Self.padded($0.name) }.joined())
        for zoom in zooms {
            let figures = filters.map { _, filter in
                Self.padded(text(zoom) { body(filter, $0) })
            }
            line(Self.padded("\(zoom.number)", 6) + figures.joined())
        }
    }

    /// Whole answers of the public's cluster tiles that were asked for before.
    private func writeRemembered(_ line: (String) -> Void) {
        line("\nclusters, public, remembered vector tile, ms: p50 / p99")
        for zoom in zooms {
            let ask = { (tile: TileCoordinate) in
                _ = service.respond(to: HTTPRequest(path: "/layers/clusters/\(tile).mvt"))
            }
            _ = text(zoom, ask)
            line(Self.padded("\(zoom.number)", 6) + text(zoom, ask))
        }
    }

    private func text(_ zoom: Zoom, _ body: (TileCoordinate) -> Void) -> String {
        let times = Distribution(
            places.map { place in
                let tile = TileCoordinate(containing: place, zoom: zoom)
                let watch = Stopwatch()
                body(tile)
                return watch.milliseconds
            })
        return String(format: "%.2f / %.2f", times.p50, times.p99)
    }

    private static func padded(_ text: String, _ width: Int = 25) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
