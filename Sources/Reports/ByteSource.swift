import Compression
import Foundation

/// A stream of bytes in chunks.
public protocol ByteSource {
    /// The next chunk; empty at the end.
    ///
    /// - Throws: ``InputError`` where reading fails.
    mutating func nextChunk() throws -> [UInt8]

    /// The bytes read so far of the file itself, compressed as it may be, for a progress bar.
    var bytesRead: Int { get }
}

/// Why an input cannot be read.
public enum InputError: Error, Equatable, CustomStringConvertible {
    /// There is no such file.
    case missing(String)
    /// It is a directory.
    case isDirectory(String)
    /// The system's own words for what went wrong.
    case unreadable(String, String)
    /// It is gzip, but broken.
    case gzip(String, GzipError)
    /// A record is longer than any real one.
    case recordTooLong(line: Int)

    /// One line that names the file.
    public var description: String {
        switch self {
        case .missing(let file): "\(file): there is no such file"
        case .isDirectory(let file): "\(file): is a directory, not a file"
        case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
        case .gzip(let file, let error): "\(file): \(error)"
        case .recordTooLong(let line):
            "line \(line): the record that begins here is longer than 1 MiB; is a closing quote missing?"
        }
    }
}

/// The bytes of an array in one chunk, for tests and for bodies of requests.
public struct ByteArraySource: ByteSource {
    private var bytes: [UInt8]
    /// The bytes read so far.
    public private(set) var bytesRead = 0

    /// Creates a source.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// All bytes, then none.
    public mutating func nextChunk() -> [UInt8] {
        defer { bytes = [] }
        bytesRead += bytes.count
        return bytes
    }
}

/// A file, or standard input where its name is `-`; unpacked where it is gzip, whatever its name.
public final class FileSource: ByteSource {
    /// The file's name as the user gave it.
    public let name: String

    /// The file's size in bytes, or `nil` for standard input.
    public let size: Int?

    /// The bytes read so far.
    public private(set) var bytesRead = 0

    private let handle: FileHandle
    private var decompressor: GzipDecompressor?
    private var isAtStart = true

    /// Opens a file.
    ///
    /// - Throws: ``InputError``.
    public init(_ name: String) throws {
        self.name = name
        guard name != "-" else {
            size = nil
            handle = .standardInput
            return
        }
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory) else {
            throw InputError.missing(name)
        }
        guard !isDirectory.boolValue else { throw InputError.isDirectory(name) }
        guard let handle = FileHandle(forReadingAtPath: name) else {
            throw InputError.unreadable(name, String(cString: strerror(errno)))
        }
        self.handle = handle
        size = (try? FileManager.default.attributesOfItem(atPath: name)[.size] as? NSNumber)?.intValue
    }

    /// The next chunk, unpacked.
    ///
    /// - Throws: ``InputError``.
    public func nextChunk() throws -> [UInt8] {
        while true {
            let raw = try readRaw()
            if isAtStart {
                isAtStart = false
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
        do {
            let bytes = [UInt8](try handle.read(upToCount: 1 << 18) ?? Data())
            bytesRead += bytes.count
            return bytes
        } catch {
            throw InputError.unreadable(name, error.localizedDescription)
        }
    }

    private func gzip<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as GzipError {
            throw InputError.gzip(name, error)
        }
    }
}
