import ReportStore

/// Who sent a request, and what that person may see.
public struct Visitor: Sendable, Equatable {
    /// The key that came with the request, or `nil` without one. It is known and not revoked.
    public var key: AccessKey?

    /// What the visitor sees.
    public var audience: Audience

    /// The client's address, without its port, behind all trusted proxies; empty where it is not known.
    public var address: String

    /// Creates a visitor.
    public init(key: AccessKey? = nil, audience: Audience = .public, address: String = "") {
        self.key = key
        self.audience = audience
        self.address = address
    }
}
