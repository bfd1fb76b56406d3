import Foundation
import JSONText
import ReportStore
import Reports

/// Imports files one after another, each as a whole or not at all.
struct FileImporter {
    let store: String
    let profile: ImportProfile?
    var rejects: RejectsFile
    var progress: ProgressBar

    /// What was done so far.
    private(set) var summary = ImportSummary()

    init(store: String, profile: ImportProfile?, rejects: RejectsFile, progress: ProgressBar) {
        self.store = store
        self.profile = profile
        self.rejects = rejects
        self.progress = progress
    }

    /// Imports a file. Where that fails the store is as it was, and not even made where it was not there.
    mutating func importFile(_ name: String) throws {
        let source = try FileSource(name)
        let name = source.name
        var catalogue: Catalogue?
        // The header is read before the store is touched: a file that is no CSV leaves no store behind.
        var reader = try ReportReader(source, file: name, profile: profile) { profile in
            let chosen = try self.catalogue(for: profile)
            catalogue = chosen
            return chosen
        }
        guard let catalogue else { return }
        let store = try ReportStore(openOrCreate: store, catalogue: catalogue)
        do {
            let session = try store.beginImport(ImportedFile(name: name, profile: profile?.name))
            do {
                let done = try read(&reader, source, name, session)
                try session.finish(done)
                add(done)
            } catch {
                session.abandon()
                throw error
            }
            rejects.show()
        } catch {
            store.discardIfNew()
            rejects.forget()
            throw error
        }
    }

    private mutating func read(
        _ reader: inout ReportReader, _ source: FileSource, _ name: String, _ session: ImportSession
    ) throws -> ImportSummary {
        var done = ImportSummary()
        while let row = try reader.next() {
            switch row {
            case .report(let report): done.count(try session.add(report))
            case .rejection(let rejection):
                done.read += 1
                done.rejected += 1
                try rejects.add(rejection, file: name)
            }
            if done.read % 1024 == 0 {
                let share = source.size.map { Double(source.bytesRead) / Double(max($0, 1)) }
                progress.show(summary.read + done.read, share: share)
            }
        }
        return done
    }

    private mutating func add(_ done: ImportSummary) {
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
