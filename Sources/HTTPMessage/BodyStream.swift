/// A body that is made while it is sent, so that one of any length takes little memory.
///
///     let stream = BodyStream { write in
///         for number in 1...1_000_000 { try write(Array("\(number)\n".utf8)) }
///     }
///
/// Two streams are equal if they are the same object.
public final class BodyStream: Sendable, Equatable {
    /// Takes the next piece. It waits while the reader is slow, and throws once there is no reader any more; whoever makes the
    /// body then ends too.
    public typealias Write = ([UInt8]) throws -> Void

    private let body: @Sendable (@escaping Write) throws -> Void

    /// Creates a stream.
    ///
    /// - Parameter body: Makes the body, piece by piece; pieces of some ten kilobytes are best. What it throws breaks the
    ///   transfer off, so that no client takes the part for the whole. It is called at most once.
    public init(_ body: @escaping @Sendable (@escaping Write) throws -> Void) {
        self.body = body
    }

    /// Makes the body.
    ///
    /// - Throws: What the body or `write` throws.
    public func produce(_ write: @escaping Write) throws {
        try body(write)
    }

    /// The whole body at once, for those that have no reader to send it to.
    ///
    /// - Throws: What the body throws.
    public func collected() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try body { bytes += $0 }
        return bytes
    }

    /// Whether both are the same object.
    public static func == (left: BodyStream, right: BodyStream) -> Bool { left === right }
}
