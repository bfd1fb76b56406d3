import Glibc
import Synchronization

/// The thread that takes new connections in, turns away those beyond the limits, and keeps the watch over slow clients.
///
/// libmicrohttpd could accept by itself. It would leave clients beyond its limit waiting without an answer, and its way
/// of ending it (`MHD_quiesce_daemon`, 0.9.75) races with its own threads and may abort the process.
final class Acceptor: Sendable {
    /// How often deadlines are looked at.
    private static let tick: Int32 = 100

    private let socket: ListeningSocket
    private let clients: ClientTable
    private let server: MicroHTTPD
    private let stopping = Atomic<Bool>(false)
    private let thread = Mutex<SystemThread?>(nil)

    /// Starts accepting.
    init(socket: ListeningSocket, clients: ClientTable, server: MicroHTTPD) throws(HTTPServerError) {
        self.socket = socket
        self.clients = clients
        self.server = server
        let thread = try SystemThread { self.run() }
        self.thread.withLock { $0 = thread }
    }

    /// Closes the listening socket; new clients are refused by the system from then on.
    func stop() {
        stopping.store(true, ordering: .releasing)
        // This wakes the thread up, and has the system refuse new clients.
        shutdown(socket.descriptor, Int32(SHUT_RDWR))
        let thread = self.thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        thread?.join()
        socket.close()
    }

    private func run() {
        var refused = RefusedSockets()
        while !stopping.load(ordering: .acquiring) {
            var wait = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&wait, 1, Self.tick)
            // Deadlines come first: under a flood of new connections there would be no quiet moment for them.
            let now = MonotonicClock.now
            clients.expire(now: now)
            refused.closeOld(now: now)
            if ready > 0 { acceptAll(&refused, now: now) }
        }
    }

    /// Takes in what waits, up to a number after which deadlines are looked at again.
    private func acceptAll(_ refused: inout RefusedSockets, now: UInt64) {
        for _ in 0..<256 {
            var address = SocketAddress()
            let client = address.fill { accept(socket.descriptor, $0, $1) }
            guard client >= 0 else {
                // Out of files or memory: the connection stays in the system's queue, and trying again at once would
                // only burn time that others need to finish.
                if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(errno) { usleep(20_000) }
                return
            }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            if !clients.admit(socket: client, host: address.host) {
                RawAnswer.send(.tooManyConnections, on: client)
                refused.add(client, now: now)
            } else if !server.add(socket: client, address: address) {
                clients.remove(socket: client)
            }
        }
    }
}

/// Connections that were turned away with an answer, kept open for a moment: closed at once, the answer would be lost
/// when the request that crosses it arrives and is met with a reset.
private struct RefusedSockets: ~Copyable {
    private static let most = 256
    private static let milliseconds: UInt64 = 500

    private var sockets: [(socket: Int32, since: UInt64)] = []

    mutating func add(_ socket: Int32, now: UInt64) {
        shutdown(socket, Int32(SHUT_WR))
        sockets.append((socket, now))
        if sockets.count > Self.most { closeFirst(sockets.count - Self.most) }
    }

    mutating func closeOld(now: UInt64) {
        closeFirst(sockets.prefix { $0.since + Self.milliseconds < now }.count)
    }

    private mutating func closeFirst(_ count: Int) {
        for entry in sockets.prefix(count) { Self.drainAndClose(entry.socket) }
        sockets.removeFirst(count)
    }

    /// Closing with bytes unread is what makes the system send a reset.
    private static func drainAndClose(_ socket: Int32) {
        var scratch = [UInt8](repeating: 0, count: 16 * 1024)
        _ = recv(socket, &scratch, scratch.count, Int32(MSG_DONTWAIT))
        close(socket)
    }

    deinit {
        for entry in sockets { Self.drainAndClose(entry.socket) }
    }
}
