import Foundation
import SQLite
import Synchronization

/// Lets any number of threads write to one store: what they ask for at the same time shares one transaction, and so one
/// wait for the disk.
///
///     let receipt = try writer.perform { store in try store.file(filing) }
///
/// When ``perform(_:)`` returns, what was written survives a power cut. A piece of work that throws takes back only what
/// it has done itself. The writer's thread lives until ``stop()``.
public final class StoreWriter: Sendable {
    private struct State {
        var jobs: [Job] = []
        var isStopped = false
    }

    /// There in the thread that writes.
    private static let mark = "threatmap store writer"

    private let state = Mutex(State())
    private let wakeUps = DispatchSemaphore(value: 0)
    private let ending = DispatchGroup()
    private let path: String

    /// The most that shares a transaction: so many filings take a few milliseconds.
    private static let largestGroup = 256

    /// Starts the thread that writes to a store.
    ///
    /// - Throws: ``StoreError`` where it cannot be opened for writing.
    public init(path: String) throws {
        self.path = path
        _ = try ReportStore(open: path)
        let thread = Thread { [self] in
            work()
            ending.leave()
        }
        thread.name = "store writer"
        ending.enter()
        thread.start()
    }

    /// Does `work` in a transaction, perhaps together with others' work, and waits until it is durable.
    ///
    /// - Parameter work: May be done anew where the transaction was rolled back for another's sake; what it did before has
    ///   then never happened. It must not ask the same writer for more work.
    /// - Throws: What `work` throws, and ``StoreError``.
    public func perform<Result: Sendable>(
        _ work: @escaping @Sendable (ReportStore) throws -> Result
    ) throws -> Result {
        guard Thread.current.threadDictionary[Self.mark] as? ObjectIdentifier != ObjectIdentifier(self) else {
            throw StoreError.notWritable(path, "a piece of work asks its own writer for another one")
        }
        let box = Mutex<Swift.Result<Result, any Error>?>(nil)
        let done = DispatchSemaphore(value: 0)
        let job = Job { store in
            let result = Swift.Result { try store.wrap { try store.connection.part { try work(store) } } }
            box.withLock { $0 = result }
        } finish: { error in
            if let error { box.withLock { $0 = .failure(error) } }
            done.signal()
        }
        let isTaken = state.withLock { state in
            guard !state.isStopped else { return false }
            state.jobs.append(job)
            return true
        }
        guard isTaken else { throw StoreError.notWritable(path, "the program is ending") }
        wakeUps.signal()
        done.wait()
        guard let result = box.withLock({ $0 }) else { throw StoreError.busy(path) }
        return try result.get()
    }

    /// Forgets who filed on days gone by (``ReportStore/forgetFilers()``), also from the log beside the file. The server
    /// calls it every hour.
    ///
    /// - Throws: ``StoreError``.
    public func forgetFilers() throws {
        try perform { try $0.forgetFilers() }
        _ = try ReportStore(open: path).clearLog()
    }

    /// Ends the thread after what was asked for before, and waits for that.
    public func stop() {
        state.withLock { $0.isStopped = true }
        wakeUps.signal()
        if Thread.current.threadDictionary[Self.mark] as? ObjectIdentifier != ObjectIdentifier(self) { ending.wait() }
    }

    /// How many pieces of work wait for the thread.
    var waiting: Int { state.withLock { $0.jobs.count } }

    private func work() {
        Thread.current.threadDictionary[Self.mark] = ObjectIdentifier(self)
        let logKeeper = LogKeeper(path: path)
        defer { logKeeper.stop() }
        let group = WriterGroup(path: path, logKeeper: logKeeper)
        while true {
            wakeUps.wait()
            let (jobs, isStopped) = state.withLock { state in
                let group = Array(state.jobs.prefix(Self.largestGroup))
                state.jobs.removeFirst(group.count)
                return (group, state.isStopped)
            }
            // Each job has signalled once, and a group takes several: what wakes it for nothing costs nothing.
            if !jobs.isEmpty { group.perform(jobs) } else if isStopped { return }
        }
    }
}

/// Something to do in a transaction, and whom to tell.
struct Job: Sendable {
    /// Does it as a part of the transaction, and keeps the result.
    var run: @Sendable (ReportStore) -> Void
    /// Says that it is durable, or, with an error, that it is not.
    var finish: @Sendable ((any Error)?) -> Void
}
