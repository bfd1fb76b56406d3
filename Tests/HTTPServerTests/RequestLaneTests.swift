import Dispatch
import Glibc
import HTTPMessage
import HTTPServer
import Testing

/// Requests that wait, those that compute and those that are answered at once do not stand in each other's way.
@Suite struct RequestLaneTests {
    private static let lanes: @Sendable (HTTPRequest) -> RequestLane = { request in
        if request.path.hasPrefix("/quick") { return .quick }
        return request.method == "POST" ? .wait : .work
    }

    private func milliseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }

    private func post(_ path: String, body: String = "{}") -> String {
        "POST \(path) HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test func `fifty writes wait at once while reads go on`() throws {
        var limits = HTTPServerLimits()
        limits.workers = 2
        let server = try testServer(limits: limits, lane: Self.lanes)
        let writers = try (0..<50).map { _ in try TestClient(port: server.port) }
        let reader = try TestClient(port: server.port)
        let start = milliseconds()
        for writer in writers { writer.send(post("/sleep/1500")) }
        for path in ["/slow", "/quick", "/size/100000"] {
            reader.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try reader.response().status == 200)
        }
        #expect(milliseconds() - start < 1400, "no read waits for a write")
        for writer in writers { #expect(try writer.response().text == "slept") }
        // One after another they would take 37 seconds on the two workers.
        #expect(milliseconds() - start < 10_000)
    }

    @Test func `the server tells how many it has`() throws {
        let goOn = DispatchSemaphore(value: 0)
        let configuration = HTTPServerConfiguration(port: 0, lane: { _ in .wait })
        let server = try HTTPServer(configuration: configuration) { _ in
            goOn.wait()
            return HTTPResponse(status: 200)
        }
        let clients = try (0..<20).map { _ in try TestClient(port: server.port) }
        for client in clients { client.send(post("/a")) }
        let wanted = (requests: 20, connections: 20)
        for _ in 0..<500 where (server.status.requests, server.status.connections) != wanted { usleep(10_000) }
        #expect(server.status.requests == 20 && server.status.connections == 20)
        for _ in clients { goOn.signal() }
        for client in clients { #expect(try client.response().status == 200) }
        for _ in 0..<500 where server.status.requests > 0 { usleep(10_000) }
        #expect(server.status.requests == 0 && server.status.refusedRequests == 0)
    }

    @Test func `reads that keep every worker busy do not hold up a write`() throws {
        var limits = HTTPServerLimits()
        limits.workers = 2
        let server = try testServer(limits: limits, lane: Self.lanes)
        let readers = try (0..<8).map { _ in try TestClient(port: server.port) }
        for reader in readers { reader.send("GET /sleep/1000 HTTP/1.1\r\nHost: a\r\n\r\n") }
        let start = milliseconds()
        let writer = try TestClient(port: server.port)
        writer.send(post("/a", body: "zażółć 👩‍🚒"))
        #expect(try writer.response().text == "POST /a\n\n127.0.0.1\nzażółć 👩‍🚒")
        #expect(milliseconds() - start < 900)
        for reader in readers { #expect(try reader.response().status == 200) }
    }

    @Test func `writes beyond the bound are refused with the time to try again, and reads are not`() throws {
        var limits = HTTPServerLimits()
        (limits.waitingWorkers, limits.queuedWaits) = (4, 8)
        let server = try testServer(limits: limits, lane: Self.lanes)
        let writers = try (0..<30).map { _ in try TestClient(port: server.port) }
        for writer in writers { writer.send(post("/sleep/300")) }
        let reader = try TestClient(port: server.port)
        reader.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try reader.response().status == 200)
        let answers = try writers.map { try $0.response() }
        let refused = answers.filter { $0.status == 503 }
        #expect(answers.count { $0.status == 200 } + refused.count == 30)
        #expect((18...22).contains(refused.count), "eight wait, and four more run or wait to be taken up")
        #expect(refused.allSatisfy { $0.header("Retry-After") == "1" })
        #expect(server.status.refusedRequests == refused.count)
    }

    @Test(arguments: [
        ("POST", 65_536, 200), ("POST", 65_537, 413), ("GET", 65_537, 200), ("GET", 1_048_576, 200),
        ("GET", 1_048_577, 413),
    ])
    func `each lane has its own limit for bodies`(method: String, count: Int, status: Int) throws {
        let server = try testServer(lane: Self.lanes)
        let body = [UInt8](repeating: 97, count: count)
        for isChunked in [false, true] {
            let client = try TestClient(port: server.port)
            let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(count)"
            client.send("\(method) /size/3 HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
            if isChunked { client.send("\(String(count, radix: 16))\r\n") }
            client.send(body)
            if isChunked { client.send("\r\n0\r\n\r\n") }
            let response = try client.response()
            #expect(response.status == status)
            let limit = method == "POST" ? 65_536 : 1_048_576
            #expect(status == 200 || response.text.contains("longer than \(limit) bytes"))
        }
    }

    @Test func `a body's limit can be configured, down to none`() throws {
        for limit in [0, 10] {
            var limits = HTTPServerLimits()
            limits.waitingBodyBytes = limit
            let server = try testServer(limits: limits, lane: Self.lanes)
            let client = try TestClient(port: server.port)
            client.send(post("/size/3", body: String(repeating: "a", count: limit)))
            #expect(try client.response().status == 200)
            client.send(post("/size/3", body: String(repeating: "a", count: limit + 1)))
            #expect(try client.response().status == 413)
        }
    }

    @Test func `a proxy of the operator's own may open more connections than a client`() throws {
        var limits = HTTPServerLimits()
        limits.connectionsPerAddress = 2
        for isProxy in [true, false] {
            let configuration = HTTPServerConfiguration(
                port: 0, limits: limits, lane: { _ in .quick }, isProxy: { isProxy && $0 == "127.0.0.1" })
            let server = try HTTPServer(configuration: configuration) { _ in HTTPResponse(status: 200) }
            let clients = try (0..<5).map { _ in try TestClient(port: server.port) }
            let statuses = try clients.map { client in
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                return try client.response().status
            }
            #expect(statuses.count { $0 == 503 } == (isProxy ? 0 : 3))
            #expect(server.status.refusedConnections == (isProxy ? 0 : 3))
        }
    }

    @Test func `without being told, reads compute and all else waits`() {
        for (method, lane) in [("GET", RequestLane.work), ("HEAD", .work), ("OPTIONS", .work), ("POST", .wait)] {
            #expect(HTTPServerConfiguration.laneByMethod(HTTPRequest(method: method, path: "/")) == lane)
        }
    }
}
