import CZlib

/// Compresses to the zlib format (RFC 1950) piece by piece, so that what is compressed need never be whole in memory.
public final class ZlibCompressor {
    private var stream = z_stream()
    private var output = [UInt8](repeating: 0, count: 1 << 16)

    /// Starts a stream; `nil` only where zlib has no memory.
    ///
    /// - Parameter level: 1 (fastest) to 9 (smallest).
    public init?(level: Int = 6) {
        guard threatmap_zlib_deflate_init(&stream, Int32(min(max(level, 1), 9))) == Z_OK else { return nil }
    }

    deinit {
        deflateEnd(&stream)
    }

    /// Compresses the next piece; gives what is ready, which may be nothing yet.
    public func compress(_ input: [UInt8]) -> [UInt8] { deflate(input, Z_NO_FLUSH) }

    /// Ends the stream and gives the rest. Nothing may be compressed afterwards.
    public func finish() -> [UInt8] { deflate([], Z_FINISH) }

    private func deflate(_ input: [UInt8], _ flush: Int32) -> [UInt8] {
        var compressed: [UInt8] = []
        var offset = 0
        repeat {
            // zlib counts in 32 bits.
            let count = min(input.count - offset, 1 << 30)
            let isLast = offset + count == input.count
            offset += count
            input[offset - count..<offset].withUnsafeBufferPointer { piece in
                // zlib's interface lacks `const`; it does not write to its input.
                stream.next_in = UnsafeMutablePointer(mutating: piece.baseAddress)
                stream.avail_in = UInt32(piece.count)
                drain(isLast ? flush : Z_NO_FLUSH, into: &compressed)
            }
        } while offset < input.count
        return compressed
    }

    /// Takes what zlib gives until it has taken its whole input.
    private func drain(_ flush: Int32, into compressed: inout [UInt8]) {
        var isFull = true
        while isFull {
            let count = output.withUnsafeMutableBufferPointer { room in
                stream.next_out = room.baseAddress
                stream.avail_out = UInt32(room.count)
                _ = CZlib.deflate(&stream, flush)
                return room.count - Int(stream.avail_out)
            }
            compressed.append(contentsOf: output[..<count])
            isFull = count == output.count
        }
    }
}
