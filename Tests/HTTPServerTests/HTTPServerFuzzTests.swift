import Glibc
import HTTPServer
import Testing

/// No request, however malformed, stops the server.
@Suite struct HTTPServerFuzzTests {
    @Test(arguments: [UInt64(1), 2])
    func survivesRandomBytes(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var limits = HTTPServerLimits()
        limits.bodyBytes = 10_000
        limits.idleSeconds = 1
        let server = try testServer(limits: limits)
        for _ in 0..<250 {
            let client = try TestClient(port: server.port)
            client.send(mutated(&random))
            // One in four leaves at once; of the others, some wait for what comes.
            guard random.next() % 4 > 0 else { continue }
            client.finishSending()
            if random.next() % 32 == 0 { _ = try? client.rest() }
        }
        #expect(isAlive(server), "seed \(seed)")
        server.stop(drain: 1)
    }

    private static let seeds = [
        "GET /a%20b?x=1&y=2 HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /reports HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\nhello world",
        "POST /r HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n",
        "HEAD /status/204 HTTP/1.0\r\nConnection: keep-alive\r\nCookie: a=b; c=\"d\"; e\r\nX: 1\r\n  2\r\n\r\n",
        "OPTIONS http://a/b HTTP/1.1\r\nHost: a\r\nRange: bytes=0-1\r\nAuthorization: Bearer x\r\n\r\n",
    ]

    /// A request in which some bytes were changed, left out, doubled or cut off; now and then bytes at random.
    private func mutated(_ random: inout SplitMix) -> [UInt8] {
        if random.next() % 10 == 0 {
            return (0..<Int(random.next() % 3000)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
        var bytes = Array((Self.seeds.randomElement(using: &random) ?? "").utf8)
        for _ in 0...(random.next() % 6) {
            guard let place = bytes.indices.randomElement(using: &random) else { break }
            switch random.next() % 6 {
            case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
            case 1: bytes.remove(at: place)
            case 2: bytes.insert([0, 10, 13, 32, 37, 58, 255].randomElement(using: &random) ?? 0, at: place)
            case 3: bytes.insert(contentsOf: bytes[place...].prefix(Int(random.next() % 64)), at: place)
            case 4:
                bytes.insert(
                    contentsOf: [UInt8](repeating: bytes[place], count: Int(random.next() % 40_000)), at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }
}

/// A small generator of which a seed gives the same numbers everywhere (Steele, Lea, Flood: SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
