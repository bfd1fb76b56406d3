import Glibc

/// An IPv4 or IPv6 address without a port. An IPv4 address inside IPv6 (`::ffff:192.0.2.1`) is the IPv4 address, so
/// that one client has one address.
public struct NetworkAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address's bytes in network order: 4 or 16.
    public let bytes: [UInt8]

    /// Reads an address as `inet_pton` does: `192.0.2.1`, `2001:db8::1`. Nothing else is one, no name, port or zone.
    public init?(_ text: String) {
        // A NUL would end the C string early, and what stands behind it would go unread.
        guard text.utf8.count <= 64, !text.utf8.contains(0) else { return nil }
        if let bytes = Self.bytes(text, AF_INET, count: 4) {
            self.bytes = bytes
        } else if let bytes = Self.bytes(text, AF_INET6, count: 16) {
            self.bytes = bytes.starts(with: Self.mappedPrefix) ? Array(bytes.suffix(4)) : bytes
        } else {
            return nil
        }
    }

    /// The first bytes of an IPv4 address inside IPv6 (RFC 4291, section 2.5.5.2).
    static let mappedPrefix: [UInt8] = Array(repeating: 0, count: 10) + [255, 255]

    /// The number of the address's bits: 32 or 128.
    public var bitCount: Int { bytes.count * 8 }

    /// What one subscriber has: the address itself, or, of an IPv6 address, its first 64 bits with zeros behind them.
    /// Whoever has one address of such a network has all of them (RFC 6177), so it is what a limit should count by.
    public var subscriber: NetworkAddress {
        bytes.count == 4 ? self : NetworkAddress(bytes: bytes.prefix(8) + Array(repeating: 0, count: 8))
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The address as the system writes it.
    public var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        let isWritten = inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil
        return isWritten ? String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : ""
    }

    private static func bytes(_ text: String, _ family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }
}

/// All addresses that begin with the same bits (CIDR, RFC 4632).
public struct NetworkRange: Sendable, Hashable {
    /// Any address of the range.
    public let address: NetworkAddress

    /// How many of the first bits are the same.
    public let prefixLength: Int

    /// Reads `10.0.0.0/8`, `2001:db8::/32`, or a single address.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let first = parts.first, let address = NetworkAddress(first) else { return nil }
        self.address = address
        guard parts.count == 2 else {
            prefixLength = address.bitCount
            return
        }
        guard parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let length = Int(parts[1]),
            (0...address.bitCount).contains(length), address.bitCount == 128 || !first.contains(":")
        else { return nil }
        prefixLength = length
    }

    /// Whether an address lies in the range; one of the other kind never does.
    public func contains(_ other: NetworkAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        var bits = prefixLength
        for (left, right) in zip(address.bytes, other.bytes) where bits > 0 {
            let mask = bits >= 8 ? UInt8.max : ~(UInt8.max >> UInt8(bits))
            guard left & mask == right & mask else { return false }
            bits -= 8
        }
        return true
    }
}
