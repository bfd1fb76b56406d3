import Foundation
import Reports
import Synchronization

/// Reads a file's rows in a thread of its own, some thousands ahead of who stores them: reading and storing take about as
/// long as each other.
final class ReadAhead: Sendable {
    /// Some rows, in the file's order; none at its end.
    struct Batch: Sendable {
        /// The rows.
        var rows: [ReportReader.Row] = []
        /// The number of the line on which each begins.
        var lines: [Int] = []
        /// How many of the file's bytes were read by then.
        var bytesRead = 0
        /// At the end, the SHA-256 of the file.
        var digest: [UInt8] = []
    }

    private struct State {
        var batches: [Result<Batch, any Error>] = []
        var isGivenUp = false
    }

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    /// It begins at 0, since a semaphore must not end below the value that it began with.
    private let free = DispatchSemaphore(value: 0)

    private static let depth = 8
    private static let batchSize = 1024

    /// Begins to read. The reader and its source belong to this object from now on.
    init(_ reader: ReportReader, _ source: FileSource) {
        for _ in 0..<Self.depth { free.signal() }
        nonisolated(unsafe) let reader = reader
        nonisolated(unsafe) let source = source
        let thread = Thread { [self] in read(reader, source) }
        thread.name = "file reader"
        thread.start()
    }

    /// The next rows; none at the end.
    ///
    /// - Throws: What the reader throws; rows before that have been handed over.
    func next() throws -> Batch {
        filled.wait()
        let batch = state.withLock { $0.batches.removeFirst() }
        free.signal()
        return try batch.get()
    }

    /// Ends the reading before the end of the file.
    func giveUp() {
        state.withLock { $0.isGivenUp = true }
        free.signal()
    }

    private func read(_ reader: ReportReader, _ source: FileSource) {
        var reader = reader
        var isAtEnd = false
        while !isAtEnd {
            free.wait()
            guard !state.withLock({ $0.isGivenUp }) else { return }
            var batch = Batch()
            batch.rows.reserveCapacity(Self.batchSize)
            do {
                while batch.rows.count < Self.batchSize, let row = try reader.next() {
                    batch.rows.append(row)
                    batch.lines.append(reader.line)
                }
                isAtEnd = batch.rows.isEmpty
                batch.bytesRead = source.bytesRead
                if isAtEnd { batch.digest = source.digest() }
                hand(over: .success(batch))
            } catch {
                if !batch.rows.isEmpty { hand(over: .success(batch)) }
                hand(over: .failure(error))
                return
            }
        }
    }

    private func hand(over batch: Result<Batch, any Error>) {
        state.withLock { $0.batches.append(batch) }
        filled.signal()
    }
}
