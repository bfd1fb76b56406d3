import CellIndex
import Foundation
import HTTPMessage
import Rendering
import ReportStore
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

/// Reports, datasets and services that tests are made from.
enum Fixture {
    /// The shipped catalogue of Polish threats: its public sees places at level 17.
    static func kmzb() throws -> Catalogue {
        try Catalogue(#require(ShippedFiles.catalogues["kmzb"]), file: "kmzb")
    }

    /// The shipped catalogue of English crimes, whose places are published as they are.
    static func policeUK() throws -> Catalogue {
        try Catalogue(#require(ShippedFiles.catalogues["police-uk"]), file: "police-uk")
    }

    /// The catalogue of Polish threats with some of its text replaced.
    static func kmzb(replacing old: String, by new: String) throws -> Catalogue {
        let text = String(decoding: try #require(ShippedFiles.catalogues["kmzb"]), as: UTF8.self)
        try #require(text.contains(old))
        return try Catalogue(Array(text.replacing(old, with: new).utf8), file: "changed")
    }

    /// The catalogue of Polish threats without a least number of protected reports: cells are divided everywhere.
    static func unprotected() throws -> Catalogue {
        try kmzb(replacing: "\"minCount\": 3", by: "\"minCount\": 1")
    }

    /// The shipped styles.
    static func styles() throws -> [Style] {
        try ShippedStyles.all.map { try Style($0.json, file: $0.name) }
    }

    /// A style by name.
    static func style(_ name: String) throws -> Style {
        try #require(try styles().first { $0.name == name })
    }

    /// A filter from a query such as `category=speeding&from=2025-01-01`.
    static func filter(_ query: String, _ catalogue: Catalogue) throws -> ReportFilter {
        try ReportFilter(query.parameters.map { ($0.name, $0.value ?? "") }, catalogue)
    }

    /// 2025-06-01T10:00Z, a Sunday noon in Poland.
    static let noon: Int64 = 1_748_772_000

    /// A report; confirmed speeding, reported by the public, unless told otherwise.
    static func report(
        _ id: UInt32, at place: WorldCoordinate, category: UInt16 = 1, source: UInt8 = 2, status: UInt8 = 2,
        instant: Int64 = noon, hour: UInt8 = IndexedReport.noHour
    ) -> IndexedReport {
        IndexedReport(
            id: id, code: MortonCode(place), kind: ReportKind(category: category, source: source, status: status),
            instant: instant, hourOfWeek: hour)
    }

    /// A place in degrees.
    static func place(_ longitude: Double, _ latitude: Double) throws -> WorldCoordinate {
        WorldCoordinate(try #require(GeographicCoordinate(longitude: longitude, latitude: latitude)))
    }

    /// A dataset.
    static func dataset(
        _ reports: [IndexedReport], _ catalogue: Catalogue, sequence: Int64 = 7, updated: Int64 = noon
    ) throws -> Dataset {
        Dataset(catalogue: catalogue, snapshot: try CellSnapshot(reports, sequence: sequence), updated: updated)
    }

    /// A service for the public, unless told otherwise.
    static func service(
        _ reports: [IndexedReport], _ catalogue: Catalogue, audience: Audience = .public, leaflet: String? = nil
    ) throws -> TileService {
        TileService(
            try dataset(reports, catalogue), styles: try styles(),
            settings: TileService.Settings(
                publicURL: "https://map.example.org/threats/", audience: audience, leafletDirectory: leaflet))
    }

    /// A service for the public that knows the keys `coordinator` and `operator`, and fails for `failing`.
    static func serviceWithKeys(_ dataset: Dataset) throws -> TileService {
        var settings = TileService.Settings(publicURL: "https://map.example.org")
        settings.authenticate = { token in
            switch token {
            case "coordinator": AccessKey(id: 1, role: .coordinator, unit: "KPP Gorzów")
            case "operator": AccessKey(id: 2, role: .operator)
            case "failing": throw StoreError.busy("store")
            default: nil
            }
        }
        return TileService(dataset, styles: try styles(), settings: settings)
    }

    /// Reports scattered over western Poland, crowded round Gorzów, of all kinds and times of 2024 and 2025.
    static func scattered(_ count: Int, seed: UInt64, _ catalogue: Catalogue) throws -> [IndexedReport] {
        var random = SeededGenerator(seed: seed)
        return try (0..<count).map { number in
            let spread = Bool.random(using: &random) ? 0.05 : 1.5
            let place = try place(
                15.24 + Double.random(in: -spread...spread, using: &random),
                52.73 + Double.random(in: -spread...spread, using: &random))
            let instant = Int64.random(in: 1_704_063_600..<1_767_222_000, using: &random)
            let isTimed = Int.random(in: 0..<4, using: &random) > 0
            return report(
                UInt32(number + 1), at: place,
                category: UInt16.random(in: 0..<UInt16(catalogue.categories.count), using: &random),
                source: UInt8.random(in: 0..<UInt8(catalogue.sources.count), using: &random),
                status: UInt8.random(in: 0..<UInt8(catalogue.statuses.count), using: &random), instant: instant,
                hour: isTimed ? UInt8(catalogue.clock.hourOfWeek(at: instant)) : IndexedReport.noHour)
        }
    }
}

extension String {
    /// The parameters of a query, without percent-decoding.
    var parameters: [QueryParameter] {
        split(separator: "&").map { item in
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return QueryParameter(name: parts[0], value: parts.count > 1 ? parts[1] : nil)
        }
    }
}

extension TileService {
    /// The answer to a request for a path with an optional query.
    func get(_ target: String, _ headers: [String: String] = [:], method: String = "GET") -> HTTPResponse {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return respond(
            to: HTTPRequest(
                method: method, path: parts[0], query: parts.count > 1 ? parts[1].parameters : [],
                headers: headers.map { HTTPHeader($0.key, $0.value) }))
    }

    /// The JSON object at a path, which must be there.
    func object(_ target: String) throws -> [String: Any] {
        let response = get(target)
        try #require(response.status == 200, "\(target): \(String(decoding: response.body, as: UTF8.self))")
        return try response.object()
    }
}

extension HTTPResponse {
    /// The body as a JSON object.
    func object() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
    }

    /// The problem that the answer states; checks that it is a proper one (RFC 9457).
    func problem() throws -> (parameter: String?, detail: String) {
        #expect(header("Content-Type") == "application/problem+json")
        #expect(header("Cache-Control") == "no-store")
        let problem = try object()
        #expect(problem["status"] as? Int == status)
        #expect(problem["type"] as? String == "about:blank")
        #expect((problem["title"] as? String)?.isEmpty == false)
        return (problem["parameter"] as? String, try #require(problem["detail"] as? String))
    }
}
