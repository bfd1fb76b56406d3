import Foundation
import Reports
import Testing
import WebMercator

@testable import ReportStore

/// A path for a store in a directory of its own, which goes away with this value and the stores that it has opened.
final class TemporaryStore: Sendable {
    let directory: String
    var path: String { directory + "/store.sqlite" }

    init() throws {
        directory = NSTemporaryDirectory() + "threatmap-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Opens the store, and makes it where there is none.
    func open() throws -> ReportStore {
        let store = try ReportStore(openOrCreate: path, catalogue: catalogue("kmzb"))
        store.now = { [self] in withExtendedLifetime(self) { Int64(Date().timeIntervalSince1970) } }
        return store
    }

    /// The names of the files in the directory.
    var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: directory).sorted() }
    }

    /// The store file's bytes.
    var bytes: [UInt8] {
        get throws { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }
    }

    func write(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}

/// A shipped catalogue.
func catalogue(_ name: String) throws -> Catalogue {
    try Catalogue(#require(ShippedFiles.catalogues[name]), file: name)
}

/// A report that differs from every other number's.
func report(_ number: UInt64, status: UInt8 = 0, text: String? = nil) throws -> Report {
    let id = Array("id-\(number)".utf8)
    let longitude = 14 + Double(number % 1000) / 100
    return Report(
        identity: ReportIdentity(profile: "test", externalID: id.span), externalID: "id-\(number)",
        category: UInt16(number % 27),
        source: UInt8(number % 3), status: status,
        place: try #require(GeographicCoordinate(longitude: longitude, latitude: 52.5)),
        occurred: EventTime(instant: 1_700_000_000 + Int64(number), precision: .second), reported: nil, text: text)
}

extension ReportStore {
    /// Imports reports as one file.
    @discardableResult
    func add(_ reports: [Report]) throws -> ImportSummary {
        let session = try beginImport(ImportedFile(name: "test.csv"))
        var summary = ImportSummary()
        for report in reports { summary.count(try session.add(report)) }
        try session.finish(summary)
        return summary
    }

    /// The ids of what changed after a sequence number, in order, each once.
    func ids(changedAfter sequence: Int64) throws -> [Int64] {
        var ids: Set<Int64> = []
        _ = try reports(changedAfter: sequence) { ids.insert($0.id) }
        return ids.sorted()
    }
}
