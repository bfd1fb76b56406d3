import Glibc
import HTTPMessage
import Testing

@testable import HTTPServer

/// How a server starts and ends.
@Suite struct HTTPServerStopTests {
    @Test func finishesRequestsUnderWay() throws {
        let server = try testServer()
        let clients = try (0..<4).map { _ in try TestClient(port: server.port) }
        for client in clients { client.send("GET /sleep/400 HTTP/1.1\r\nHost: a\r\n\r\n") }
        usleep(100_000)
        let time = ContinuousClock().measure { server.stop(drain: 5) }
        #expect(time < .seconds(3))
        for client in clients {
            let response = try client.response()
            #expect(response.text == "slept")
            #expect(response.header("Connection") == "close")
        }
    }

    @Test func doesNotWaitForIdleConnections() throws {
        let server = try testServer()
        let silent = try TestClient(port: server.port)
        let kept = try TestClient(port: server.port)
        kept.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try kept.response().status == 200)
        let time = ContinuousClock().measure { server.stop(drain: 10) }
        #expect(time < .seconds(2))
        #expect(try kept.rest() == [])
        #expect(try silent.rest() == [])
    }

    @Test func refusesConnectionsAfterwards() throws {
        let server = try testServer()
        server.stop(drain: 0)
        server.stop(drain: 0)
        #expect(throws: TestClient.Failure.notConnected(errno: ECONNREFUSED)) { try TestClient(port: server.port) }
    }

    /// One request runs for longer than the drain, others wait behind it.
    @Test func givesUpOnWhatTakesTooLong() throws {
        var limits = HTTPServerLimits()
        limits.workers = 1
        let server = try testServer(limits: limits)
        let clients = try (0..<5).map { _ in try TestClient(port: server.port) }
        for client in clients { client.send("GET /sleep/2500 HTTP/1.1\r\nHost: a\r\n\r\n") }
        usleep(300_000)
        let time = ContinuousClock().measure { server.stop(drain: 0.2) }
        #expect(time < .seconds(2))
        for client in clients { #expect(try client.response().status == 503) }
        // The handler's late answer must find nothing to touch.
        usleep(2_500_000)
    }

    @Test func stopsUnderLoadAgainAndAgain() throws {
        for round in 0..<20 {
            let server = try testServer()
            let port = server.port
            let threads = try ["quick", "slow", "sleep/1"].map { path in
                try SystemThread {
                    while let client = try? TestClient(port: port) {
                        repeat {
                            client.send("GET /\(path) HTTP/1.1\r\nHost: a\r\n\r\n")
                        } while (try? client.response().status) == 200
                    }
                }
            }
            usleep(UInt32(5000 + 1000 * round))
            server.stop(drain: 1)
            for thread in threads { thread.join() }
        }
    }

    @Test func endsWithItsLastReference() throws {
        let port = try testServer().port
        #expect(throws: TestClient.Failure.notConnected(errno: ECONNREFUSED)) { try TestClient(port: port) }
    }

    @Test func namesAnAddressInUse() throws {
        let first = try testServer()
        let configuration = HTTPServerConfiguration(port: first.port)
        let error = #expect(throws: HTTPServerError.self) {
            try HTTPServer(configuration: configuration) { _ in HTTPResponse(status: 200) }
        }
        #expect(error == .cannotListen(host: "127.0.0.1", port: first.port, errno: EADDRINUSE))
        #expect(error?.description == "cannot listen on 127.0.0.1:\(first.port): Address already in use (error 98)")
        #expect(isAlive(first))
    }

    @Test func namesABadHost() throws {
        for host in ["", "no.such.host.invalid", "256.1.1.1"] {
            let configuration = HTTPServerConfiguration(host: host, port: 0)
            let error = #expect(throws: HTTPServerError.self) {
                try HTTPServer(configuration: configuration) { _ in HTTPResponse(status: 200) }
            }
            #expect(error?.description.hasPrefix("\"\(host)\" is not an address to listen on: ") == true)
        }
    }

    @Test func takesItsPortBackAtOnce() throws {
        let port = try testServer().port
        for _ in 0..<3 {
            let server = try HTTPServer(configuration: HTTPServerConfiguration(port: port, lane: { _ in .quick })) {
                _ in
                HTTPResponse(status: 200)
            }
            #expect(isAlive(server))
            server.stop(drain: 1)
        }
    }
}
