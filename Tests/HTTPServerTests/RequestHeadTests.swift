import Testing

@testable import HTTPServer

@Suite struct RequestHeadTests {
    /// RFC 9110, section 5.6.2, byte by byte.
    @Test func knowsTokenCharacters() {
        let token = Set("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
        for byte in UInt8.min...UInt8.max { #expect(byte.isTokenCharacter == token.contains(byte)) }
    }
}
