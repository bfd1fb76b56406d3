import HTTPMessage
import Synchronization

/// A sheet that is drawn while its client waits for something else.
final class PrintJob: Sendable {
    /// How far a job is.
    enum Status: Sendable {
        /// It waits for a thread.
        case queued
        /// It is being drawn.
        case running
        /// It can be fetched.
        case done(TemporaryFile, at: UInt64)
        /// It cannot be drawn.
        case failed(String, at: UInt64)
    }

    /// The drawing was called off.
    struct Cancelled: Error {}

    private struct State {
        var status = Status.queued
        var progress = 0.0
        var isCancelled = false
    }

    /// What nobody guesses: 128 random bits.
    let id: String

    /// What its client is counted by.
    let client: String

    /// The key without which nobody sees the job, or `nil` for a job of the public.
    let keyID: Int64?

    /// What is drawn.
    let maker: SheetMaker

    /// As what.
    let format: SheetFormat

    private let state = Mutex(State())

    init(_ maker: SheetMaker, _ format: SheetFormat, client: String, keyID: Int64?) {
        (self.maker, self.format, self.client, self.keyID) = (maker, format, client, keyID)
        id = Self.randomID()
    }

    /// How far it is.
    var status: Status { state.withLock { $0.status } }

    /// The share that is done, 0...1.
    var progress: Double { state.withLock { $0.progress } }

    /// Whether it waits or is drawn.
    var isUnfinished: Bool {
        switch status {
        case .queued, .running: true
        case .done, .failed: false
        }
    }

    /// When it was finished, by the monotonic clock, or `nil` before.
    var finished: UInt64? {
        switch status {
        case .queued, .running: nil
        case .done(_, let moment), .failed(_, let moment): moment
        }
    }

    /// The bytes that it keeps.
    var keptBytes: Int {
        if case .done(let file, _) = status { file.size } else { 0 }
    }

    /// Ends the drawing within a strip or so.
    func cancel() {
        state.withLock { $0.isCancelled = true }
    }

    /// Says that a thread has taken it.
    func begin() {
        state.withLock { $0.status = .running }
    }

    /// Draws the sheet. It never fails: what goes wrong is told as the job's status.
    func run(_ directory: String) {
        do {
            let file = try TemporaryFile(in: directory)
            try maker.write(format, onProgress: { [self] in try advance($0) }) { try file.append($0) }
            state.withLock { $0.status = .done(file, at: MonotonicTime.now) }
        } catch is Cancelled {
            state.withLock { $0.status = .failed("the service is being stopped", at: MonotonicTime.now) }
        } catch {
            state.withLock { $0.status = .failed("\(error)", at: MonotonicTime.now) }
        }
    }

    private func advance(_ share: Double) throws {
        try state.withLock { state in
            if state.isCancelled { throw Cancelled() }
            state.progress = max(state.progress, share)
        }
    }

    private static func randomID() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(UInt64.random(in: 0...UInt64.max, using: &generator), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
