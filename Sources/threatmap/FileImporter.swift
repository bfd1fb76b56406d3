import Foundation
import JSONText
import ReportStore
import Reports

/// Imports files one after another, or only checks them.
struct FileImporter {
    let store: String
    let profile: ImportProfile?
    var rejects: RejectsFile
    var progress: ProgressBar

    /// Whether all is read and checked, and nothing written.
    let isDryRun: Bool

    private var sizes: InputSizes

    /// What was done so far.
    private(set) var summary = ImportSummary()

    /// Creates an importer.
    ///
    /// - Parameter inputs: The files that are to come, so that the time left is that of them all.
    init(
        store: String, profile: ImportProfile?, rejects: RejectsFile, progress: ProgressBar, inputs: [String],
        isDryRun: Bool
    ) {
        self.store = store
        self.profile = profile
        self.rejects = rejects
        self.progress = progress
        self.isDryRun = isDryRun
        sizes = InputSizes(inputs)
    }

    /// Imports a file. Where that fails the store has what was committed before; it is not even made where it was not there
    /// and nothing was.
    mutating func importFile(_ name: String) throws {
        let source = try FileSource(name)
        let name = source.name
        var catalogue: Catalogue?
        // The header is read before the store is touched: a file that is no table of reports leaves no store behind.
        let reader = try ReportReader(source, file: name, profile: profile) { profile in
            let chosen = try self.catalogue(for: profile)
            catalogue = chosen
            return chosen
        }
        guard let catalogue else { return }
        let file = ImportedFile(name: name, profile: reader.profile)
        let ahead = ReadAhead(reader, source)
        defer { ahead.giveUp() }
        guard !isDryRun else { return try check(ahead, name) }
        let store = try ReportStore(openOrCreate: store, catalogue: catalogue)
        var done = ImportSummary()
        let session = try store.beginImport(file)
        do {
            let end = try storeRows(ahead, session, name, &done)
            try session.finish(done, hash: end.digest)
            add(done, end.bytesRead)
            rejects.show()
        } catch {
            session.abandon()
            store.discardIfNew()
            try keep(done, session.committed)
            throw error
        }
    }

    /// What is to be told of a file that could not be read to its end: nothing, where nothing of it was kept.
    private mutating func keep(_ done: ImportSummary, _ committed: ImportSummary) throws {
        guard committed != ImportSummary() else { return rejects.forget() }
        var kept = committed
        kept.rejected = done.rejected
        kept.read += done.rejected
        add(kept, 0)
        rejects.show()
    }

    private mutating func storeRows(
        _ ahead: ReadAhead, _ session: ImportSession, _ name: String, _ done: inout ImportSummary
    ) throws -> ReadAhead.Batch {
        while true {
            let batch = try ahead.next()
            guard !batch.rows.isEmpty else { return batch }
            for (row, line) in zip(batch.rows, batch.lines) {
                switch row {
                case .report(let report):
                    let outcome = try session.add(report)
                    guard outcome == .tooOld else {
                        done.count(outcome)
                        continue
                    }
                    try reject(Self.tooOld(report, line), name, &done)
                case .rejection(let rejection): try reject(rejection, name, &done)
                }
            }
            showProgress(done, batch.bytesRead)
        }
    }

    /// A report of before the time from which the store keeps single reports: it may be among the counts already.
    private static func tooOld(_ report: Report, _ line: Int) -> Rejection {
        Rejection(
            line: line, field: "occurred", value: EventTime.iso8601(second: report.occurred.instant),
            reason:
                "is older than the reports that this store keeps; it has only counts of that time (threatmap retain)")
    }

    /// Reads a file as an import would, without a store.
    private mutating func check(_ ahead: ReadAhead, _ name: String) throws {
        var done = ImportSummary()
        var bytes = 0
        do {
            while true {
                let batch = try ahead.next()
                guard !batch.rows.isEmpty else { break }
                bytes = batch.bytesRead
                for row in batch.rows {
                    switch row {
                    case .report:
                        done.read += 1
                        done.accepted += 1
                    case .rejection(let rejection): try reject(rejection, name, &done)
                    }
                }
                showProgress(done, bytes)
            }
        } catch {
            rejects.forget()
            throw error
        }
        add(done, bytes)
        rejects.show()
    }

    private mutating func reject(_ rejection: Rejection, _ name: String, _ done: inout ImportSummary) throws {
        done.read += 1
        done.rejected += 1
        try rejects.add(rejection, file: name)
    }

    private mutating func showProgress(_ done: ImportSummary, _ bytes: Int) {
        progress.show(summary.read + done.read, share: sizes.share(bytes))
    }

    private mutating func add(_ done: ImportSummary, _ bytes: Int) {
        sizes.finished += bytes
        summary.read += done.read
        summary.accepted += done.accepted
        summary.updated += done.updated
        summary.rejected += done.rejected
        summary.duplicates += done.duplicates
    }

    /// The store's own catalogue, or, for a new store, the shipped one that the profile names.
    private func catalogue(for profile: ImportProfile) throws -> Catalogue {
        let wanted = profile.catalogue
        if FileManager.default.fileExists(atPath: store), let held = try ReportStore.catalogue(of: store) {
            guard held.name == wanted else {
                throw StoreError.otherCatalogue(store, holds: held.name, wanted: wanted)
            }
            return held
        }
        guard let json = ShippedFiles.catalogues[wanted] else {
            let known = ShippedFiles.catalogues.keys.sorted().joined(separator: ", ")
            throw JSONFileError(
                file: "profile \(profile.name)", path: "catalogue",
                problem: "is \"\(wanted)\"; shipped catalogues are \(known)")
        }
        return try Catalogue(json, file: "catalogue \(wanted)")
    }
}
