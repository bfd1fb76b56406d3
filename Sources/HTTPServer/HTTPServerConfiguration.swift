import HTTPMessage

/// Where a server listens, and what it puts up with.
public struct HTTPServerConfiguration: Sendable {
    /// The address to listen on: `127.0.0.1`, `::1` or `localhost` for this machine alone, `0.0.0.0` for every IPv4
    /// address, `::` for every address of both kinds. A host name is looked up; the first of its addresses that can
    /// be listened on is taken.
    public var host: String

    /// The port; 0 for any free one, which ``HTTPServer/port`` then tells.
    public var port: UInt16

    /// What the server puts up with.
    public var limits: HTTPServerLimits

    /// What answering a request takes. It is asked before the body is read, with the body empty, since the lane also
    /// sets the body's limit. By default reads are ``RequestLane/work``, and all other methods ``RequestLane/wait``.
    public var lane: @Sendable (HTTPRequest) -> RequestLane

    /// Whether an address is a proxy of the operator's own, which speaks for many clients and so is exempt from
    /// ``HTTPServerLimits/connectionsPerAddress``. By default none is.
    public var isProxy: @Sendable (String) -> Bool

    /// Creates a configuration.
    public init(
        host: String = "127.0.0.1", port: UInt16 = 8080, limits: HTTPServerLimits = HTTPServerLimits(),
        lane: @escaping @Sendable (HTTPRequest) -> RequestLane = HTTPServerConfiguration.laneByMethod,
        isProxy: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        self.host = host
        self.port = port
        self.limits = limits
        self.lane = lane
        self.isProxy = isProxy
    }

    /// The lane that a request's method alone suggests.
    public static let laneByMethod: @Sendable (HTTPRequest) -> RequestLane = { request in
        ["GET", "HEAD", "OPTIONS"].contains(request.method) ? .work : .wait
    }
}
