/// What a server is doing and has turned away, for those who watch it.
public struct HTTPServerStatus: Sendable, Equatable {
    /// Connections that are open.
    public var connections = 0

    /// Requests that have begun to arrive and are not answered.
    public var requests = 0

    /// Answers whose bodies are being made while they are sent.
    public var streams = 0

    /// Connections that were turned away since the start, because too many were open.
    public var refusedConnections = 0

    /// Requests that were turned away since the start, because too many were waiting for a thread.
    public var refusedRequests = 0

    /// Creates the status of a server that does nothing.
    public init() {}
}
