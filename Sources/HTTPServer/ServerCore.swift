import CMicroHTTPD
import Glibc
import HTTPMessage
import Synchronization

/// What happens to requests: checks them, hands them to the handler on the right thread, and sends the answers.
///
/// Everything here is called on the connection's thread of libmicrohttpd unless it says otherwise.
final class ServerCore: Sendable {
    private struct Suspended {
        var exchanges: [ObjectIdentifier: Exchange] = [:]
        var isClosed = false
    }

    let limits: HTTPServerLimits
    let clients: ClientTable
    private let handler: @Sendable (HTTPRequest) -> HTTPResponse
    private let lane: @Sendable (HTTPRequest) -> RequestLane
    private let workers: WorkerPool
    private let waiters: WorkerPool
    private let streams: StreamTable

    /// The exchanges whose connections are suspended. Whoever takes one out is the one to resume it, inside the lock: so
    /// each is resumed once, and none is left when libmicrohttpd is stopped, which would abort the process.
    private let suspended = Mutex(Suspended())

    private let exchanges = Atomic<Int>(0)
    private let refused = Atomic<Int>(0)
    private let stopping = Atomic<Bool>(false)

    init(
        limits: HTTPServerLimits, configuration: HTTPServerConfiguration,
        handler: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) throws(HTTPServerError) {
        self.limits = limits
        self.handler = handler
        lane = configuration.lane
        clients = ClientTable(limits: limits, isProxy: configuration.isProxy)
        let workers = try WorkerPool(workers: limits.workers, capacity: limits.queuedRequests)
        self.workers = workers
        var waiters: WorkerPool?
        do {
            let pool = try WorkerPool(
                workers: limits.waitingWorkers, capacity: limits.queuedWaits, stackBytes: Self.waitersStackBytes)
            waiters = pool
            self.waiters = pool
            streams = try StreamTable(limits: limits, isProxy: configuration.isProxy)
        } catch {
            workers.close()
            waiters?.close()
            throw error
        }
    }

    /// Room for a write's own work, which is reading a small document and a database; a sixteenth of the usual stack.
    private static let waitersStackBytes = 512 * 1024

    /// What the server is doing.
    var status: HTTPServerStatus {
        var status = HTTPServerStatus()
        (status.connections, status.refusedConnections) = clients.counts
        status.requests = exchanges.load(ordering: .relaxed)
        status.refusedRequests = refused.load(ordering: .relaxed)
        status.streams = streams.count
        return status
    }

    // MARK: The life of an exchange

    /// A request line arrived.
    func begin(client: ClientConnection, connection: ConnectionHandle, target: [UInt8]) -> Exchange {
        exchanges.add(1, ordering: .relaxed)
        client.requestBegan(limits: limits)
        return Exchange(client: client, connection: connection, target: target)
    }

    /// The header fields arrived. False closes the connection.
    func readHead(_ exchange: Exchange, _ fields: RequestHead.Fields) -> Bool {
        do throws(Refusal) {
            let head = try RequestHead(
                fields, target: exchange.target, clientAddress: exchange.client.host, limits: limits)
            let lane = lane(head.request)
            guard head.announcedBodyBytes <= UInt64(limits.bodyBytes(lane)) else {
                throw Refusal.bodyTooLarge(limits.bodyBytes(lane))
            }
            exchange.state.withLock { state in
                state.phase = .body
                state.request = head.request
                state.lane = lane
            }
            return true
        } catch {
            // Where a body is on its way, libmicrohttpd's own way of answering would cut the client off; where the
            // client waits to be told `100 Continue`, it would be told so.
            return fields.isFollowedByBody
                ? linger(exchange, error, method: fields.method) : send(error.response, on: exchange)
        }
    }

    /// A piece of the body arrived. False closes the connection.
    func readBody(_ exchange: Exchange, _ bytes: UnsafeRawBufferPointer) -> Bool {
        enum Step { case goOn, close, refuse(method: String, limit: Int) }
        let step: Step = exchange.state.withLock { state in
            switch state.phase {
            case .body where state.request.body.count + bytes.count <= limits.bodyBytes(state.lane):
                state.request.body.append(contentsOf: bytes)
                return .goOn
            case .body: return .refuse(method: state.request.method, limit: limits.bodyBytes(state.lane))
            case .lingering(let left) where left >= bytes.count:
                state.phase = .lingering(left: left - bytes.count)
                return .goOn
            default: return .close
            }
        }
        switch step {
        case .goOn: return true
        case .close: return false
        case .refuse(let method, let limit): return linger(exchange, .bodyTooLarge(limit), method: method)
        }
    }

    /// The request is complete, or its connection was resumed. False closes the connection.
    func goOn(_ exchange: Exchange) -> Bool {
        let (phase, request, lane) = exchange.state.withLock { ($0.phase, $0.request, $0.lane) }
        switch phase {
        case .body:
            guard exchange.client.handlingBegan() else { return false }
            switch lane {
            case .quick: return send(handler(request), on: exchange)
            case .work: return suspend(exchange, until: workers)
            case .wait: return suspend(exchange, until: waiters)
            }
        case .answered(let response): return send(response, on: exchange)
        case .head, .lingering, .waiting, .sent: return false
        }
    }

    /// The answer was sent, or the exchange was given up.
    func end(_ exchange: Exchange) {
        exchange.client.requestEnded(limits: limits)
        exchanges.subtract(1, ordering: .releasing)
    }

    // MARK: Answers

    private func send(_ response: HTTPResponse, on exchange: Exchange) -> Bool {
        let response = (200...599).contains(response.status) ? response : Refusal.badResponse.response
        let method = exchange.state.withLock { state in
            state.phase = .sent
            return state.request.method
        }
        guard exchange.client.sendingBegan(bytes: response.length ?? 0, limits: limits) else { return false }
        let isClosing = stopping.load(ordering: .relaxed)
        guard let stream = response.stream, method != "HEAD" else {
            return ResponseWriter.send(response, on: exchange.connection, closing: isClosing)
        }
        guard let buffer = streams.begin(stream, on: exchange) else {
            refused.add(1, ordering: .relaxed)
            let refusal = isClosing ? Refusal.stopping : .tooManyStreams
            return ResponseWriter.send(refusal.response, on: exchange.connection, closing: isClosing)
        }
        return ResponseWriter.send(response, from: buffer, on: exchange.connection, closing: isClosing)
    }

    /// Answers a client that is sending its body, and goes on reading for a moment. Closing at once would reset the
    /// connection under bytes that are on their way, and with it, often, the answer (RFC 9112, section 9.6).
    private func linger(_ exchange: Exchange, _ refusal: Refusal, method: String) -> Bool {
        guard exchange.client.lingeringBegan() else { return false }
        exchange.state.withLock { state in
            state.phase = .lingering(left: 16 * 1024 * 1024)
            state.request.body = []
        }
        RawAnswer.send(refusal, on: exchange.client.socket, withBody: method != "HEAD")
        shutdown(exchange.client.socket, Int32(SHUT_WR))
        return true
    }

    // MARK: Workers

    private func suspend(_ exchange: Exchange, until pool: WorkerPool) -> Bool {
        guard pool.reserve() else {
            refused.add(1, ordering: .relaxed)
            return send(Refusal.tooManyRequests.response, on: exchange)
        }
        let isSuspended = suspended.withLock { suspended in
            guard !suspended.isClosed else { return false }
            exchange.state.withLock { $0.phase = .waiting }
            microhttpd_suspend(exchange.connection.pointer)
            suspended.exchanges[ObjectIdentifier(exchange)] = exchange
            return true
        }
        guard isSuspended else { return send(Refusal.stopping.response, on: exchange) }
        pool.submit { self.handle(exchange) }
        return true
    }

    /// Runs the handler. Called by a worker.
    private func handle(_ exchange: Exchange) {
        let request = exchange.state.withLock { $0.request }
        let response = handler(request)
        suspended.withLock { suspended in
            // Not there any more where the server was stopped meanwhile; the connection is gone then.
            guard suspended.exchanges.removeValue(forKey: ObjectIdentifier(exchange)) != nil else { return }
            Self.resume(exchange, with: response)
        }
    }

    private static func resume(_ exchange: Exchange, with response: HTTPResponse) {
        exchange.state.withLock { $0.phase = .answered(response) }
        microhttpd_resume(exchange.connection.pointer)
    }

    // MARK: Stopping. Called by the thread that stops the server

    /// From now on every answer closes its connection.
    func beginStopping() {
        stopping.store(true, ordering: .relaxed)
    }

    /// Waits until no request is under way, or the time is up.
    func waitForExchanges(seconds: Double) {
        let end = MonotonicClock.now + UInt64(seconds * 1000)
        // Looking again every few milliseconds, once in a server's life, is cheaper than signalling after each request.
        // The first pause is for requests that have arrived and not been read.
        repeat { usleep(5000) } while exchanges.load(ordering: .acquiring) > 0 && MonotonicClock.now < end
    }

    /// Answers every request that still waits for a worker or for the handler with 503, and breaks off the bodies that are
    /// still being made. The handler's answer is dropped when it comes.
    func abandonExchanges() {
        suspended.withLock { suspended in
            suspended.isClosed = true
            for exchange in suspended.exchanges.values { Self.resume(exchange, with: Refusal.stopping.response) }
            suspended.exchanges = [:]
        }
        streams.close()
        workers.close()
        waiters.close()
    }
}
