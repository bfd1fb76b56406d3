import HTTPMessage
import Synchronization

/// The bodies that are being made while they are sent: counts them against the limits, and runs each on a thread of its own.
final class StreamTable: Sendable {
    private struct State {
        var buffers: [ObjectIdentifier: StreamBuffer] = [:]
        var perHost: [String: Int] = [:]
        var isClosed = false
    }

    private let state = Mutex(State())
    private let limits: HTTPServerLimits
    private let isProxy: @Sendable (String) -> Bool
    private let workers: WorkerPool

    init(limits: HTTPServerLimits, isProxy: @escaping @Sendable (String) -> Bool) throws(HTTPServerError) {
        (self.limits, self.isProxy) = (limits, isProxy)
        // Tiles come first: whoever fetches a million features waits for seconds anyway.
        workers = try WorkerPool(
            workers: limits.streams, capacity: limits.streams, stackBytes: Self.stackBytes, isBackground: true)
    }

    /// Room for writing features and reading a database.
    private static let stackBytes = 1 << 20

    /// The streams whose bodies are being made.
    var count: Int { state.withLock { $0.buffers.count } }

    /// Begins to make a body. `nil` where as many as may be are under way, in all or for this client.
    func begin(_ stream: BodyStream, on exchange: Exchange) -> StreamBuffer? {
        let host = exchange.client.host
        let share = isProxy(host) ? limits.streams : max(1, limits.streams / 2)
        let buffer = state.withLock { state -> StreamBuffer? in
            guard !state.isClosed, state.buffers.count < limits.streams, state.perHost[host, default: 0] < share,
                workers.reserve()
            else { return nil }
            let buffer = StreamBuffer(exchange, limits: limits)
            state.buffers[ObjectIdentifier(buffer)] = buffer
            state.perHost[host, default: 0] += 1
            return buffer
        }
        guard let buffer else { return nil }
        workers.submit { self.run(stream, buffer, host) }
        return buffer
    }

    /// Breaks off all streams, and lets no new one begin. Called when the server stops.
    func close() {
        let buffers = state.withLock { state in
            state.isClosed = true
            return Array(state.buffers.values)
        }
        for buffer in buffers { buffer.abandon() }
        workers.close()
    }

    private func run(_ stream: BodyStream, _ buffer: StreamBuffer, _ host: String) {
        do {
            try stream.produce { try buffer.write($0) }
            buffer.end(isComplete: true)
        } catch {
            buffer.end(isComplete: false)
        }
        state.withLock { state in
            state.buffers[ObjectIdentifier(buffer)] = nil
            let left = state.perHost[host, default: 0] - 1
            state.perHost[host] = left > 0 ? left : nil
        }
    }
}
