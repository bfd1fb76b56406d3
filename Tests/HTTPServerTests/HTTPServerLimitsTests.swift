import Glibc
import HTTPMessage
import HTTPServer
import Testing

/// What a malformed, oversized or slow request gets.
@Suite struct HTTPServerLimitsTests {
    @Test(arguments: [
        ("GET /a%00b HTTP/1.1\r\nHost: a\r\n\r\n", "The request's path has an encoded NUL (%00)."),
        ("GET /?a=%00 HTTP/1.1\r\nHost: a\r\n\r\n", "The request's query has an encoded NUL (%00)."),
        ("GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n", "The request target has a NUL in it."),
        ("GET /a\0HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n", "The request target has a NUL in it."),
        ("GET /%FF HTTP/1.1\r\nHost: a\r\n\r\n", "The request's path is not UTF-8 after decoding."),
        ("GET /?%C5 HTTP/1.1\r\nHost: a\r\n\r\n", "The request's query is not UTF-8 after decoding."),
        (
            "GET /?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n",
            "The request's query has a % that two hexadecimal digits do not follow."
        ),
        ("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "The request target has a blank or a control character in it."),
        ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", "The request target is neither a path nor a URL of this server."),
        ("GET / HTTP/1.1\r\n\r\n", "A request has exactly one Host header field."),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "A request has exactly one Host header field."),
        ("GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", "A header field's name is not a token."),
        ("GET / HTTP/1.1\r\nHost: a\r\nX: \u{1}\r\n\r\n", "A header field's value has a control character in it."),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
            "The request's Content-Length is not one number."
        ),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "The length of the request's body is given in two ways."
        ),
    ])
    func refusesAMalformedRequest(request: String, detail: String) throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send(request)
        let response = try client.response()
        #expect(response.status == 400)
        #expect(response.header("Content-Type") == "application/problem+json")
        #expect(
            response.text
                == "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,\"detail\":\"\(detail)\"}")
        #expect(try client.rest() == [], "the connection ends with it")
    }

    @Test func refusesACodingItDoesNotKnow() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")
        #expect(try client.response().status == 501)
    }

    @Test func refusesALongTarget() throws {
        let server = try testServer()
        for (length, status) in [(8192, 200), (8193, 414), (60_000, 414)] {
            let client = try TestClient(port: server.port)
            client.send("GET /\(String(repeating: "a", count: length - 1)) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().status == status, "\(length)")
        }
    }

    @Test(arguments: [(150, 96, 200), (165, 96, 431), (10_000, 1, 431), (1, 17_000, 431), (1, 200_000, 431)])
    func refusesALargeHeader(fields: Int, bytes: Int, status: Int) throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        let field = "X: \(String(repeating: "b", count: bytes))\r\n"
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: field, count: fields))\r\n")
        #expect(try client.response().status == status)
    }

    @Test(arguments: ["Content-Length: 2000", "Transfer-Encoding: chunked"])
    func refusesALargeBodyAndStopsReading(framing: String) throws {
        var limits = HTTPServerLimits()
        limits.bodyBytes = 1000
        let server = try testServer(limits: limits)
        let client = try TestClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
        if framing.hasPrefix("T") { client.send("7D0\r\n\(String(repeating: "a", count: 2000))") }
        let response = try client.response()
        #expect(response.status == 413)
        #expect(response.text.contains("longer than 1000 bytes"))
        #expect(try client.rest() == [])
    }

    /// The client goes on sending while the answer is on its way: closing at once would lose the answer.
    @Test(arguments: ["Content-Length: 6000000", "Transfer-Encoding: chunked"])
    func answersAClientThatKeepsSending(framing: String) throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
        if framing.hasPrefix("T") { client.send("5B8D80\r\n") }
        client.send([UInt8](repeating: 97, count: 6_000_000))
        #expect(try client.response().status == 413)
    }

    @Test func refusesALargeBodyBeforeItIsSent() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n")
        #expect(try client.response().status == 413)
    }

    @Test func closesAnIdleConnection() throws {
        var limits = HTTPServerLimits()
        limits.idleSeconds = 1
        let server = try testServer(limits: limits)
        let silent = try TestClient(port: server.port)
        let half = try TestClient(port: server.port)
        half.send("GET / HT")
        let kept = try TestClient(port: server.port)
        kept.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try kept.response().status == 200)
        for client in [silent, half, kept] { #expect(try client.rest() == []) }
    }

    @Test(arguments: [
        "GET /aaaaaaaaaaaaaaaaa", "GET / HTTP/1.1\r\nX: ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n",
    ])
    func endsARequestThatDrips(start: String) throws {
        var limits = HTTPServerLimits()
        limits.requestSeconds = 1
        let server = try testServer(limits: limits)
        let client = try TestClient(port: server.port)
        client.send(start)
        for _ in 0..<16 {
            usleep(100_000)
            client.send("a")
        }
        #expect(try client.response().status == 408)
        #expect(try client.rest() == [])
    }

    /// The deadline is for reading: it does not run while the handler works, nor between requests.
    @Test func doesNotCountTheHandlersTime() throws {
        var limits = HTTPServerLimits()
        limits.requestSeconds = 1
        let server = try testServer(limits: limits)
        let client = try TestClient(port: server.port)
        for _ in 0..<2 {
            client.send("GET /sleep/1300 HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().status == 200)
        }
    }

    @Test func survivesClientsThatLeaveInTheMiddle() throws {
        let server = try testServer()
        let request = "POST /sleep/20 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
        for length in 0...request.utf8.count {
            try TestClient(port: server.port).send(String(request.prefix(length)))
        }
        for _ in 0..<20 {
            try TestClient(port: server.port).send("GET /size/1000000 HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        #expect(isAlive(server))
    }

    @Test func turnsAwayConnectionsBeyondTheLimit() throws {
        var limits = HTTPServerLimits()
        limits.connectionsPerAddress = 3
        let server = try testServer(limits: limits)
        var clients = try (0..<3).map { _ in try TestClient(port: server.port) }
        for client in clients {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.response().status == 200)
        }
        let refused = try TestClient(port: server.port)
        refused.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try refused.response()
        #expect(response.status == 503)
        #expect(response.header("Retry-After") == "2")
        clients.removeAll()
        usleep(200_000)
        #expect(isAlive(server), "room is made when connections close")
    }
}

/// Whether the server answers.
func isAlive(_ server: HTTPServer) -> Bool {
    guard let client = try? TestClient(port: server.port) else { return false }
    client.send("GET /quick HTTP/1.1\r\nHost: a\r\n\r\n")
    return (try? client.response().status) == 200
}
