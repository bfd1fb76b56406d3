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

    /// Imports a file. Where that fails what was committed stays; a store that was made for it and has nothing is not kept.
    mutating func importFile(_ name: String) throws {
        let source = try FileSource(name)
        let name = source.name
        var catalogue: Catalogue?
        // The header is read before the store is touched: a file that fits no profile leaves no store behind.
        var reader = try ReportReader(source, file: name, profile: profile) { profile in
            let chosen = try self.catalogue(for: profile)
            catalogue = chosen
            return chosen
        }
        guard let catalogue else { return }
        guard !isDryRun else { return try check(&reader, source, name) }
        let store = try ReportStore(openOrCreate: store, catalogue: catalogue)
        do {
            let session = try store.beginImport(ImportedFile(name: name, profile: reader.profile))
            do {
                let done = try read(&reader, source, name, session)
                try session.finish(done)
                add(done, source)
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
            case .rejection(let rejection): try reject(rejection, name, &done)
            }
            if done.read % 1024 == 0 { showProgress(done, source) }
        }
        return done
    }

    /// Reads a file as an import would, without a store.
    private mutating func check(_ reader: inout ReportReader, _ source: FileSource, _ name: String) throws {
        var done = ImportSummary()
        do {
            while let row = try reader.next() {
                switch row {
                case .report:
                    done.read += 1
                    done.accepted += 1
                case .rejection(let rejection): try reject(rejection, name, &done)
                }
                if done.read % 1024 == 0 { showProgress(done, source) }
            }
        } catch {
            rejects.forget()
            throw error
        }
        add(done, source)
        rejects.show()
    }

    private mutating func reject(_ rejection: Rejection, _ name: String, _ done: inout ImportSummary) throws {
        done.read += 1
        done.rejected += 1
        try rejects.add(rejection, file: name)
    }

    private mutating func showProgress(_ done: ImportSummary, _ source: FileSource) {
        progress.show(summary.read + done.read, share: sizes.share(source.bytesRead))
    }

    private mutating func add(_ done: ImportSummary, _ source: FileSource) {
        sizes.finished += source.bytesRead
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
