import HTTPMessage
import Testing

@testable import HTTPServer

@Suite struct RequestTargetTests {
    @Test(arguments: [
        ("/", "/"), ("/a/b.png", "/a/b.png"), ("/a%20b", "/a b"), ("/a+b", "/a+b"), ("/a%2Fb", "/a/b"),
        ("/%2541", "/%41"), ("/%c5%82%C5%82", "/łł"), ("/ł", "/ł"), ("//a//", "//a//"), ("/a/../b", "/a/../b"),
        ("http://host/a?x", "/a"), ("HTTPS://host:8080", "/"), ("http://host?x=1", "/"), ("?x=1", "/"),
        ("/a;b=c", "/a;b=c"),
    ])
    func decodesPaths(target: String, path: String) throws {
        #expect(try RequestTarget(Array(target.utf8)).path == path)
    }

    @Test(
        arguments: [
            ("", []), ("a=1", [("a", "1")]), ("a", [("a", nil)]), ("a=", [("a", "")]), ("=1", [("", "1")]),
            ("a=1&a=2&a", [("a", "1"), ("a", "2"), ("a", nil)]), ("&&a=1&", [("a", "1")]), ("a=b=c", [("a", "b=c")]),
            ("a+b=c+d%2B", [("a b", "c d+")]), ("a%3D=%26", [("a=", "&")]), ("a=?/x", [("a", "?/x")]),
            ("a%2541", [("a%41", nil)]),
        ] as [(String, [(String, String?)])])
    func decodesQueries(query: String, expected: [(String, String?)]) throws {
        let parameters = try RequestTarget(Array("/p?\(query)".utf8)).query
        #expect(parameters == expected.map { QueryParameter(name: $0.0, value: $0.1) })
    }

    @Test(arguments: [
        "", "*", "a", "host:80", "ftp://host/", "/a b", "/a\tb", "/a\u{7F}", "/%", "/%4", "/%4g", "/%00", "/%FF",
        "/%C5x", "/?%",
        "/?a=%e", "/%ED%A0%80", "/%C0%80",
    ])
    func refusesWhatIsNotATarget(target: String) {
        #expect(throws: Refusal.self) { try RequestTarget(Array(target.utf8)) }
    }

    /// Every byte, encoded, means itself, or together with nothing else is no UTF-8.
    @Test func decodesEveryByte() throws {
        for byte in UInt8.min...UInt8.max {
            let digits = String(byte, radix: 16)
            let target = Array("/%\(digits.count == 1 ? "0" : "")\(digits)".utf8)
            if byte == 0 || byte > 127 {
                #expect(throws: Refusal.self) { try RequestTarget(target) }
            } else {
                #expect(try RequestTarget(target).path == "/" + String(UnicodeScalar(byte)))
            }
        }
    }
}
