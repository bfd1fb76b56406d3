import Glibc
public import HTTPMessage
import Synchronization

/// An HTTP/1.1 server around one function from request to response.
///
///     let server = try HTTPServer(configuration: HTTPServerConfiguration(port: 8080)) { request in
///         HTTPResponse(status: 200, body: Array("You asked for \(request.path)\n".utf8))
///     }
///     …
///     server.stop(drain: 5)
///
/// The handler is called on several threads at once. It never sees a request that is malformed or beyond the limits: the
/// server answers those itself, with a problem document (RFC 9457). What it returns is sent as it is, with `Date` and
/// `Content-Length`; to `HEAD` without the body.
///
/// A body that is a `BodyStream` is made on one of ``HTTPServerLimits/streams`` threads while it is sent, in chunks, no faster
/// than its reader takes it. Where it cannot be finished the connection is reset.
///
/// It speaks no TLS and does not hand over a request's body piece by piece: that is a whole array.
public final class HTTPServer: Sendable {
    private struct Running: Sendable {
        let acceptor: Acceptor
        let server: MicroHTTPD
    }

    /// The port that the server listens on: the one asked for, or the one the system gave.
    public let port: UInt16

    private let core: ServerCore
    private let running: Mutex<Running?>

    /// Starts listening. When this returns, clients can connect.
    ///
    /// Two settings of the process change with the first server: SIGPIPE is ignored, since a client that goes away must
    /// not end the process; and the soft limit of open files is raised, up to the hard limit, to what
    /// ``HTTPServerLimits/connections`` needs.
    public init(
        configuration: HTTPServerConfiguration, handler: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) throws(HTTPServerError) {
        signal(SIGPIPE, SIG_IGN)
        var limits = configuration.limits.clamped
        limits.connections = FileLimit.raise(toServe: limits.connections)
        let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
        let core = try ServerCore(limits: limits, configuration: configuration, handler: handler)
        self.core = core
        let server: MicroHTTPD
        do {
            server = try MicroHTTPD(core: core)
        } catch {
            core.abandonExchanges()
            throw error
        }
        do {
            let acceptor = try Acceptor(socket: socket, clients: core.clients, server: server)
            running = Mutex(Running(acceptor: acceptor, server: server))
        } catch {
            core.abandonExchanges()
            server.stop()
            throw error
        }
        port = socket.port
    }

    /// What the server is doing. It waits for nothing, also while the server is being stopped.
    public var status: HTTPServerStatus { core.status }

    deinit { stop(drain: 0) }

    /// Stops the server: refuses new connections, finishes the requests under way, and closes every connection.
    ///
    /// Requests that are not finished after so many seconds get 503. A handler that is still running then is not waited
    /// for; its thread goes on and its answer is dropped. Calling it again does nothing; calling it while another thread
    /// is in it waits for that. Not to be called from the handler.
    public func stop(drain seconds: Double) {
        running.withLock { running in
            guard let stopped = running else { return }
            running = nil
            let (acceptor, server) = (stopped.acceptor, stopped.server)
            core.beginStopping()
            acceptor.stop()
            core.waitForExchanges(seconds: seconds.isFinite ? min(max(seconds, 0), 86_400) : 0)
            core.abandonExchanges()
            // The 503s of the abandoned ones want to be sent.
            core.waitForExchanges(seconds: 0.2)
            server.stop()
        }
    }
}
