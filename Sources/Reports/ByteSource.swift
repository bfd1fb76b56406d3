import Compression

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
    case recordTooLong(String, line: Int)
    /// A JSON object is longer than any real one.
    case objectTooLong(String, line: Int)
    /// The JSON around the features is broken, and where the next one begins cannot be told.
    case malformed(String, line: Int, String)

    /// One line that names the file.
    public var description: String {
        switch self {
        case .missing(let file): "\(file): there is no such file"
        case .isDirectory(let file): "\(file): is a directory, not a file"
        case .unreadable(let file, let reason): "\(file): cannot be read: \(reason)"
        case .gzip(let file, let error): "\(file): \(error)"
        case .recordTooLong(let file, let line):
            "\(file), line \(line): the record that begins here is longer than 1 MiB; is a closing quote missing?"
        case .objectTooLong(let file, let line):
            "\(file), line \(line): the object that begins here is longer than 1 MiB; is a closing brace missing?"
        case .malformed(let file, let line, let problem): "\(file), line \(line): \(problem)"
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

/// A source of which the first bytes have been read, and are handed out again.
struct ReplayedSource: ByteSource {
    private var start: [UInt8]
    private var rest: any ByteSource

    /// Creates a source.
    ///
    /// - Parameters:
    ///   - start: What has been read.
    ///   - rest: What it was read from.
    init(_ start: [UInt8], before rest: any ByteSource) {
        self.start = start
        self.rest = rest
    }

    var bytesRead: Int { rest.bytesRead }

    mutating func nextChunk() throws -> [UInt8] {
        guard start.isEmpty else {
            defer { start = [] }
            return start
        }
        return try rest.nextChunk()
    }
}
