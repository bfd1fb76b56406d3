import CellIndex
import Reports
import SampleReports
import WebMercator

/// Sample reports straight from the generator, read as an import would read them.
struct SampleSource: ByteSource {
    private var generator: SampleGenerator
    private var isAtStart = true
    private(set) var bytesRead = 0

    init?(_ settings: BenchmarkSettings) {
        guard let generator = SampleGenerator(region: "poland", seed: settings.seed, reports: settings.reports) else {
            return nil
        }
        self.generator = generator
    }

    mutating func nextChunk() -> [UInt8] {
        var chunk: [UInt8] = isAtStart ? Array((SampleGenerator.header + "\n").utf8) : []
        isAtStart = false
        _ = generator.append(next: 2048, to: &chunk)
        bytesRead += chunk.count
        return chunk
    }
}

enum SampleReader {
    /// The sample's reports, ready to be indexed.
    static func reports(_ settings: BenchmarkSettings, _ catalogue: Catalogue) throws -> [IndexedReport] {
        var reports: [IndexedReport] = []
        reports.reserveCapacity(settings.reports)
        try forEach(settings, catalogue) { report in
            let hour =
                report.occurred.precision >= .minute
                ? UInt8(truncatingIfNeeded: catalogue.clock.hourOfWeek(at: report.occurred.instant))
                : IndexedReport.noHour
            reports.append(
                IndexedReport(
                    id: UInt32(truncatingIfNeeded: reports.count + 1), code: MortonCode(WorldCoordinate(report.place)),
                    kind: ReportKind(category: report.category, source: report.source, status: report.status),
                    instant: report.occurred.instant, hourOfWeek: hour))
        }
        return reports
    }

    static func forEach(
        _ settings: BenchmarkSettings, _ catalogue: Catalogue, _ body: (Report) -> Void
    ) throws {
        guard let source = SampleSource(settings) else { return }
        var reader = try ReportReader(source, file: "sample", profile: nil) { _ in catalogue }
        while let row = try reader.next() {
            if case .report(let report) = row { body(report) }
        }
    }
}

/// Places to look at, drawn by population: places of other reports than the indexed ones.
struct PlaceSample {
    let places: [WorldCoordinate]

    init(_ settings: BenchmarkSettings, _ catalogue: Catalogue) throws {
        var other = settings
        other.seed = settings.seed &+ 7919
        other.reports = settings.tilesPerZoom
        var places: [WorldCoordinate] = []
        try SampleReader.forEach(other, catalogue) { places.append(WorldCoordinate($0.place)) }
        self.places = places
    }
}

/// The filters under which tiles are timed.
enum BenchmarkFilters {
    typealias Parameters = [(name: String, value: String)]

    static let all: [(name: String, parameters: Parameters)] = [
        ("one category", [("category", "illegal-dump")]),
        ("one group", [("group", "traffic")]),
        ("confirmed only", [("status", "confirmed")]),
        ("one month", [("from", "2024-06-01"), ("to", "2024-07-01")]),
        ("night hours of weekends", [("hours", "20-04"), ("weekdays", "sat,sun")]),
        (
            "all of these together",
            [
                ("category", "speeding"), ("group", "greenery"), ("status", "confirmed"), ("from", "2024-06-01"),
                ("to", "2024-07-01"), ("hours", "20-04"), ("weekdays", "sat,sun"),
            ]
        ),
    ]
}
