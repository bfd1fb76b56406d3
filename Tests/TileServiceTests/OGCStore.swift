import Boundaries
import CellIndex
import Foundation
import HTTPMessage
import ReportStore
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// A store of given reports and a service on it, for tests of what comes from both the index and the store.
final class OGCStore {
    let service: TileService
    let catalogue: Catalogue
    let path: String
    private let directory: String
    private let access: StoreAccess

    /// The catalogue of Polish threats, in which jokes are not public.
    static func catalogue() throws -> Catalogue {
        let old = #""en": "Joke or mistake", "final": true, "public": true"#
        return try Fixture.kmzb(replacing: old, by: old.replacing("\"public\": true", with: "\"public\": false"))
    }

    /// - Parameters:
    ///   - reports: What is imported; the first has the number 1.
    ///   - boundaries: The layers of areas that are loaded.
    ///   - wholeFeatures: The most features of an answer that is not made while it is sent.
    init(
        _ reports: [Report], _ catalogue: Catalogue, boundaries: [BoundaryLayer] = [], wholeFeatures: Int = 50_000
    ) throws {
        self.catalogue = catalogue
        directory = NSTemporaryDirectory() + "threatmap-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        path = directory + "/store.sqlite"
        let store = try ReportStore(openOrCreate: path, catalogue: catalogue)
        try Self.put(reports, store)
        for layer in boundaries {
            let areas = layer.areas.map {
                StoredBoundary(id: $0.id, name: $0.name, population: $0.population, geometry: $0.geometry.bytes)
            }
            _ = try store.replaceBoundaries(layer: layer.name, by: areas)
        }
        let access = try StoreAccess(path: path)
        self.access = access
        var settings = TileService.Settings(publicURL: "https://map.example.org/threats")
        settings.store = access
        settings.wholeFeatures = wholeFeatures
        settings.authenticate = { $0 == "operator" ? AccessKey(id: 1, role: .operator) : nil }
        let loaded = try StoreIndexer(store).load()
        service = TileService(
            loaded.replacing(loaded.snapshot, updated: Fixture.noon), styles: try Fixture.styles(), settings: settings)
    }

    deinit {
        access.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Imports new and changed reports, and brings the service up to them unless it is to lag behind.
    func put(_ reports: [Report], isIndexed: Bool = true) throws {
        try Self.put(reports, ReportStore(open: path))
        guard isIndexed else { return }
        let indexer = StoreIndexer(try ReportStore(open: path, readOnly: true))
        if let dataset = try indexer.refresh(service.dataset) { service.update(dataset) }
    }

    private static func put(_ reports: [Report], _ store: ReportStore) throws {
        let session = try store.beginImport(ImportedFile(name: "test.csv"))
        var summary = ImportSummary()
        for report in reports { summary.count(try session.add(report)) }
        try session.finish(summary)
    }

    /// Reports in crowds and alone around Gorzów, of all sources and statuses, each with a text.
    static func crowd(_ count: Int, _ random: inout SeededGenerator) throws -> [Report] {
        try (1...count).map { number in
            let spread = [0.001, 0.02, 0.6][Int.random(in: 0..<3, using: &random)]
            let place = try #require(
                GeographicCoordinate(
                    longitude: 15.24 + .random(in: -spread...spread, using: &random),
                    latitude: 52.73 + .random(in: -spread...spread, using: &random)))
            return report(
                number, place, source: .random(in: 0..<3, using: &random), status: .random(in: 0..<7, using: &random),
                category: .random(in: 0..<27, using: &random),
                instant: .random(in: 1_704_063_600..<1_767_222_000, using: &random),
                precision: TimePrecision.allCases.randomElement(using: &random) ?? .second)
        }
    }

    static func report(
        _ number: Int, _ place: GeographicCoordinate, source: UInt8 = 2, status: UInt8 = 2, category: UInt16 = 1,
        instant: Int64 = Fixture.noon, precision: TimePrecision = .second
    ) -> Report {
        let id = Array("test-\(number)".utf8)
        return Report(
            identity: ReportIdentity(profile: "test", externalID: id.span), externalID: "tajne-\(number)",
            category: category, source: source, status: status, place: place,
            occurred: EventTime(instant: instant, precision: precision), reported: nil,
            text: "tajne słowa 👩‍🚒 \(number)")
    }

    /// The answer as a JSON object; it must be there.
    func object(_ target: String, key: Bool = false) throws -> [String: Any] {
        let response = service.get(target, key ? ["Authorization": "Bearer operator"] : [:])
        try #require(response.status == 200, "\(target): \(response.text)")
        return try response.object()
    }

    /// All pages of a list, as its links lead from one to the next.
    func pages(_ target: String, key: Bool = false) throws -> [[String: Any]] {
        var pages: [[String: Any]] = []
        var next: String? = target
        while let target = next, pages.count < 1000 {
            pages.append(try object(target, key: key))
            let links = try #require(pages.last?["links"] as? [[String: String]])
            let address = links.first { $0["rel"] == "next" }?["href"]
            next = try address.map { address in
                let target = try #require(address.split(separator: "/threats", maxSplits: 1).last.map(String.init))
                return try #require(target.removingPercentEncoding)
            }
        }
        return pages
    }
}

extension [[String: Any]] {
    /// The features of some pages.
    var features: [[String: Any]] { flatMap { $0["features"] as? [[String: Any]] ?? [] } }

    /// The numbers of features of reports.
    var ids: [Int] { features.map { $0["id"] as? Int ?? -1 } }
}
