import HTTPMessage
import HTTPServer
import Testing

/// What a well-behaved client sees.
@Suite struct HTTPServerTests {
    @Test(arguments: ["/quick/a", "/slow/a"])
    func answersOnEitherThread(path: String) throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("GET \(path)?x=1 HTTP/1.1\r\nHost: test\r\n\r\n")
        let response = try client.response()
        #expect(response.status == 200)
        #expect(response.text == "GET \(path)\nx=1\n127.0.0.1\n")
        #expect(response.header("Date")?.hasSuffix(" GMT") == true)
        #expect(response.header("Content-Length") == String(response.body.count))
    }

    @Test func headHasTheLengthAndNoBody() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("HEAD /size/1234 HTTP/1.1\r\nHost: test\r\n\r\nGET /after HTTP/1.1\r\nHost: test\r\n\r\n")
        #expect(try client.response(toHead: true).header("Content-Length") == "1234")
        #expect(try client.response().text.hasPrefix("GET /after"))
    }

    @Test(arguments: [0, 1, 1024, 65_536, 65_537, 1_000_000], ["quick", "slow"])
    func sendsBodiesOfAnySize(size: Int, kind: String) throws {
        let server = try testServer(lane: { _ in kind == "quick" ? .quick : .work })
        let client = try TestClient(port: server.port)
        for _ in 0..<2 {
            client.send("GET /size/\(size) HTTP/1.1\r\nHost: test\r\n\r\n")
            let response = try client.response()
            #expect(response.header("Content-Length") == String(size))
            #expect(response.body.count == size && response.body.allSatisfy { $0 == 65 })
        }
    }

    @Test func readsABodyByLengthAndInChunks() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("POST /a HTTP/1.1\r\nHost: test\r\nContent-Length: 5\r\n\r\nhello")
        #expect(try client.response().text == "POST /a\n\n127.0.0.1\nhello")
        client.send("POST /b HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.send("3\r\nhel\r\n")
        client.send("2;x=y\r\nlo\r\n0\r\nTrailer: 1\r\n\r\n")
        #expect(try client.response().text == "POST /b\n\n127.0.0.1\nhello")
    }

    @Test func readsALargeBody() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        let body = [UInt8](repeating: 120, count: 1024 * 1024)
        client.send("POST /a HTTP/1.1\r\nHost: test\r\nContent-Length: \(body.count)\r\n\r\n")
        client.send(body)
        #expect(try client.response().body.count == body.count + "POST /a\n\n127.0.0.1\n".utf8.count)
    }

    @Test func tellsAWaitingClientToContinue() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("POST /a HTTP/1.1\r\nHost: test\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        #expect(try client.response().status == 100)
        client.send("ok")
        #expect(try client.response().text.hasSuffix("\nok"))
    }

    @Test func answersPipelinedRequestsInOrder() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        let paths = (0..<50).map { "/\($0 % 3 == 0 ? "quick" : "slow")/\($0)" }
        client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: test\r\n\r\n" }.joined())
        for path in paths {
            #expect(try client.response().text.hasPrefix("GET \(path)\n"))
        }
    }

    @Test func closesForAnOldClientAndOnDemand() throws {
        let server = try testServer()
        for request in ["GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"] {
            let client = try TestClient(port: server.port)
            client.send(request)
            #expect(try String(decoding: client.rest(), as: UTF8.self).hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test func answersAClientThatSendsNoMore() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("GET /sleep/100 HTTP/1.1\r\nHost: test\r\n\r\n")
        client.finishSending()
        #expect(try client.response().text == "slept")
    }

    @Test func decodesPathAndQueryOnce() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("GET /a%20b%2Fc%2541?x=1&y=a+b%2B&x=2&z&%C5%82=%25 HTTP/1.1\r\nHost: test\r\n\r\n")
        #expect(try client.response().text == "GET /a b/c%41\nx=1&y=a b+&x=2&z=nil&ł=%\n127.0.0.1\n")
    }

    /// libmicrohttpd alone would run out of memory for its list of parameters, and leave the connection hanging.
    @Test func takesAQueryOfThousandsOfParameters() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("GET /?\(String(repeating: "a&", count: 4000)) HTTP/1.1\r\nHost: test\r\n\r\n")
        #expect(try client.response().text.count == 4000 * 6 + "GET /\n\n127.0.0.1\n".count - 1)
    }

    @Test func dropsHeaderFieldsThatWouldBreakTheMessage() throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("GET /headers HTTP/1.1\r\nHost: test\r\n\r\n")
        let response = try client.response()
        #expect(response.headers.map(\.name).sorted() == ["Content-Length", "Date", "Vary", "Vary", "X-Good"])
        #expect(response.header("Content-Length") == "0")
        #expect(response.header("Vary") == "Accept, Origin")
    }

    @Test(arguments: [(204, 204), (304, 304), (404, 404), (599, 599), (0, 500), (100, 500), (1000, 500), (-1, 500)])
    func sendsOnlyStatusesOfAnswers(asked: Int, sent: Int) throws {
        let server = try testServer()
        let client = try TestClient(port: server.port)
        client.send("HEAD /status/\(asked) HTTP/1.1\r\nHost: test\r\n\r\nGET /quick HTTP/1.1\r\nHost: test\r\n\r\n")
        #expect(try client.response(toHead: true).status == sent)
        #expect(try client.response().status == 200)
    }

    @Test func answersTwoHundredSlowRequestsAtOnce() throws {
        var limits = HTTPServerLimits()
        limits.workers = 16
        let server = try testServer(limits: limits)
        let clients = try (0..<200).map { _ in try TestClient(port: server.port) }
        for client in clients { client.send("GET /sleep/20 HTTP/1.1\r\nHost: test\r\n\r\n") }
        for client in clients { #expect(try client.response().text == "slept") }
    }

    @Test func refusesWhatTheQueueHasNoRoomFor() throws {
        var limits = HTTPServerLimits()
        limits.workers = 2
        limits.queuedRequests = 8
        let server = try testServer(limits: limits)
        let clients = try (0..<40).map { _ in try TestClient(port: server.port) }
        for client in clients { client.send("GET /sleep/300 HTTP/1.1\r\nHost: test\r\n\r\n") }
        let responses = try clients.map { try $0.response() }
        let refused = responses.filter { $0.status == 503 }
        #expect(responses.count { $0.status == 200 } + refused.count == 40)
        #expect(
            (28...32).contains(refused.count), "eight wait, and two more run or wait to be taken up")
        #expect(refused.allSatisfy { $0.header("Retry-After") == "1" })
        #expect(refused.allSatisfy { $0.header("Content-Type") == "application/problem+json" })
        clients[0].send("GET /quick HTTP/1.1\r\nHost: test\r\n\r\n")
        #expect(try clients[0].response().status == 200)
    }

    @Test(arguments: ["127.0.0.1", "localhost", "0.0.0.0", "::"])
    func listensOnEveryKindOfHost(host: String) throws {
        let configuration = HTTPServerConfiguration(host: host, port: 0, lane: { _ in .quick })
        let server = try HTTPServer(configuration: configuration) { request in
            HTTPResponse(status: 200, body: Array(request.clientAddress.utf8))
        }
        // "localhost" may well be ::1, which the client does not speak.
        guard host != "localhost" else { return }
        let client = try TestClient(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: test\r\n\r\n")
        #expect(try client.response().text == "127.0.0.1", "an IPv4 client has its IPv4 address on :: too")
    }
}
