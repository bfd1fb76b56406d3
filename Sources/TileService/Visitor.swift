import HTTPMessage
import ReportStore

/// Who sent a request, and what that person may see.
public struct Visitor: Sendable, Equatable {
    /// The key that came with the request, or `nil` without one. It is known and not revoked.
    public var key: AccessKey?

    /// What the visitor sees.
    public var audience: Audience

    /// The client's address, without its port, behind all trusted proxies; empty where it is not known.
    public var address: String

    /// What a limit per address counts by: the address, or, of an IPv6 address, the network of its first 64 bits.
    public var subscriber: String {
        NetworkAddress(address)?.subscriber.description ?? address
    }

    /// Creates a visitor.
    public init(key: AccessKey? = nil, audience: Audience = .public, address: String = "") {
        self.key = key
        self.audience = audience
        self.address = address
    }
}
