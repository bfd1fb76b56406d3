import Glibc
import Synchronization

/// A connection as the watch over slow clients sees it: what it is busy with, and until when that may last.
///
/// One thread of libmicrohttpd moves it from phase to phase; the watch only ever ends it, in one atomic step. So an
/// answer and a 408 never both go out.
final class ClientConnection: Sendable {
    /// What a connection is busy with.
    enum Phase: UInt64 {
        /// Accepted, and not yet served.
        case pending
        /// A request is being read, or awaited.
        case reading
        /// The handler has the request; no deadline.
        case busy
        /// The answer is being sent.
        case sending
        /// Refused, with the refusal sent; what still arrives is thrown away.
        case lingering
        /// Too slow. Nothing more is to be sent.
        case ended
    }

    /// The connection's socket. It is open while the connection is in the ``ClientTable``.
    let socket: Int32

    /// The client's address, without its port.
    let host: String

    /// The phase in the low three bits and the deadline, in milliseconds, above them: both change in one step.
    private let state = Atomic<UInt64>(Phase.pending.rawValue)

    init(socket: Int32, host: String) {
        self.socket = socket
        self.host = host
    }

    /// The connection is served from now on.
    func opened(limits: HTTPServerLimits) {
        move(to: .reading, milliseconds: limits.requestSeconds * 1000, from: [.pending])
    }

    /// A request line has arrived.
    func requestBegan(limits: HTTPServerLimits) {
        // Never later than what was set before: a client cannot gain time by sending its request line late.
        move(to: .reading, milliseconds: limits.requestSeconds * 1000, from: [.reading], keepingEarlier: true)
    }

    /// The request is complete. False if it came too late.
    func handlingBegan() -> Bool {
        move(to: .busy, from: [.reading])
    }

    /// An answer of so many bytes goes out. False if the request came too late.
    @discardableResult
    func sendingBegan(bytes: Int, limits: HTTPServerLimits) -> Bool {
        let seconds = 30 + bytes / limits.sendBytesPerSecond
        return move(to: .sending, milliseconds: seconds * 1000, from: [.reading, .busy])
    }

    /// The answer is being made, and the client waits for it: no deadline. False if its time was up before.
    func producingBegan() -> Bool {
        move(to: .busy, from: [.sending])
    }

    /// Of an answer of unknown length, so many bytes were taken since a moment of the ``MonotonicClock``. False if the
    /// client's time was up.
    func sendingGoesOn(since moment: UInt64, bytes: Int, limits: HTTPServerLimits) -> Bool {
        let seconds = 30 + bytes / limits.sendBytesPerSecond
        return move(to: .sending, at: moment + UInt64(seconds) * 1000, from: [.busy, .sending])
    }

    /// The request was refused before it was complete. False if it came too late anyway.
    func lingeringBegan() -> Bool {
        move(to: .lingering, milliseconds: 2000, from: [.reading])
    }

    /// The request is over, and the connection waits for the next one or for its end.
    func requestEnded(limits: HTTPServerLimits) {
        let seconds = limits.idleSeconds + limits.requestSeconds
        move(to: .reading, milliseconds: seconds * 1000, from: [.reading, .busy, .sending])
    }

    /// Ends the connection if its time is up, and says what it was busy with.
    func expire(now: UInt64) -> Phase? {
        let value = state.load(ordering: .relaxed)
        guard let phase = Phase(rawValue: value & 7), phase != .pending, phase != .busy, phase != .ended,
            value >> 3 < now
        else { return nil }
        let exchanged = state.compareExchange(
            expected: value, desired: Phase.ended.rawValue, ordering: .acquiringAndReleasing)
        return exchanged.exchanged ? phase : nil
    }

    @discardableResult
    private func move(
        to phase: Phase, milliseconds: Int = 0, from allowed: [Phase], keepingEarlier: Bool = false
    ) -> Bool {
        move(
            to: phase, at: MonotonicClock.now + UInt64(max(milliseconds, 0)), from: allowed,
            keepingEarlier: keepingEarlier)
    }

    private func move(to phase: Phase, at moment: UInt64, from allowed: [Phase], keepingEarlier: Bool = false) -> Bool {
        var value = state.load(ordering: .relaxed)
        while true {
            guard let current = Phase(rawValue: value & 7), allowed.contains(current) else { return false }
            var deadline = moment
            if keepingEarlier { deadline = min(deadline, value >> 3) }
            let result = state.compareExchange(
                expected: value, desired: deadline << 3 | phase.rawValue, ordering: .acquiringAndReleasing)
            if result.exchanged { return true }
            value = result.original
        }
    }
}
