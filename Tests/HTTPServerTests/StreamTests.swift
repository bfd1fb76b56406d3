import Glibc
import HTTPMessage
import Synchronization
import Testing

@testable import HTTPServer

/// Bodies that are made while they are sent.
@Suite struct StreamTests {
    /// What the handlers' streams have done so far.
    private final class Work: Sendable {
        let began = Atomic<Int>(0)
        let ended = Atomic<Int>(0)
        let pieces = Atomic<Int>(0)

        /// How many bodies are being made.
        var underWay: Int { began.load(ordering: .acquiring) - ended.load(ordering: .acquiring) }
    }

    private struct Failure: Error {}

    private static let piece = 50_000

    private static func bytes(_ number: Int) -> [UInt8] {
        (0..<piece).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number) }
    }

    /// A server whose paths are `/whole/N` for N pieces, `/slow/N` for as many with pauses, `/broken/N` for as many and then
    /// a failure; anything else never ends.
    private static func server(
        streams: Int = 16, work: Work = Work(), _ change: (inout HTTPServerLimits) -> Void = { _ in }
    ) throws -> HTTPServer {
        var limits = HTTPServerLimits()
        limits.streams = streams
        change(&limits)
        let pieces = (0..<256).map(bytes)
        return try HTTPServer(configuration: HTTPServerConfiguration(port: 0, limits: limits)) { request in
            let parts = request.path.split(separator: "/")
            let count = parts.count > 1 ? Int(parts[1]) ?? 0 : Int.max
            if parts.first == "quick" { return HTTPResponse(status: 200) }
            let stream = BodyStream { write in
                work.began.add(1, ordering: .releasing)
                defer { work.ended.add(1, ordering: .releasing) }
                for number in 0..<count {
                    if parts.first == "slow" { usleep(20_000) }
                    try write(pieces[number % 256])
                    work.pieces.add(1, ordering: .relaxed)
                }
                if parts.first == "broken" { throw Failure() }
            }
            return HTTPResponse(
                status: 200, headers: [HTTPHeader("Content-Type", "text/plain")], content: .stream(stream))
        }
    }

    private static func get(_ path: String, _ more: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: a\r\n\(more)\r\n"
    }

    /// Looks again and again whether something has come true.
    private static func comes(_ seconds: Int = 8, _ isTrue: () -> Bool) -> Bool {
        for _ in 0..<seconds * 100 {
            if isTrue() { return true }
            usleep(10_000)
        }
        return isTrue()
    }

    @Test(arguments: ["whole/0", "whole/1", "whole/40", "slow/5"])
    func `a body arrives whole and in order, and the connection goes on`(path: String) throws {
        let server = try Self.server()
        let client = try TestClient(port: server.port)
        let count = Int(path.split(separator: "/")[1]) ?? 0
        for _ in 0..<2 {
            client.send(Self.get("/\(path)"))
            let response = try client.response()
            #expect(response.header("Transfer-Encoding") == "chunked")
            #expect(response.header("Content-Length") == nil)
            #expect(response.body == (0..<count).flatMap(Self.bytes))
        }
    }

    @Test func `HEAD has the header, and nothing is made`() throws {
        let work = Work()
        let server = try Self.server(work: work)
        let client = try TestClient(port: server.port)
        client.send("HEAD /endless HTTP/1.1\r\nHost: a\r\n\r\n")
        let response = try client.response(toHead: true)
        #expect(response.status == 200 && response.header("Content-Type") == "text/plain")
        #expect(response.header("Content-Length") == nil)
        #expect(try client.rest() == [], "not even an empty chunk")
        #expect(work.began.load(ordering: .acquiring) == 0)
    }

    @Test func `an HTTP 1.0 client gets it up to the end of the connection`() throws {
        let server = try Self.server()
        let client = try TestClient(port: server.port)
        client.send("GET /whole/30 HTTP/1.0\r\n\r\n")
        let all = try client.rest()
        #expect(all.suffix(30 * Self.piece) == (0..<30).flatMap(Self.bytes)[...])
        let head = String(decoding: all.dropLast(30 * Self.piece), as: UTF8.self)
        #expect(head.hasPrefix("HTTP/1.") && head.contains(" 200 ") && !head.lowercased().contains("chunked"))
    }

    @Test(arguments: ["1.1", "1.0"], [0, 1, 30])
    func `a body that cannot be finished never looks complete`(version: String, pieces: Int) throws {
        let server = try Self.server()
        let client = try TestClient(port: server.port)
        client.send("GET /broken/\(pieces) HTTP/\(version)\r\nHost: a\r\n\r\n")
        #expect(throws: TestClient.Failure.reset) { try client.rest() }
        #expect(isAlive(server))
    }

    @Test func `what makes a body ends when its reader is gone`() throws {
        let work = Work()
        let server = try Self.server(work: work)
        for round in 0..<20 {
            let client = try TestClient(port: server.port)
            client.send(Self.get(round % 2 == 0 ? "/endless" : "/slow"))
            if round % 4 > 1 { _ = Self.comes { work.pieces.load(ordering: .relaxed) > round } }
        }
        #expect(Self.comes { server.status.streams == 0 && server.status.connections == 0 })
        #expect(work.underWay == 0)
    }

    @Test func `a reader that does not read holds a few pieces, and not for long`() throws {
        let work = Work()
        let server = try Self.server(work: work) { $0.idleSeconds = 2 }
        let client = try TestClient(port: server.port)
        client.send(Self.get("/endless"))
        #expect(Self.comes { work.pieces.load(ordering: .relaxed) > 0 })
        usleep(500_000)
        let made = work.pieces.load(ordering: .relaxed)
        usleep(300_000)
        #expect(work.pieces.load(ordering: .relaxed) == made, "it waits")
        // Of what was made, the system's buffers of both sockets hold most.
        #expect(made * Self.piece < 64 << 20)
        #expect(Self.comes { work.underWay == 0 }, "it is cut off")
    }

    @Test func `more streams than may be get 503, also more than half of them from one address`() throws {
        let work = Work()
        let server = try Self.server(streams: 4, work: work)
        var clients: [TestClient] = []
        for _ in 0..<2 {
            clients.append(try TestClient(port: server.port))
            clients.last?.send(Self.get("/endless"))
        }
        #expect(Self.comes { work.underWay == 2 })
        let late = try TestClient(port: server.port)
        late.send(Self.get("/whole/1"))
        let refusal = try late.response()
        #expect(refusal.status == 503 && refusal.header("Retry-After") == "5")
        #expect(refusal.text.contains("Too many long answers are under way."))
        #expect(server.status.refusedRequests == 1)
        clients.removeAll()
        #expect(Self.comes { server.status.streams == 0 })
        late.send(Self.get("/whole/1"))
        #expect(try late.response().body.count == Self.piece)
    }

    @Test func `fifty hostile readers at once leave nothing behind`() throws {
        let work = Work()
        let server = try Self.server(streams: 128, work: work) { $0.idleSeconds = 2 }
        var random = SplitMix(state: 5)
        var kept: [TestClient] = []
        for round in 0..<150 {
            let client = try TestClient(port: server.port)
            let path = ["/endless", "/slow", "/broken/3", "/whole/3", "/slow/2"].randomElement(using: &random) ?? ""
            client.send(String(repeating: Self.get(path), count: Int(random.next() % 3) + 1))
            switch random.next() % 4 {
            case 0: client.finishSending()
            case 1: _ = try? TestClient(port: server.port)
            default: break
            }
            if random.next() % 3 > 0 { kept.append(client) }
            if kept.count > 50 { kept.removeFirst(25) }
            if round % 50 == 49 { #expect(isAlive(server)) }
        }
        kept.removeAll()
        #expect(Self.comes(15) { server.status.streams == 0 && server.status.connections == 0 })
        #expect(work.underWay == 0)
    }

    @Test func `a server stops in time with streams under way`() throws {
        for round in 0..<8 {
            let work = Work()
            let server = try Self.server(streams: 64, work: work)
            let port = server.port
            let threads = try ["/endless", "/slow", "/slow", "/whole/200"].map { path in
                try SystemThread {
                    while let client = try? TestClient(port: port) {
                        client.send(Self.get(path))
                        guard (try? client.rest()) != nil else { break }
                    }
                }
            }
            let silent = try TestClient(port: port)
            silent.send(Self.get("/endless"))
            _ = Self.comes { work.pieces.load(ordering: .relaxed) > round }
            let time = ContinuousClock().measure { server.stop(drain: 0.1) }
            #expect(time < .seconds(2))
            for thread in threads { thread.join() }
            #expect(Self.comes { work.underWay == 0 })
        }
    }

    @Test func `a stream's deadline grows with what is taken, and rests while the body is made`() throws {
        var limits = HTTPServerLimits()
        limits.sendBytesPerSecond = 1000
        let client = ClientConnection(socket: -1, host: "a")
        client.opened(limits: limits)
        #expect(client.handlingBegan() && client.sendingBegan(bytes: 0, limits: limits))
        let start = MonotonicClock.now
        #expect(client.sendingGoesOn(since: start, bytes: 5000, limits: limits))
        #expect(client.expire(now: start + 35_000) == nil)
        #expect(client.producingBegan())
        #expect(client.expire(now: start + 1_000_000) == nil)
        #expect(client.sendingGoesOn(since: start + 1_000_000, bytes: 1000, limits: limits))
        #expect(client.expire(now: start + 1_031_000) == nil)
        #expect(client.expire(now: start + 1_031_001) == .sending)
        #expect(!client.sendingGoesOn(since: start, bytes: 0, limits: limits) && !client.producingBegan())
    }
}
