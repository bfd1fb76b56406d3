import CZlib

/// Compresses to one gzip stream (RFC 1952), piece by piece.
///
///     let gzip = try GzipCompressor()
///     for piece in pieces { try gzip.compress(piece, send) }
///     try gzip.finish(send)
public final class GzipCompressor {
    private var stream = z_stream()
    private var output = [UInt8](repeating: 0, count: 64 << 10)
    private var filled = 0

    /// Starts a stream.
    ///
    /// - Parameter level: 1 (fastest) to 9 (smallest).
    /// - Throws: ``GzipError/outOfMemory``.
    public init(level: Int = 1) throws(GzipError) {
        guard threatmap_gzip_deflate_init(&stream, Int32(min(max(level, 1), 9))) == Z_OK else { throw .outOfMemory }
    }

    deinit {
        deflateEnd(&stream)
    }

    /// Compresses a piece, and hands over each 64 kB that have come out.
    ///
    /// - Throws: ``GzipError``, and what `receive` throws.
    public func compress(_ piece: [UInt8], _ receive: ([UInt8]) throws -> Void) throws {
        try deflate(piece, Z_NO_FLUSH, receive)
    }

    /// Ends the stream, and hands over the rest of it.
    ///
    /// - Throws: ``GzipError``, and what `receive` throws.
    public func finish(_ receive: ([UInt8]) throws -> Void) throws {
        try deflate([], Z_FINISH, receive)
    }

    private func deflate(_ piece: [UInt8], _ flush: Int32, _ receive: ([UInt8]) throws -> Void) throws {
        guard let available = UInt32(exactly: piece.count) else { throw GzipError.outOfMemory }
        try piece.withUnsafeBufferPointer { input in
            // zlib's interface lacks `const`; it does not write to its input.
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = available
            while true {
                let status = fill(flush)
                guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) else { throw GzipError.outOfMemory }
                let isFull = filled == output.count
                if isFull || status == Z_STREAM_END { try handOver(receive) }
                // With room left, zlib has taken all that it was given.
                if !isFull { return }
            }
        }
    }

    /// Has zlib write behind what is in the output already.
    private func fill(_ flush: Int32) -> Int32 {
        output.withUnsafeMutableBufferPointer { space in
            let room = UnsafeMutableBufferPointer(rebasing: space[filled...])
            stream.next_out = room.baseAddress
            stream.avail_out = UInt32(room.count)
            let status = CZlib.deflate(&stream, flush)
            filled += room.count - Int(stream.avail_out)
            return status
        }
    }

    private func handOver(_ receive: ([UInt8]) throws -> Void) throws {
        let made = Array(output[..<filled])
        filled = 0
        if !made.isEmpty { try receive(made) }
    }
}
