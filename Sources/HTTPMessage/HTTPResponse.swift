/// What an HTTP response holds behind its header.
public enum HTTPBody: Sendable, Equatable {
    /// All of it.
    case bytes([UInt8])
    /// What makes it while it is sent.
    case stream(BodyStream)
    /// Bytes that are in a file, and need not be in memory.
    case file(FileSlice)
}

/// An HTTP response as a plain value.
///
/// A response to `HEAD` carries the body that `GET` would have had: the server sends its length, where that is known, and
/// leaves the bytes out (RFC 9110, section 9.3.2).
public struct HTTPResponse: Sendable, Equatable {
    /// The status code, such as 200.
    public var status: Int

    /// The header fields, without `Content-Length` and `Date`, which the server adds.
    public var headers: [HTTPHeader]

    /// The body.
    public var content: HTTPBody

    /// The body's bytes; none of one that is a stream or in a file. Setting them replaces either.
    public var body: [UInt8] {
        get { if case .bytes(let bytes) = content { bytes } else { [] } }
        set { content = .bytes(newValue) }
    }

    /// What makes the body while it is sent, if it is not all there.
    public var stream: BodyStream? {
        if case .stream(let stream) = content { stream } else { nil }
    }

    /// The bytes of the body's file, if it is in one.
    public var file: FileSlice? {
        if case .file(let slice) = content { slice } else { nil }
    }

    /// The number of the body's bytes, or `nil` of a stream.
    public var length: Int? {
        switch content {
        case .bytes(let bytes): bytes.count
        case .file(let slice): slice.range.count
        case .stream: nil
        }
    }

    /// Creates a response.
    public init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
        self.init(status: status, headers: headers, content: .bytes(body))
    }

    /// Creates a response whose body may be a stream.
    public init(status: Int, headers: [HTTPHeader] = [], content: HTTPBody) {
        self.status = status
        self.headers = headers
        self.content = content
    }

    /// The value of the header field of that name, whatever its case, or `nil`.
    public func header(_ name: String) -> String? {
        headers.value(of: name)
    }
}
