import HTTPMessage
import Testing

/// Whose request it is, behind the operator's own proxies.
@Suite struct TrustedProxiesTests {
    private func proxies(_ ranges: String...) throws -> TrustedProxies {
        TrustedProxies(try ranges.map { try #require(NetworkRange($0)) })
    }

    private func client(_ proxies: TrustedProxies, _ connection: String, _ fields: String...) -> String {
        let headers = fields.map { HTTPHeader("x-forwarded-for", $0) } + [HTTPHeader("Forwarded", "for=6.6.6.6")]
        return proxies.clientAddress(of: HTTPRequest(path: "/", headers: headers, clientAddress: connection))
    }

    @Test func `without proxies of one's own the header is not believed`() throws {
        #expect(client(TrustedProxies(), "127.0.0.1", "1.2.3.4") == "127.0.0.1")
        #expect(client(try proxies("10.0.0.0/8"), "127.0.0.1", "1.2.3.4") == "127.0.0.1")
        #expect(client(try proxies("10.0.0.0/8"), "", "1.2.3.4") == "")
    }

    @Test(arguments: [
        (["1.2.3.4"], "1.2.3.4"), (["6.6.6.6, 1.2.3.4"], "1.2.3.4"), (["1.2.3.4, 10.1.1.1, 127.0.0.1"], "1.2.3.4"),
        (["6.6.6.6", "1.2.3.4", "10.0.0.7"], "1.2.3.4"), (["6.6.6.6,\t2001:db8::1 "], "2001:db8::1"),
        (["::ffff:1.2.3.4"], "1.2.3.4"), (["1.2.3.4:5678"], "1.2.3.4"), (["[2001:DB8:0::1]:443"], "2001:db8::1"),
        // All of them proxies: the farthest is as near as we come to the client.
        (["10.9.9.9, 10.1.1.1"], "10.9.9.9"), ([], "127.0.0.1"),
        // What is no address ends the chain: nothing before it can be believed.
        (["1.2.3.4, unknown"], "127.0.0.1"), (["1.2.3.4, , 10.1.1.1"], "10.1.1.1"), ([""], "127.0.0.1"),
        (["1.2.3.4, 10.1.1.256"], "127.0.0.1"), (["1.2.3.4, _hidden"], "127.0.0.1"),
        (["1.2.3.4, 10.1. 1.1"], "127.0.0.1"),
        (["1.2.3.4, 2001:db8::zz:80"], "127.0.0.1"), (["1.2.3.4, 1:2:3:4:5:6:7:8:9"], "127.0.0.1"),
    ])
    func `the last address that is no proxy's is the client's`(fields: [String], expected: String) throws {
        let proxies = try proxies("127.0.0.1", "10.0.0.0/8")
        let headers = fields.map { HTTPHeader("X-Forwarded-For", $0) }
        let request = HTTPRequest(path: "/", headers: headers, clientAddress: "127.0.0.1")
        #expect(proxies.clientAddress(of: request) == expected)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255", true), ("10.0.0.0/8", "11.0.0.0", false),
        ("10.0.0.0/8", "9.255.255.255", false),
        ("192.168.4.0/22", "192.168.7.255", true), ("192.168.4.0/22", "192.168.8.0", false),
        ("0.0.0.0/0", "1.2.3.4", true),
        ("0.0.0.0/0", "::1", false), ("::/0", "1.2.3.4", false), ("2001:db8::/33", "2001:db8:7fff::1", true),
        ("2001:db8::/33", "2001:db8:8000::1", false), ("127.0.0.1", "127.0.0.1", true),
        ("127.0.0.1", "127.0.0.2", false),
        ("127.0.0.1", "::ffff:127.0.0.1", true), ("::1", "0:0::0:1", true), ("1.2.3.4/32", "1.2.3.5", false),
        ("::1/128", "::2", false),
    ])
    func `a range holds the addresses that begin like it`(range: String, address: String, isInside: Bool) throws {
        #expect(try #require(NetworkRange(range)).contains(try #require(NetworkAddress(address))) == isInside)
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::1", "::"),
    ])
    func `a subscriber has one IPv4 address, or an IPv6 network`(address: String, expected: String) throws {
        #expect(try #require(NetworkAddress(address)).subscriber.description == expected)
    }

    @Test(arguments: [
        "", "localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "/8", "10.0.0/8", "10", "1.2.3.4.5",
        "::/129", "::g", "10.0.0.0/+8", "10.0.0.0 /8", "1.2.3.4\0", "::ffff:10.0.0.0/104", "fe80::1%eth0",
        "010.0.0.1/8x",
    ])
    func `anything else is no range`(text: String) {
        #expect(NetworkRange(text) == nil)
    }
}
