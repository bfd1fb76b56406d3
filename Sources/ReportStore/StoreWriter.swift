import Foundation
import Synchronization

/// Lets any number of threads write to one store: what they ask for at the same time shares one transaction, and so one
/// wait for the disk.
///
///     let receipt = try writer.perform { store in try store.file(filing) }
///
/// When ``perform(_:)`` returns, what was written survives a power cut. A piece of work that throws takes back only what
/// it has done itself.
public final class StoreWriter: Sendable {
    /// Something to do in a transaction, and whom to tell.
    private struct Job: Sendable {
        /// Does it, and keeps the result.
        var run: @Sendable (ReportStore) -> Bool
        /// Says that it is durable, or, with an error, that it is not.
        var finish: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var jobs: [Job] = []
        var isStopped = false
    }

    private let state = Mutex(State())
    private let wakeUps = DispatchSemaphore(value: 0)
    private let path: String

    /// The most that shares a transaction: so many filings take a few milliseconds.
    private static let largestGroup = 256

    /// Starts the thread that writes to a store.
    ///
    /// - Throws: ``StoreError`` where it cannot be opened for writing.
    public init(path: String) throws {
        self.path = path
        _ = try ReportStore(open: path)
        let thread = Thread { [self] in work() }
        thread.name = "store writer"
        thread.start()
    }

    /// Does `work` in a transaction, perhaps together with others' work, and waits until it is durable.
    ///
    /// - Throws: What `work` throws, and ``StoreError``.
    public func perform<Result: Sendable>(
        _ work: @escaping @Sendable (ReportStore) throws -> Result
    ) throws -> Result {
        let box = Mutex<Swift.Result<Result, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        let job = Job { store in
            let result = Swift.Result { try work(store) }
            box.withLock { $0 = result }
            if case .success = result { return true }
            return false
        } finish: { error in
            if let error { box.withLock { $0 = .failure(error) } }
            done.signal()
        }
        let isTaken = state.withLock { state in
            guard !state.isStopped else { return false }
            state.jobs.append(job)
            return true
        }
        guard isTaken else { throw StoreError.busy(path) }
        wakeUps.signal()
        done.wait()
        guard let result = box.withLock({ $0 }) else { throw StoreError.busy(path) }
        return try result.get()
    }

    /// Ends the thread after what was asked for before.
    public func stop() {
        state.withLock { $0.isStopped = true }
        wakeUps.signal()
    }

    private func work() {
        var store: ReportStore?
        while true {
            wakeUps.wait()
            let (jobs, isStopped) = state.withLock { state in
                let group = Array(state.jobs.prefix(Self.largestGroup))
                state.jobs.removeFirst(group.count)
                return (group, state.isStopped)
            }
            // Each job has signalled once, and a group takes several: what wakes it for nothing costs nothing.
            if jobs.isEmpty {
                if isStopped { return }
                continue
            }
            do {
                let current = try opened(store)
                store = current
                try perform(jobs, current)
                for job in jobs { job.finish(nil) }
            } catch {
                for job in jobs { job.finish(error) }
            }
        }
    }

    /// The store, opened anew where its catalogue may have been replaced.
    private func opened(_ store: ReportStore?) throws -> ReportStore {
        if let store, try store.stamp == store.openedStamp { return store }
        return try ReportStore(open: path)
    }

    private func perform(_ jobs: [Job], _ store: ReportStore) throws {
        try store.wrap {
            try store.connection.transaction {
                for job in jobs { try store.connection.savepoint { job.run(store) } }
            }
        }
    }
}
