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

    /// Whether a request is answered within a millisecond or so. The handler runs for such requests on the thread that
    /// read them, which saves two changes of thread, and holds up that thread's other connections meanwhile. All
    /// others wait for a worker. By default none is quick.
    public var isQuick: @Sendable (HTTPRequest) -> Bool

    /// Creates a configuration.
    public init(
        host: String = "127.0.0.1", port: UInt16 = 8080, limits: HTTPServerLimits = HTTPServerLimits(),
        isQuick: @escaping @Sendable (HTTPRequest) -> Bool = { _ in false }
    ) {
        self.host = host
        self.port = port
        self.limits = limits
        self.isQuick = isQuick
    }
}
