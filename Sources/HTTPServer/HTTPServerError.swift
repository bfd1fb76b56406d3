import Glibc

/// Why a server could not be started.
public enum HTTPServerError: Error, Equatable, CustomStringConvertible {
    /// The host is neither an address nor a name that can be looked up.
    case badHost(String, reason: String)

    /// The address cannot be listened on; `errno` is the system's reason, such as `EADDRINUSE`.
    case cannotListen(host: String, port: UInt16, errno: Int32)

    /// The system gives no threads or memory; `errno` is its reason.
    case cannotStart(errno: Int32)

    /// The error in a sentence for the operator.
    public var description: String {
        switch self {
        case .badHost(let host, let reason):
            "\"\(host)\" is not an address to listen on: \(reason)"
        case .cannotListen(let host, let port, let errno):
            "cannot listen on \(host.contains(":") ? "[\(host)]" : host):\(port): \(Self.text(of: errno))"
        case .cannotStart(let errno):
            "cannot start the HTTP server: \(Self.text(of: errno))"
        }
    }

    private static func text(of errno: Int32) -> String {
        guard let text = strerror(errno) else { return "error \(errno)" }
        return "\(String(cString: text)) (error \(errno))"
    }
}
