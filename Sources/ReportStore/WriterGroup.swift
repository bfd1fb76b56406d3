import Reports
import SQLite

/// Does groups of jobs, each group in one transaction, with a store that it opens anew where that is needed. For one
/// thread.
final class WriterGroup {
    /// Why a group's transaction was given up, without harm to anybody.
    private enum Interruption: Error {
        /// The catalogue was replaced since the store was opened.
        case otherCatalogue
        /// A job made SQLite roll the whole transaction back.
        case rolledBack
    }

    private let path: String
    private var store: ReportStore?
    private var log: LogLength?
    private let logKeeper: LogKeeper

    init(path: String, logKeeper: LogKeeper) {
        (self.path, self.logKeeper) = (path, logKeeper)
    }

    /// Does the jobs and tells each when it is durable, or why it is not.
    func perform(_ jobs: [Job]) {
        do {
            try performTogether(jobs)
            for job in jobs { job.finish(nil) }
            if let log, log.pages >= LogKeeper.enough { logKeeper.wake() }
        } catch {
            if case StoreError.busy = error {} else { store = nil }
            guard jobs.count > 1, Self.mayConcernOne(error) else {
                // A job alone that made SQLite roll back knows the reason itself.
                for job in jobs { job.finish(error is Interruption ? nil : error) }
                return
            }
            // Nothing of the group was kept; one job's trouble is to be its own.
            for job in jobs { perform([job]) }
        }
    }

    /// Whether a group's error may come from one of its jobs: one that is too big for the disk spoils the commit of all.
    private static func mayConcernOne(_ error: any Error) -> Bool {
        switch error {
        case Interruption.rolledBack, StoreError.failed, StoreError.notWritable: true
        default: false
        }
    }

    private func performTogether(_ jobs: [Job]) throws {
        while true {
            let current = try opened()
            do {
                return try current.wrap { try current.connection.transaction { try run(jobs, current) } }
            } catch Interruption.otherCatalogue {
                store = nil
            }
        }
    }

    private func run(_ jobs: [Job], _ store: ReportStore) throws {
        guard try ReportStore.catalogueVersion(store.connection) == store.catalogueVersion else {
            throw Interruption.otherCatalogue
        }
        for job in jobs {
            job.run(store)
            guard store.connection.isInTransaction else { throw Interruption.rolledBack }
        }
    }

    /// The store, opened anew where it is no longer the file that the path names.
    private func opened() throws -> ReportStore {
        if let store, !store.connection.isMisplaced { return store }
        store = nil
        let opened = try ReportStore(open: path)
        log = opened.connection.watchLog()
        store = opened
        return opened
    }
}
