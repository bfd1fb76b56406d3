import Glibc
import Synchronization

/// A socket that listens, open until ``close()``.
final class ListeningSocket: Sendable {
    /// The port that it is bound to.
    let port: UInt16

    private let open: Atomic<Int32>

    /// The socket's number, or -1 after ``close()``.
    var descriptor: Int32 { open.load(ordering: .acquiring) }

    /// Binds to the first of the host's addresses that can be listened on.
    init(host: String, port: UInt16) throws(HTTPServerError) {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &found)
        guard !host.isEmpty, code == 0 else {
            throw .badHost(host, reason: host.isEmpty ? "it is empty" : String(cString: gai_strerror(code)))
        }
        defer { freeaddrinfo(found) }

        var failure = EADDRNOTAVAIL
        var candidate = found
        while let address = candidate {
            switch Self.listen(on: address.pointee) {
            case .success(let descriptor):
                self.open = Atomic(descriptor)
                self.port = Self.boundPort(of: descriptor)
                return
            case .failure(let error): failure = error.number
            }
            candidate = address.pointee.ai_next
        }
        throw .cannotListen(host: host, port: port, errno: failure)
    }

    deinit { close() }

    /// Stops listening. Whoever waits for the socket must have ended first: its number may be given to another file.
    func close() {
        let descriptor = open.exchange(-1, ordering: .acquiringAndReleasing)
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    private struct SystemError: Error { let number: Int32 }

    private static func listen(on address: addrinfo) -> Result<Int32, SystemError> {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.ai_family, type, 0)
        guard descriptor >= 0 else { return .failure(SystemError(number: errno)) }
        // A restarted server takes its port back although old connections linger in TIME_WAIT. Two servers on one port
        // are still impossible (that would be SO_REUSEPORT).
        set(descriptor, SOL_SOCKET, SO_REUSEADDR, 1)
        if address.ai_family == AF_INET6 { set(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 0) }
        guard bind(descriptor, address.ai_addr, address.ai_addrlen) == 0, Glibc.listen(descriptor, SOMAXCONN) == 0
        else {
            let error = SystemError(number: errno)
            _ = Glibc.close(descriptor)
            return .failure(error)
        }
        return .success(descriptor)
    }

    private static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        _ = setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func boundPort(of descriptor: Int32) -> UInt16 {
        var address = SocketAddress()
        address.fill { getsockname(descriptor, $0, $1) }
        return address.port
    }
}
