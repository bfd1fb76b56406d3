import Glibc

/// The address of one end of a connection, IPv4 or IPv6, as the system writes it.
struct SocketAddress {
    private var storage = sockaddr_storage()

    /// How many bytes of the storage are in use.
    private(set) var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    /// Lets a system call write the address.
    @discardableResult
    mutating func fill<Result>(
        _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Result
    ) -> Result {
        var room = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &room) }
        }
        length = room
        return result
    }

    /// Lets a system call read the address.
    func read<Result>(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, length) }
        }
    }

    /// The port, 0 where there is none.
    var port: UInt16 {
        withUnsafeBytes(of: storage) { bytes in
            // Both kinds keep it in the same place, in network order, behind the family.
            let family = Int32(storage.ss_family)
            guard family == AF_INET || family == AF_INET6 else { return 0 }
            return UInt16(bytes[2]) << 8 | UInt16(bytes[3])
        }
    }

    /// The host as text, such as `192.0.2.7` or `2001:db8::1`; empty where it is not known. An IPv4 client of a socket
    /// for both kinds has its IPv4 text, so that one client has one name.
    var host: String {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = read { getnameinfo($0, $1, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) }
        guard code == 0 else { return "" }
        let host = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let mapped = "::ffff:"
        return host.hasPrefix(mapped) && host.contains(".") ? String(host.dropFirst(mapped.count)) : host
    }
}
