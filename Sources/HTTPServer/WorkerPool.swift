import Dispatch
import Glibc
import Synchronization

/// A fixed number of threads that run jobs in the order given, with a bound on how many may wait.
final class WorkerPool: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        /// Places in the queue that were promised by ``reserve()`` and not used yet.
        var reserved = 0
        var isClosed = false
    }

    private let state = Mutex(State())
    private let capacity: Int
    private let workers: Int
    /// Counts the jobs waiting, plus one for each worker once the pool is closed.
    private let wakeUps = DispatchSemaphore(value: 0)

    /// Starts the workers; they end with ``close()``.
    ///
    /// - Parameters:
    ///   - stackBytes: The size of each worker's stack; the system's default without it.
    ///   - isBackground: Whether the workers leave the processor to other threads where there is not enough for all.
    init(workers: Int, capacity: Int, stackBytes: Int? = nil, isBackground: Bool = false) throws(HTTPServerError) {
        self.workers = workers
        self.capacity = capacity
        for _ in 0..<workers {
            do throws(HTTPServerError) {
                // A worker may be inside a handler when the server stops, for as long as that takes, so nobody waits
                // for its end.
                try SystemThread(stackBytes: stackBytes) {
                    // On Linux this is of the calling thread alone.
                    if isBackground { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5) }
                    self.work()
                }.detach()
            } catch {
                close()
                throw error
            }
        }
    }

    /// Takes a place in the queue for a job that follows at once. False where the queue is full or closed.
    func reserve() -> Bool {
        state.withLock { state in
            guard !state.isClosed, state.jobs.count + state.reserved < capacity else { return false }
            state.reserved += 1
            return true
        }
    }

    /// Puts a job into the place that was reserved for it. After ``close()`` it is dropped.
    func submit(_ job: @escaping @Sendable () -> Void) {
        let isQueued = state.withLock { state in
            state.reserved -= 1
            guard !state.isClosed else { return false }
            state.jobs.append(job)
            return true
        }
        if isQueued { wakeUps.signal() }
    }

    /// Drops the jobs that wait, and lets each worker end after what it is running.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.jobs = []
        }
        for _ in 0..<workers { wakeUps.signal() }
    }

    private func work() {
        while true {
            wakeUps.wait()
            let next = state.withLock { state in
                (job: state.jobs.isEmpty ? nil : state.jobs.removeFirst(), isClosed: state.isClosed)
            }
            if let job = next.job { job() } else if next.isClosed { return }
        }
    }
}
