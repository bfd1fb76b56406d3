import Glibc
import HTTPMessage

/// What a server puts up with: sizes, times and numbers beyond which it refuses, and how it says so.
///
/// Every limit holds for what comes from outside; none is there for tuning alone.
public struct HTTPServerLimits: Sendable, Equatable {
    /// Connections at once. One more is answered with 503 and closed. At run time the process's limit of open files
    /// may lower it; the server raises the soft limit as far as it is allowed to.
    public var connections = 4096

    /// Connections at once from one address, 0 for no limit. One more is answered with 503 and closed.
    ///
    /// The default is an eighth of ``connections``: no single address takes the server from the others, while an
    /// office behind one address, or a reverse proxy with its pool of connections, stays far below. Behind a proxy
    /// that opens more than that, set 0.
    public var connectionsPerAddress = 512

    /// Bytes of the request line and the header fields together; beyond them 431.
    public var headerBytes = 16 * 1024

    /// Bytes of the request target, path and query, as sent; beyond them 414.
    public var targetBytes = 8 * 1024

    /// Bytes of a request's body; beyond them 413, without reading the rest.
    public var bodyBytes = 1024 * 1024

    /// Bytes of the body of a request in the lane ``RequestLane/wait``, which writes use; beyond them 413, without reading
    /// the rest.
    public var waitingBodyBytes = 64 * 1024

    /// Seconds after which a connection on which nothing moves is closed, without an answer.
    public var idleSeconds = 15

    /// Seconds for sending a whole request, beyond which the answer is 408: against a client that drips bytes.
    ///
    /// They run from the opening of the connection, or from the end of the request line where the connection was kept
    /// alive. A request line that drips over such a connection has ``idleSeconds`` in addition.
    public var requestSeconds = 20

    /// The slowest that a client may take its answer, in bytes a second, after the first 30 seconds; a slower one is
    /// cut off. The default is a fifth of a 40 kbit/s line.
    public var sendBytesPerSecond = 1024

    /// Requests of the lane ``RequestLane/work`` that wait for a worker; beyond them 503 with `Retry-After`.
    public var queuedRequests = 256

    /// Threads that run the handler for requests of the lane ``RequestLane/work``.
    public var workers = max(2, HTTPServerLimits.processors)

    /// Requests of the lane ``RequestLane/wait`` that wait for a thread; beyond them 503 with `Retry-After`.
    public var queuedWaits = 256

    /// Threads that run the handler for requests of the lane ``RequestLane/wait``. They sleep most of their time.
    public var waitingWorkers = 64

    /// Threads that read requests, write answers, and run the handler for requests of the lane ``RequestLane/quick``.
    public var networkThreads = min(4, max(2, HTTPServerLimits.processors))

    /// Answers at once whose bodies are made while they are sent, each by a thread of its own; beyond them 503 with
    /// `Retry-After`. One address that is no proxy has at most half of them.
    public var streams = 8

    /// Bytes of the body of a request in a lane.
    func bodyBytes(_ lane: RequestLane) -> Int {
        lane == .wait ? waitingBodyBytes : bodyBytes
    }

    /// Creates the default limits.
    public init() {}

    private static var processors: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// These limits with each brought into the range in which the server works, so that an odd configuration makes it
    /// strict rather than broken.
    var clamped: HTTPServerLimits {
        var limits = self
        limits.connections = min(max(connections, 1), 1_000_000)
        limits.connectionsPerAddress = max(connectionsPerAddress, 0)
        limits.headerBytes = min(max(headerBytes, 512), 16 * 1024 * 1024)
        limits.targetBytes = min(max(targetBytes, 64), limits.headerBytes)
        limits.bodyBytes = min(max(bodyBytes, 0), 1024 * 1024 * 1024)
        limits.waitingBodyBytes = min(max(waitingBodyBytes, 0), 1024 * 1024 * 1024)
        limits.idleSeconds = min(max(idleSeconds, 1), 86_400)
        limits.requestSeconds = min(max(requestSeconds, 1), 86_400)
        limits.sendBytesPerSecond = max(sendBytesPerSecond, 1)
        limits.queuedRequests = max(queuedRequests, 1)
        limits.workers = min(max(workers, 1), 1024)
        limits.queuedWaits = max(queuedWaits, 1)
        limits.waitingWorkers = min(max(waitingWorkers, 1), 1024)
        limits.streams = min(max(streams, 1), 1024)
        limits.networkThreads = min(max(networkThreads, 1), 256)
        return limits
    }
}
