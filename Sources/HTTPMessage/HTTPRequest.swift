/// An HTTP request as a plain value: what the client asked for, with no trace of the connection it came over.
///
/// A service is a function from this to an ``HTTPResponse``, so that tests can call it without a socket.
public struct HTTPRequest: Sendable, Equatable {
    /// The method as it was sent, such as `GET`; methods are case-sensitive (RFC 9110, section 9.1).
    public var method: String

    /// The path, percent-decoded, beginning with `/`, without the query.
    public var path: String

    /// The query's parameters in the order sent, percent-decoded; a parameter without `=` has the value `nil`.
    public var query: [QueryParameter]

    /// The header fields in the order sent. Use ``header(_:)`` to look one up.
    public var headers: [HTTPHeader]

    /// The body, as bytes; empty where there is none.
    public var body: [UInt8]

    /// The client's address as text, without a port; empty where it is not known.
    public var clientAddress: String

    /// Creates a request.
    public init(
        method: String = "GET", path: String, query: [QueryParameter] = [], headers: [HTTPHeader] = [],
        body: [UInt8] = [], clientAddress: String = ""
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.clientAddress = clientAddress
    }

    /// The value of the header field of that name, whatever its case; several fields of one name are joined with a
    /// comma (RFC 9110, section 5.3). `nil` where there is none.
    public func header(_ name: String) -> String? {
        headers.value(of: name)
    }
}

/// One `name=value` of a query.
public struct QueryParameter: Sendable, Equatable {
    /// The parameter's name, percent-decoded.
    public var name: String

    /// Its value, percent-decoded, or `nil` where the query had the bare name without `=`.
    public var value: String?

    /// Creates a parameter.
    public init(name: String, value: String?) {
        self.name = name
        self.value = value
    }
}
