import Foundation
import Reports
import SQLite
import TestSupport
import Testing
import WebMercator

@testable import ReportStore
@testable import TileService

/// A store in a directory of its own, which goes away with this value, and random reports in it.
final class StoredReports {
    let directory = NSTemporaryDirectory() + "threatmap-\(UUID().uuidString)"
    let catalogue: Catalogue
    private let seed: UInt64
    private var random: SeededGenerator
    private var last: UInt64 = 0

    init(seed: UInt64, _ count: Int) throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        catalogue = try Fixture.kmzb()
        self.seed = seed
        random = SeededGenerator(seed: seed)
        try add(count)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    var path: String { directory + "/store.sqlite" }
    var columns: String { StoreIndexer.columnFile(of: path) }

    func open() throws -> ReportStore {
        guard !FileManager.default.fileExists(atPath: path) else { return try ReportStore(open: path) }
        return try ReportStore(openOrCreate: path, catalogue: catalogue)
    }

    /// Imports new reports.
    func add(_ count: Int) throws {
        let first = last + 1
        last += UInt64(count)
        guard first <= last else { return }
        try put((first...last).map { try report($0) })
    }

    /// Gives some reports that are there already another content.
    func change(_ count: Int) throws {
        try put((0..<count).map { _ in try report(.random(in: 1...last, using: &random)) })
    }

    private func put(_ reports: [Report]) throws {
        let session = try open().beginImport(ImportedFile(name: "test.csv"))
        var summary = ImportSummary()
        for report in reports { summary.count(try session.add(report)) }
        try session.finish(summary)
    }

    private func report(_ number: UInt64) throws -> Report {
        let place = try #require(
            GeographicCoordinate(
                longitude: .random(in: 14...24, using: &random), latitude: .random(in: 49...54, using: &random)))
        let id = Array("\(seed)-\(number)".utf8)
        return Report(
            identity: ReportIdentity(profile: "test", externalID: id.span), externalID: "id-\(number)",
            category: .random(in: 0..<27, using: &random), source: .random(in: 0..<3, using: &random),
            status: .random(in: 0..<7, using: &random), place: place,
            occurred: EventTime(
                instant: .random(in: 1_500_000_000..<1_700_000_000, using: &random),
                precision: [.day, .minute, .second].randomElement(using: &random) ?? .day),
            reported: nil, text: nil)
    }

    /// Removes a report as retention does.
    func remove(_ id: Int) throws {
        let store = try open()
        try store.connection.transaction {
            try store.connection.execute("DELETE FROM reports WHERE id = \(id)")
            try StoreProperties(store.connection).nextGeneration()
        }
    }

    /// The store's own files, without the column file.
    func copy(to name: String) throws {
        try open().connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        let copy = directory + "/" + name
        try? FileManager.default.removeItem(atPath: copy)
        try FileManager.default.copyItem(atPath: path, toPath: copy)
    }

    /// Puts a copy in the store's place.
    func restore(_ name: String) throws {
        for file in [path, path + "-wal", path + "-shm"] { try? FileManager.default.removeItem(atPath: file) }
        try FileManager.default.copyItem(atPath: directory + "/" + name, toPath: path)
    }

    /// What is indexed, read from the store without the column file.
    func rebuilt() throws -> Dataset {
        try #require(try StoreRows(try open()).load())
    }

    /// Writes the column file of the store as it is.
    func writeColumns() throws {
        try StoreIndexer(try open()).writeColumns(try rebuilt())
    }

    /// What the column file gives, or `nil` where it is not used.
    func loaded() throws -> Dataset? {
        try StoredColumns(try open()).load()
    }
}
