import Foundation
import Synchronization

/// Where sheets are printed for clients: a few small ones at once while their clients wait, the others as jobs by threads
/// of their own, so that tiles never wait for paper. All of it is bounded: threads, jobs, and bytes that are kept.
final class PrintDesk: Sendable {
    private struct State {
        var jobs: [PrintJob] = []
        var direct = 0
        var threads = 0
        var isStopped = false
    }

    /// Why a job was not taken.
    enum Refusal: Error {
        /// There are too many jobs.
        case full
        /// There are too many of this client.
        case tooManyOfClient
    }

    let settings: PrintSettings
    private let state = Mutex(State())

    init(_ settings: PrintSettings) {
        self.settings = settings
    }

    // MARK: At once

    /// Runs what is drawn while its client waits; `nil` where no more may be drawn so at the moment.
    func direct<Result>(_ draw: () throws -> Result) rethrows -> Result? {
        let isFree = state.withLock { state in
            guard state.direct < settings.directAtOnce, !state.isStopped else { return false }
            state.direct += 1
            return true
        }
        guard isFree else { return nil }
        defer { state.withLock { $0.direct -= 1 } }
        return try draw()
    }

    /// Whether the service is being stopped.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    // MARK: Jobs

    /// Takes a job, to be drawn when its turn comes.
    func add(_ job: PrintJob) throws(Refusal) {
        let (refusal, needsThread): (Refusal?, Bool) = state.withLock { state in
            forgetOld(&state)
            let unfinished = state.jobs.filter(\.isUnfinished)
            guard unfinished.count < settings.jobs, !state.isStopped else { return (.full, false) }
            guard unfinished.count(where: { $0.client == job.client }) < settings.jobsPerClient else {
                return (.tooManyOfClient, false)
            }
            state.jobs.append(job)
            guard state.threads < settings.workers else { return (nil, false) }
            state.threads += 1
            return (nil, true)
        }
        if let refusal { throw refusal }
        if needsThread { startThread() }
    }

    /// The job of an id, or `nil` where there is none, or no longer.
    func job(_ id: String) -> PrintJob? {
        state.withLock { state in
            forgetOld(&state)
            return state.jobs.first { $0.id == id }
        }
    }

    /// Twentieths of a second: with the server's own four seconds it makes less than five.
    private static let patience = 18

    /// Calls off all jobs, and waits a moment for those that are being drawn.
    func stop() {
        let jobs = state.withLock { state in
            state.isStopped = true
            return state.jobs
        }
        for job in jobs { job.cancel() }
        for _ in 0..<Self.patience where state.withLock({ $0.threads > 0 || $0.direct > 0 }) {
            Thread.sleep(forTimeInterval: 0.05)
        }
    }

    /// A thread draws jobs until there are none left.
    private func startThread() {
        let thread = Thread { [self] in
            // Of this thread alone, as Linux has it: what people wait for in front of a map comes first.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
            while let job = next() {
                job.run(settings.directory)
                state.withLock { forgetOld(&$0) }
            }
        }
        thread.name = "print"
        // Drawing is not deep, but the default of secondary threads is small.
        thread.stackSize = 2 << 20
        thread.start()
    }

    /// The next job in the queue; without one the thread is counted out.
    private func next() -> PrintJob? {
        state.withLock { state in
            let job = state.isStopped ? nil : state.jobs.first { if case .queued = $0.status { true } else { false } }
            if let job { job.begin() } else { state.threads -= 1 }
            return job
        }
    }

    /// Forgets jobs whose time is over, and the oldest finished ones where all keep too many bytes.
    private func forgetOld(_ state: inout State) {
        let now = MonotonicTime.now
        state.jobs.removeAll { job in
            job.finished.map { MonotonicTime.seconds(since: $0, now: now) > Double(settings.keepSeconds) } ?? false
        }
        var kept = state.jobs.reduce(0) { $0 + $1.keptBytes }
        while kept > settings.keptBytes, let oldest = state.jobs.firstIndex(where: { $0.keptBytes > 0 }) {
            kept -= state.jobs[oldest].keptBytes
            state.jobs.remove(at: oldest)
        }
    }
}
