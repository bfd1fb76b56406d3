/// An HTTP response as a plain value.
///
/// A response to `HEAD` carries the body that `GET` would have had: the server sends its length and leaves the bytes
/// out (RFC 9110, section 9.3.2).
public struct HTTPResponse: Sendable, Equatable {
    /// The status code, such as 200.
    public var status: Int

    /// The header fields, without `Content-Length` and `Date`, which the server adds.
    public var headers: [HTTPHeader]

    /// The body's bytes.
    public var body: [UInt8]

    /// Creates a response.
    public init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The value of the header field of that name, whatever its case, or `nil`.
    public func header(_ name: String) -> String? {
        headers.value(of: name)
    }
}
