import Foundation
import ReportStore
import Synchronization

/// Keeps a service's data up with its store, also when another process writes to it.
public final class StoreFollower: Sendable {
    private let service: TileService
    private let path: String
    private let isStopped = Mutex(false)
    private let report: @Sendable (String) -> Void
    private let columns: ColumnKeeper

    /// Follows a store, and keeps the column file beside it.
    ///
    /// - Parameter report: Gets one line when the store can no longer be read, or the column file not written.
    public init(_ service: TileService, path: String, report: @escaping @Sendable (String) -> Void) {
        self.service = service
        self.path = path
        self.report = report
        columns = ColumnKeeper(path: path, report: report)
    }

    /// Looks for changes several times a second, in a thread of its own: a store may be slow to answer.
    public func start() {
        let thread = Thread { [self] in follow() }
        thread.name = "store follower"
        thread.start()
    }

    /// Ends the following within a moment.
    public func stop() {
        isStopped.withLock { $0 = true }
    }

    private static let interval = 0.2

    private func follow() {
        var hasFailed = false
        while !isStopped.withLock({ $0 }) {
            do {
                try followStore()
            } catch {
                // The data that is served stays; an error is said once, not five times a second.
                service.storeHealth.failed()
                if !hasFailed { report("\(error); going on with the data as it was") }
                hasFailed = true
                Thread.sleep(forTimeInterval: 1)
                continue
            }
            hasFailed = false
        }
    }

    private func followStore() throws {
        let store = try ReportStore(open: path, readOnly: true)
        let indexer = StoreIndexer(store)
        let compaction = Compaction()
        var version: Int64 = -1
        while !isStopped.withLock({ $0 }) {
            let latest = try store.dataVersion()
            if latest != version {
                if let dataset = try indexer.refresh(service.dataset) { service.update(dataset) }
                version = latest
            }
            if let compacted = try compaction.result(), compacted.stamp == service.dataset.stamp {
                // What has changed while the new base was being built.
                service.update(try indexer.refresh(compacted) ?? compacted)
            }
            service.storeHealth.succeeded()
            compaction.startIfDue(service.dataset)
            columns.writeIfDue(service.dataset)
            Thread.sleep(forTimeInterval: Self.interval)
        }
    }
}
