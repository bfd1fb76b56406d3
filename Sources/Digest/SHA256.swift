import CNettle

/// SHA-256 (FIPS 180-4), by the nettle library.
///
///     var hash = SHA256()
///     hash.update("report")
///     let digest = hash.finish()          // 32 bytes
public struct SHA256 {
    private var context = sha256_ctx()

    /// Starts a digest of nothing.
    public init() {
        nettle_sha256_init(&context)
    }

    /// Adds bytes.
    public mutating func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { buffer in
            nettle_sha256_update(&context, buffer.count, buffer.baseAddress)
        }
    }

    /// Adds bytes.
    public mutating func update(_ bytes: [UInt8]) {
        update(bytes.span)
    }

    /// Adds a text's UTF-8.
    public mutating func update(_ text: String) {
        update(text.utf8Span.span)
    }

    /// The digest of all that was added, 32 bytes; the value is then at its start again.
    public mutating func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            nettle_sha256_digest(&context, 32, buffer.baseAddress)
            count = 32
        }
    }

    /// The digest's first 16 bytes as two big-endian numbers, for identities that need no more; without an allocation.
    public mutating func finishShort() -> (high: UInt64, low: UInt64) {
        var words: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &words) { buffer in
            nettle_sha256_digest(&context, 16, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
        return (UInt64(bigEndian: words.0), UInt64(bigEndian: words.1))
    }

    /// The digest of some bytes.
    public static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }
}
