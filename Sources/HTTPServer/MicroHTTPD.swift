import CMicroHTTPD
import Glibc

/// The running libmicrohttpd, and the one place where its C callbacks meet Swift.
///
/// Ownership: the library holds one retained reference to the core, one to each ``ClientConnection`` from `opened` to
/// `closed`, and one to each ``Exchange`` from `began` to `ended`. Nothing else releases them.
///
/// `@unchecked Sendable`: the handle may be used from any thread; ``add(socket:address:)`` must not be called after
/// ``stop()``, nor ``stop()`` twice, which ``HTTPServer`` sees to.
struct MicroHTTPD: @unchecked Sendable {
    private let server: OpaquePointer
    private let core: Unmanaged<ServerCore>

    /// Starts the library's threads.
    init(core: ServerCore) throws(HTTPServerError) {
        let retained = Unmanaged.passRetained(core)
        var callbacks = microhttpd_callbacks(
            context: retained.toOpaque(), opened: opened, closed: closed, began: began, proceed: proceed, ended: ended)
        var options = microhttpd_options(
            threads: UInt32(core.limits.networkThreads),
            // The library divides its limit among its threads, and would turn connections away without a word while
            // one thread has more than its share. The core counts them itself, so this is only never to be reached.
            connections: UInt32(clamping: core.limits.connections * core.limits.networkThreads + 64),
            idle_seconds: UInt32(core.limits.idleSeconds),
            // The header fields as read, and as much again for the library's records of them, for the answer's header,
            // and for pieces of the body.
            connection_bytes: 2 * max(core.limits.headerBytes, 4096))
        guard let server = microhttpd_start(&options, &callbacks) else {
            retained.release()
            throw .cannotStart(errno: errno)
        }
        self.server = server
        self.core = retained
    }

    /// Hands over an accepted socket, which the library closes. False if it could not take it.
    func add(socket: Int32, address: SocketAddress) -> Bool {
        address.read { microhttpd_add(server, socket, $0, $1) }
    }

    /// Closes all connections and ends the library's threads. No connection may be suspended.
    func stop() {
        microhttpd_stop(server)
        core.release()
    }
}
