import CMicroHTTPD
import Dispatch
import Synchronization

/// What is between the worker that makes a body and the thread that sends it: some pieces, no more than either needs not to
/// wait for the other all the time.
///
/// Where it is empty the connection is suspended; where it is full the worker waits. Suspending and resuming happen under the
/// lock, together with the flag that says which it is: so each suspension is resumed once, and none is left when the server
/// stops.
final class StreamBuffer: Sendable {
    /// Nobody reads any more: the client went away or was too slow, or the server stops.
    struct Abandoned: Error {}

    private enum Ending { case complete, broken }

    private struct State {
        var pieces: [ArraySlice<UInt8>] = []
        var bytes = 0
        /// How the body ended, once it has.
        var ending: Ending?
        var isReaderWaiting = false
        var isWriterWaiting = false
        /// What the client has taken of the bytes that were there for it, and since when.
        var taken = 0
        var since = MonotonicClock.now
    }

    /// The bytes that are held, and a piece.
    private static let capacity = 256 << 10

    private let client: ClientConnection
    private let connection: ConnectionHandle
    private let limits: HTTPServerLimits
    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)

    init(_ exchange: Exchange, limits: HTTPServerLimits) {
        (client, connection, self.limits) = (exchange.client, exchange.connection, limits)
    }

    // MARK: The worker's side

    /// Adds a piece, and waits while there is no room for it.
    ///
    /// - Throws: ``Abandoned``.
    func write(_ piece: [UInt8]) throws(Abandoned) {
        guard !piece.isEmpty else { return }
        while true {
            let isWritten = try state.withLock { state throws(Abandoned) in
                guard state.ending == nil else { throw Abandoned() }
                guard state.bytes < Self.capacity else {
                    state.isWriterWaiting = true
                    return false
                }
                state.pieces.append(piece[...])
                state.bytes += piece.count
                wakeReader(&state)
                return true
            }
            if isWritten { return }
            room.wait()
        }
    }

    /// Says that the body is complete, or that it cannot be finished.
    func end(isComplete: Bool) {
        state.withLock { end($0.ending ?? (isComplete ? .complete : .broken), &$0) }
    }

    // MARK: The reader's side

    /// Copies what there is and fits, and returns how much that was, or how the body ended. Where there is nothing yet, the
    /// connection is suspended.
    ///
    /// Called by the connection's thread of libmicrohttpd.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            let count = Self.copy(&state, to: buffer)
            if count > 0 {
                if state.isWriterWaiting, state.bytes < Self.capacity { wakeWriter(&state) }
                state.taken += count
                let isInTime = client.sendingGoesOn(since: state.since, bytes: state.taken, limits: limits)
                return isInTime ? count : broken
            }
            switch state.ending {
            case .complete: return Int(microhttpd_body_end)
            case .broken: return broken
            case nil:
                guard client.producingBegan() else { return broken }
                // From here on it is not the client that is slow.
                state.taken = 0
                state.isReaderWaiting = true
                microhttpd_suspend(connection.pointer)
                return 0
            }
        }
    }

    /// Nobody will read any more. Called once libmicrohttpd is done with the answer, and by whoever stops the server.
    func abandon() {
        state.withLock { state in
            if state.ending != .complete || state.bytes > 0 { state.ending = .broken }
            (state.pieces, state.bytes) = ([], 0)
            end(state.ending ?? .broken, &state)
        }
    }

    private var broken: Int {
        microhttpd_break(client.socket)
        return Int(microhttpd_body_broken)
    }

    private func end(_ ending: Ending, _ state: inout State) {
        state.ending = ending
        wakeReader(&state)
        wakeWriter(&state)
    }

    private func wakeReader(_ state: inout State) {
        guard state.isReaderWaiting else { return }
        (state.isReaderWaiting, state.since) = (false, MonotonicClock.now)
        microhttpd_resume(connection.pointer)
    }

    private func wakeWriter(_ state: inout State) {
        guard state.isWriterWaiting else { return }
        state.isWriterWaiting = false
        room.signal()
    }

    private static func copy(_ state: inout State, to buffer: UnsafeMutableRawBufferPointer) -> Int {
        var copied = 0
        var used = 0
        while copied < buffer.count, used < state.pieces.count {
            let part = state.pieces[used].prefix(buffer.count - copied)
            UnsafeMutableRawBufferPointer(rebasing: buffer[copied...]).copyBytes(from: part)
            copied += part.count
            state.pieces[used] = state.pieces[used].dropFirst(part.count)
            if state.pieces[used].isEmpty { used += 1 }
        }
        state.pieces.removeFirst(used)
        state.bytes -= copied
        return copied
    }
}
