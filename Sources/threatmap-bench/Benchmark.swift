import CellIndex
import Density
import Foundation
import Rendering
import Reports
import TileService
import WebMercator

/// `threatmap-bench --reports N --seed S [--json FILE]`: times the way from reports in memory to encoded tiles, on seeded
/// sample data, and prints a table of figures.
@main
enum Benchmark {
    static func main() {
        do {
            let settings = try BenchmarkSettings(Array(CommandLine.arguments.dropFirst()))
            try run(settings)
        } catch {
            FileHandle.standardError.write(Data("threatmap-bench: \(error)\n".utf8))
            exit(error is BenchmarkSettings.UsageError ? 2 : 1)
        }
    }

    private static func run(_ settings: BenchmarkSettings) throws {
        var figures = Figures(reports: settings.reports, seed: settings.seed)
        let catalogue = try Catalogue(ShippedFiles.catalogues["kmzb"] ?? [], file: "kmzb")
        let snapshot = try index(settings, catalogue, &figures)
        if settings.layersOnly {
            let places = try PlaceSample(settings, catalogue).places
            let layers = try LayerBenchmark(snapshot, catalogue, places, settings)
            print(String(format: "index from loaded reports  %8.3f s", figures.indexSeconds))
            layers.write {
                print($0)
                fflush(nil)
            }
            return
        }
        // A difference is two surfaces of these, and has no tiles without two periods.
        let styles = try ShippedStyles.all.map { try Style($0.json, file: $0.name) }.filter { $0.kind == .heat }
        guard let style = styles.first else { return }
        let preparing = Stopwatch()
        let dataset = MapRenderer(
            Dataset(catalogue: catalogue, snapshot: snapshot, updated: 0), audience: .operators
        ).prepared(for: styles)
        figures.prepareSeconds = preparing.seconds
        let places = try PlaceSample(settings, catalogue).places
        let tiles = TileBenchmark(dataset, style, places, tilesPerZoom: settings.tilesPerZoom)
        figures.coldTiles = tiles.measure(ReportFilter())
        for (name, parameters) in BenchmarkFilters.all {
            figures.filteredTiles.append((name, tiles.measure(try ReportFilter(parameters, catalogue))))
        }
        let encoding = EncodingBenchmark(tiles.classifiedTiles())
        let shipped = encoding.measure(.shipped)
        figures.encoding = (shipped.milliseconds, shipped.bytes)
        figures.encodings = Self.encodings(
            styles.map { style in
                (
                    style.name,
                    EncodingBenchmark(TileBenchmark(dataset, style, places, tilesPerZoom: 20).classifiedTiles())
                )
            })
        figures.legend = tiles.measureLegend(
            try BenchmarkFilters.all.map { try ReportFilter($0.parameters, catalogue) })
        figures.visible = try VisibilityBenchmark(dataset, style, places).measure()
        print(figures.table)
        if let path = settings.json { try Data(figures.json).write(to: URL(fileURLWithPath: path)) }
    }

    /// The settings compared, for the tiles of each style.
    private static func encodings(_ benchmarks: [(name: String, tiles: EncodingBenchmark)]) -> [Figures.Encoding] {
        EncodingBenchmark.compared.map { settings in
            Figures.Encoding(
                settings: settings, names: benchmarks.map(\.name), styles: benchmarks.map { $0.tiles.measure(settings) }
            )
        }
    }

    private static func index(
        _ settings: BenchmarkSettings, _ catalogue: Catalogue, _ figures: inout Figures
    ) throws -> CellSnapshot {
        let before = Memory.resident
        var reports: [IndexedReport] = try SampleReader.reports(settings, catalogue)
        let start = Stopwatch()
        let snapshot = try CellSnapshot(reports, sequence: Int64(reports.count))
        figures.indexSeconds = start.seconds
        reports = []
        figures.bytesPerReport = Double(max(0, Memory.resident - before)) / Double(max(settings.reports, 1))
        return snapshot
    }
}
