import HTTPMessage
import Synchronization

/// A connection's handle of libmicrohttpd.
///
/// `@unchecked Sendable`: the handle is only a number here. What may be called with it, and when, is up to
/// ``ServerCore``: libmicrohttpd's thread of the connection may do everything, a worker only resume it while it is
/// suspended, and libmicrohttpd keeps a suspended connection alive.
struct ConnectionHandle: @unchecked Sendable {
    let pointer: OpaquePointer
}

/// One request and its answer, from the request line until the answer is sent or given up.
///
/// The C side holds the one retained reference behind its pointer, from `began` to `ended`.
final class Exchange: Sendable {
    /// How far an exchange has come.
    enum Phase {
        /// The request line is there, the header fields are not.
        case head
        /// The body is being read.
        case body
        /// Refused and told so; so many more bytes of the body are thrown away before the connection is closed.
        case lingering(left: Int)
        /// The connection is suspended, and the handler has the request.
        case waiting
        /// The answer is there, to be sent when the connection goes on.
        case answered(HTTPResponse)
        /// The answer was handed to libmicrohttpd.
        case sent
    }

    /// What changes; the lock is there for the moment when a worker hands over the answer.
    struct State {
        var phase = Phase.head
        var request = HTTPRequest(path: "/")
        var lane = RequestLane.work
    }

    let client: ClientConnection
    let connection: ConnectionHandle

    /// The request's target as it was sent, up to a NUL if it held one.
    let target: [UInt8]

    let state = Mutex(State())

    init(client: ClientConnection, connection: ConnectionHandle, target: [UInt8]) {
        self.client = client
        self.connection = connection
        self.target = target
    }
}
