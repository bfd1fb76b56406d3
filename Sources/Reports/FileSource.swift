import Compression
import Digest
import Foundation

/// A file, or standard input where its name is `-`; unpacked where it is gzip, whatever its name.
public final class FileSource: ByteSource {
    /// The file's name as the user gave it, or in words for standard input.
    public let name: String

    /// The file's size in bytes, or `nil` for standard input and pipes.
    public let size: Int?

    /// The bytes read so far.
    public private(set) var bytesRead = 0

    private var hash = SHA256()
    private let descriptor: Int32
    private var decompressor: GzipDecompressor?
    private var isAtStart = true

    /// Opens a file.
    ///
    /// - Throws: ``InputError``.
    public init(_ name: String) throws {
        guard name != "-" else {
            (self.name, size, descriptor) = ("standard input", nil, STDIN_FILENO)
            return
        }
        var status = stat()
        guard stat(name, &status) == 0 else {
            let code = errno
            throw code == ENOENT ? InputError.missing(name) : .unreadable(name, String(cString: strerror(code)))
        }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw InputError.isDirectory(name) }
        descriptor = open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputError.unreadable(name, String(cString: strerror(errno))) }
        self.name = name
        // A pipe's size is not how much it will give.
        size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// The next chunk, unpacked.
    ///
    /// - Throws: ``InputError``.
    public func nextChunk() throws -> [UInt8] {
        while true {
            var raw = try readRaw()
            if isAtStart {
                isAtStart = false
                if raw.count == 1 { raw += try readRaw() }
                // 1F 8B begins every gzip member (RFC 1952, section 2.3.1) and no text.
                if raw.starts(with: [0x1F, 0x8B]) { decompressor = try gzip { try GzipDecompressor() } }
            }
            guard let decompressor else { return raw }
            if raw.isEmpty {
                try gzip { try decompressor.finish() }
                return []
            }
            var unpacked: [UInt8] = []
            try gzip { try decompressor.decompress(raw) { unpacked.append(contentsOf: $0) } }
            if !unpacked.isEmpty { return unpacked }
        }
    }

    private func readRaw() throws -> [UInt8] {
        // What is compressed may unpack to a thousand times as much, all of it one chunk.
        let room = decompressor == nil ? 1 << 16 : 1 << 14
        var result = 0
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            repeat {
                result = read(descriptor, buffer.baseAddress, room)
                code = errno
            } while result < 0 && code == EINTR
            count = max(result, 0)
        }
        guard result >= 0 else { throw InputError.unreadable(name, String(cString: strerror(code))) }
        bytesRead += bytes.count
        hash.update(bytes)
        return bytes
    }

    /// The SHA-256 of the file as it is, packed or not, as far as it was read. It is taken once.
    public func digest() -> [UInt8] {
        hash.finish()
    }

    private func gzip<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as GzipError {
            throw InputError.gzip(name, error)
        }
    }
}
