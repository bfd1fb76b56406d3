import Glibc
import Reports
import SQLite
import WebMercator

/// A file's import, in transactions of some milliseconds each: others can write between them.
///
///     let session = try store.beginImport(ImportedFile(name: "reports.csv", profile: "threatmap"))
///     while let row = try reader.next() { … try session.add(report) … }
///     try session.finish(summary)
///
/// An import that is cut off, even by a power cut, leaves whole batches; the same file imported again finds those reports
/// in the store, adds the others in the same order, and so ends with the same store.
public final class ImportSession {
    /// What became of a row.
    public enum Outcome: Sendable {
        /// It is a report that the store did not have.
        case inserted
        /// The store had the report, with other content, which is now this.
        case updated
        /// The store had this very report.
        case unchanged
        /// It is older than what the store keeps single reports of, and perhaps among the counts that it keeps instead.
        case tooOld
    }

    /// The longest that a batch keeps other writers waiting, in nanoseconds, and the pause in which they get their turn, in
    /// microseconds: more than twice as long as they sleep between two looks.
    private static let longestBatch: UInt64 = 12_000_000
    private static let pause: UInt32 = 500

    /// From how many pages on the log is brought into the file: fewer and larger moves than SQLite's own.
    private static let longLog: Int32 = 4096

    private let store: ReportStore
    private let connection: SQLiteConnection
    private let rows: ImportStatements
    private let log: LogLength
    private let logKeeper: LogKeeper
    private let file: ImportedFile
    /// The import's number in the store's list, once it has written anything.
    private var importID: Int64?
    private var horizon: Int64?
    private var catalogueVersion: Int64
    private var lifeCycle: LifeCycle
    /// Why nothing can be added any more.
    private var failure: (any Error)?
    private var open = ImportSummary()
    /// What is durable of the import, rejected rows not counted.
    public private(set) var committed = ImportSummary()
    private var sequence: Int64 = 0
    private var batchStart: UInt64 = 0
    private var batchRows = 0
    private var isInBatch = false
    /// Whether the last row was new: then the next one is tried as new too, which saves a search.
    private var expectsNew = true

    /// The reports that rows of this file stand for already: the second row with an identity is another report.
    private var seen = RowSet()
    private var repeats: [ReportIdentity: Int] = [:]

    init(_ store: ReportStore, _ file: ImportedFile) throws {
        self.store = store
        connection = store.connection
        rows = try ImportStatements(connection)
        horizon = try StoreProperties(connection)[StoreProperties.retained]
        (catalogueVersion, lifeCycle) = (store.catalogueVersion, store.catalogue.lifeCycle)
        self.file = file
        // That categories, sources and statuses are the catalogue's is seen to before each row; SQLite's three look-ups cost a
        // tenth of an import.
        try connection.execute("PRAGMA foreign_keys = OFF")
        log = connection.watchLog()
        logKeeper = LogKeeper(path: store.path)
    }

    deinit {
        abandon()
    }

    /// Adds a row's report, whose identity is that of the first such row in the file.
    ///
    /// - Throws: ``StoreError``; the import must then be given up with ``abandon()``.
    public func add(_ report: Report) throws -> Outcome {
        try working {
            try openBatch()
            guard isOfCatalogue(report) else { throw StoreError.foreignReport(store.path) }
            guard !isTooOld(report) else { return .tooOld }
            let outcome = try store(report)
            expectsNew = outcome == .inserted
            open.count(outcome)
            batchRows += 1
            if batchRows & 63 == 0, Self.now - batchStart > Self.longestBatch { try endBatch() }
            return outcome
        }
    }

    /// Makes all of it durable and keeps the summary.
    ///
    /// - Throws: ``StoreError``.
    public func finish(_ summary: ImportSummary, hash: [UInt8]? = nil) throws {
        try working {
            try openBatch()
            if let importID { try ImportedFile.end(importID, summary, hash: hash, connection) }
            try commit()
        }
        endKeeping()
    }

    /// Gives the import up after an error. What was committed stays.
    public func abandon() {
        if isInBatch { connection.rollBack() }
        isInBatch = false
        endKeeping()
    }

    /// Leaves the connection as it was before the import.
    private func endKeeping() {
        logKeeper.stop()
        try? connection.execute("PRAGMA foreign_keys = ON")
    }

    /// Does a part of the work. After an error no more can be done: rows would be missing in between, and outside of a
    /// transaction each row would be one of its own.
    private func working<Result>(_ body: () throws -> Result) throws -> Result {
        if let failure { throw failure }
        do {
            return try store.wrap(body)
        } catch {
            failure = error
            abandon()
            throw error
        }
    }

    /// Whether a report is older than what the store keeps single reports of. ``add(_:)`` leaves such a report out.
    public func isTooOld(_ report: Report) -> Bool {
        horizon.map { report.occurred.instant < $0 } ?? false
    }

    /// Whether a report's ordinals are the catalogue's. Foreign keys are not looked at in an import.
    private func isOfCatalogue(_ report: Report) -> Bool {
        Int(report.category) < store.catalogue.categories.count && Int(report.source) < store.catalogue.sources.count
            && Int(report.status) < store.catalogue.statuses.count
    }

    private func openBatch() throws {
        guard !isInBatch else { return }
        try connection.execute("BEGIN IMMEDIATE")
        isInBatch = true
        (batchStart, batchRows) = (Self.now, 0)
        sequence = try ReportStore.sequence(connection)
        try followOthers()
        // With the first rows, so that a file of which nothing is kept leaves no trace.
        if importID == nil { importID = try file.begin(connection) }
    }

    /// Takes notice of what others did between two batches: retention, or a newer version of the catalogue.
    private func followOthers() throws {
        horizon = try StoreProperties(connection)[StoreProperties.retained]
        let version = try ReportStore.catalogueVersion(connection)
        guard version != catalogueVersion else { return }
        lifeCycle = try ReportStore.storedCatalogue(store.path, connection).lifeCycle
        catalogueVersion = version
    }

    private func endBatch() throws {
        try commit()
        if log.pages >= Self.longLog { logKeeper.wake() }
        usleep(Self.pause)
    }

    private func commit() throws {
        try connection.commit()
        isInBatch = false
        committed = open
    }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(truncatingIfNeeded: time.tv_sec) &* 1_000_000_000 &+ UInt64(truncatingIfNeeded: time.tv_nsec)
    }

    private func store(_ report: Report) throws -> Outcome {
        var number = repeats[report.identity] ?? 0
        while true {
            let identity = report.identity.repeated(number)
            if expectsNew || number > 0, try insert(report, identity, number) { return .inserted }
            if let held = try rows.find(identity) {
                if seen.insert(held.id) {
                    if number > 0 { repeats[report.identity] = number + 1 }
                    return try update(report, held)
                }
                number += 1
            } else {
                expectsNew = true
            }
        }
    }

    private func insert(_ report: Report, _ identity: ReportIdentity, _ number: Int) throws -> Bool {
        guard try rows.insert(report, identity, id: sequence &+ 1, due: due(report)) else { return false }
        sequence &+= 1
        _ = seen.insert(sequence)
        if number > 0 { repeats[report.identity] = number + 1 }
        return true
    }

    private func due(_ report: Report) -> Int64? {
        lifeCycle.due(status: report.status, since: report.reported ?? report.occurred.instant)
    }

    private func update(_ report: Report, _ held: ImportStatements.Held) throws -> Outcome {
        var report = report
        if report.status != held.report.status, try hasMovedHere(held.id) { report.status = held.report.status }
        guard !held.hasContent(of: report) else { return .unchanged }
        sequence &+= 1
        if report.status != held.report.status {
            try store.move(
                held.id, from: held.report.status, to: report.status,
                StatusChange(sequence: sequence, importID: importID, lifeCycle: lifeCycle))
        } else {
            try store.noteChange(held.id, sequence)
        }
        try rows.update(report, held.id, due: due(report))
        return .updated
    }

    /// Whether a coordinator has moved the report: its status is then what they say, not what a file says.
    private func hasMovedHere(_ id: Int64) throws -> Bool {
        try connection.first("SELECT 1 FROM events WHERE report = ?1 AND key IS NOT NULL", [.integer(id)]) { _ in true }
            ?? false
    }
}
