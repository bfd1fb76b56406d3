import Glibc
import Synchronization

/// The open connections: counts them against the limits, and ends those whose time is up.
final class ClientTable: Sendable {
    private struct State {
        var clients: [Int32: ClientConnection] = [:]
        var perHost: [String: Int] = [:]
        var refused = 0
    }

    private let state = Mutex(State())
    private let limits: HTTPServerLimits
    private let isProxy: @Sendable (String) -> Bool

    init(limits: HTTPServerLimits, isProxy: @escaping @Sendable (String) -> Bool = { _ in false }) {
        self.limits = limits
        self.isProxy = isProxy
    }

    /// The connections that are open, and those that were turned away so far.
    var counts: (open: Int, refused: Int) { state.withLock { ($0.clients.count, $0.refused) } }

    /// Enters an accepted socket. False, and nothing entered, where a limit is reached.
    func admit(socket: Int32, host: String) -> Bool {
        let perAddress = limits.connectionsPerAddress == 0 || isProxy(host) ? Int.max : limits.connectionsPerAddress
        return state.withLock { state in
            guard state.clients.count < limits.connections, state.perHost[host, default: 0] < perAddress else {
                state.refused += 1
                return false
            }
            // An entry of the same number belongs to a socket that was closed before it was served.
            if let stale = state.clients[socket] { Self.remove(stale, from: &state) }
            state.clients[socket] = ClientConnection(socket: socket, host: host)
            state.perHost[host, default: 0] += 1
            return true
        }
    }

    /// The connection of a socket.
    func client(of socket: Int32) -> ClientConnection? {
        state.withLock { $0.clients[socket] }
    }

    /// Takes a connection out. Its socket may be closed after this, and not before.
    func remove(_ client: ClientConnection) {
        state.withLock { Self.remove(client, from: &$0) }
    }

    /// Takes out a socket that was never served.
    func remove(socket: Int32) {
        state.withLock { state in
            if let client = state.clients[socket] { Self.remove(client, from: &state) }
        }
    }

    /// Ends the connections whose time is up. Those that were slow to send their request are told so.
    func expire(now: UInt64) {
        // Under the lock, so that no socket is closed, and its number given to another file, meanwhile. Both calls
        // return at once.
        state.withLock { state in
            for client in state.clients.values {
                guard let phase = client.expire(now: now) else { continue }
                if phase == .reading { RawAnswer.send(.tooSlow(limits.requestSeconds), on: client.socket) }
                shutdown(client.socket, Int32(SHUT_RDWR))
            }
        }
    }

    private static func remove(_ client: ClientConnection, from state: inout State) {
        guard state.clients[client.socket] === client else { return }
        state.clients[client.socket] = nil
        let left = state.perHost[client.host, default: 0] - 1
        state.perHost[client.host] = left > 0 ? left : nil
    }
}
