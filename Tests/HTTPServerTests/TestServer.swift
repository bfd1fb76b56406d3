import Glibc
import HTTPMessage
import HTTPServer

/// A server on a free port of this machine.
///
/// Its handler echoes a request as text, but for these paths: `/size/N` answers with N bytes, `/sleep/N` answers after
/// N milliseconds, `/headers` answers with header fields that must not be sent.
func testServer(
    limits: HTTPServerLimits = HTTPServerLimits(),
    lane: @escaping @Sendable (HTTPRequest) -> RequestLane = { $0.path.hasPrefix("/quick") ? .quick : .work }
) throws -> HTTPServer {
    try HTTPServer(configuration: HTTPServerConfiguration(port: 0, limits: limits, lane: lane)) { request in
        let parts = request.path.split(separator: "/")
        let number = parts.last.flatMap { Int($0) } ?? 0
        switch parts.first {
        case "size": return HTTPResponse(status: 200, body: [UInt8](repeating: 65, count: number))
        case "status": return HTTPResponse(status: number, body: Array("body".utf8))
        case "sleep":
            usleep(UInt32(number) * 1000)
            return HTTPResponse(status: 200, body: Array("slept".utf8))
        case "headers":
            return HTTPResponse(
                status: 200,
                headers: [
                    HTTPHeader("X-Good", "yes"), HTTPHeader("X-Bad", "a\r\nX-Injected: 1"), HTTPHeader("X-NUL", "a\0b"),
                    HTTPHeader("Content-Length", "1"), HTTPHeader("Transfer-Encoding", "chunked"),
                    HTTPHeader("bad name", "1"), HTTPHeader("Vary", "Accept"), HTTPHeader("Vary", "Origin"),
                ])
        default: return HTTPResponse(status: 200, body: Array(describe(request).utf8))
        }
    }
}

/// A request as the handler sees it, one thing a line.
func describe(_ request: HTTPRequest) -> String {
    let query = request.query.map { "\($0.name)=\($0.value ?? "nil")" }.joined(separator: "&")
    let body = String(decoding: request.body, as: UTF8.self)
    return "\(request.method) \(request.path)\n\(query)\n\(request.clientAddress)\n\(body)"
}
