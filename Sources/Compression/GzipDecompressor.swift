import CZlib

/// What is wrong with a gzip stream.
public enum GzipError: Error, Equatable, CustomStringConvertible {
    /// The bytes are not gzip, or were damaged; with zlib's own words.
    case damaged(String)
    /// The stream ended before its last block.
    case truncated
    /// zlib had no memory.
    case outOfMemory

    /// One clause, for the end of a sentence that names the file.
    public var description: String {
        switch self {
        case .damaged(let detail): "is not a sound gzip file (\(detail))"
        case .truncated: "is a gzip file whose end is missing"
        case .outOfMemory: "cannot be decompressed: out of memory"
        }
    }
}

/// Decompresses a gzip stream (RFC 1952) piece by piece; several members one after another count as one stream.
public final class GzipDecompressor {
    private var stream = z_stream()
    private var isInMember = false
    private var hasFinishedMember = false
    private var output = [UInt8](repeating: 0, count: 1 << 18)

    /// Starts at the beginning of a stream.
    ///
    /// - Throws: ``GzipError/outOfMemory``.
    public init() throws(GzipError) {
        guard threatmap_gzip_inflate_init(&stream) == Z_OK else { throw .outOfMemory }
    }

    deinit {
        inflateEnd(&stream)
    }

    /// Decompresses the next piece of the stream and hands over what came out, in pieces.
    ///
    /// - Throws: ``GzipError/damaged(_:)``, also where a checksum does not match.
    public func decompress(_ input: [UInt8], _ receive: (ArraySlice<UInt8>) throws -> Void) throws {
        var offset = 0
        var produced = 0
        // A full output buffer may hide more that zlib has ready, even when it has taken all its input.
        while offset < input.count || isInMember && produced == output.count {
            produced = try inflateOnce(input, &offset)
            if produced > 0 { try receive(output[..<produced]) }
        }
    }

    /// Says that there is no more input.
    ///
    /// - Throws: ``GzipError/truncated`` where the stream was not at its end.
    public func finish() throws(GzipError) {
        guard hasFinishedMember, !isInMember else { throw .truncated }
    }

    private func inflateOnce(_ input: [UInt8], _ offset: inout Int) throws(GzipError) -> Int {
        if hasFinishedMember && !isInMember { inflateReset(&stream) }
        isInMember = true
        let capacity = output.count
        var left = 0
        let status = output.withUnsafeMutableBufferPointer { output in
            input.withUnsafeBufferPointer { input in
                let rest = UnsafeBufferPointer(rebasing: input[offset...])
                stream.next_in = UnsafeMutablePointer(mutating: rest.baseAddress)
                stream.avail_in = UInt32(clamping: rest.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(clamping: capacity)
                let status = inflate(&stream, Z_NO_FLUSH)
                left = Int(stream.avail_in)
                return status
            }
        }
        offset = input.count - left
        if status == Z_STREAM_END {
            isInMember = false
            hasFinishedMember = true
        } else if status != Z_OK && status != Z_BUF_ERROR {
            throw .damaged(stream.msg.map { String(cString: $0) } ?? "error \(status)")
        }
        return capacity - Int(stream.avail_out)
    }
}
