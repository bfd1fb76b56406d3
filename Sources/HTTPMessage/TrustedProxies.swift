/// The operator's own proxies, and what they say about the clients behind them.
public struct TrustedProxies: Sendable, Equatable {
    /// Where the proxies are. Without any, what a request says about its client is ignored.
    public var ranges: [NetworkRange]

    /// Creates a list.
    public init(_ ranges: [NetworkRange] = []) {
        self.ranges = ranges
    }

    /// Whether an address is one of the proxies.
    public func contains(_ address: String) -> Bool {
        guard !ranges.isEmpty, let address = NetworkAddress(address) else { return false }
        return contains(address)
    }

    private func contains(_ address: NetworkAddress) -> Bool {
        ranges.contains { $0.contains(address) }
    }

    /// The address of the client that sent a request: the connection's, or, where that is a proxy's, the last one in
    /// `X-Forwarded-For` that is no proxy's. Each proxy adds at the end whom it got the request from, so what stands
    /// before that is what the client may have made up. Where the list holds something that is no address, the last proxy
    /// that was reached before counts.
    ///
    /// `Forwarded` (RFC 7239) is not read: a proxy that sets one of the two fields passes the other on as the client
    /// wrote it.
    public func clientAddress(of request: HTTPRequest) -> String {
        guard contains(request.clientAddress), let field = request.header("X-Forwarded-For") else {
            return request.clientAddress
        }
        var nearest = request.clientAddress
        for hop in field.split(separator: ",", omittingEmptySubsequences: false).reversed() {
            guard let address = Self.address(hop) else { return nearest }
            nearest = address.description
            guard contains(address) else { return nearest }
        }
        return nearest
    }

    /// Some proxies add the port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    private static func address(_ hop: Substring) -> NetworkAddress? {
        let blanks: Set<Character> = [" ", "\t"]
        var trimmed = hop.drop { blanks.contains($0) }
        while let last = trimmed.last, blanks.contains(last) { trimmed.removeLast() }
        let text = String(trimmed)
        if let address = NetworkAddress(text) { return address }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            return NetworkAddress(String(text[text.index(after: text.startIndex)..<end]))
        }
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let port = text[text.index(after: colon)...]
        guard !port.isEmpty, port.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        // Without brackets, only an IPv4 address can be told from its port.
        let address = NetworkAddress(String(text[..<colon]))
        return text[..<colon].contains(":") ? nil : address
    }
}
