import Glibc

/// A file without a name: however the program ends, the file is gone with it.
///
/// It is written by one thread, from its beginning to its end, and then read by any number of them.
public final class TemporaryFile: Sendable {
    private let descriptor: Int32

    /// Makes an empty file.
    ///
    /// - Throws: ``TemporaryFileError`` where the directory does not let us.
    public init(in directory: String) throws(TemporaryFileError) {
        var template = Array((directory.hasSuffix("/") ? directory : directory + "/").utf8CString.dropLast())
        template += Array("threatmap-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw TemporaryFileError("mkstemp", errno) }
        unlink(template)
    }

    deinit {
        close(descriptor)
    }

    /// Appends bytes.
    ///
    /// - Throws: ``TemporaryFileError``, as where the disk is full.
    public func append(_ bytes: [UInt8]) throws(TemporaryFileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw TemporaryFileError("write", errno) }
            rest = rest.dropFirst(count)
        }
    }

    /// The number of bytes.
    public var size: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Copies what there is from a place on and fits, and returns how much that was: 0 only at the end, or without room.
    ///
    /// - Throws: ``TemporaryFileError``.
    public func read(from position: Int, into buffer: UnsafeMutableRawBufferPointer) throws(TemporaryFileError) -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(max(position, 0)))
            if count >= 0 { return count }
            guard errno == EINTR else { throw TemporaryFileError("pread", errno) }
        }
    }
}

/// Some bytes of a temporary file, as a body.
public struct FileSlice: Sendable, Equatable {
    /// The file.
    public let file: TemporaryFile

    /// Which of its bytes.
    public var range: Range<Int>

    /// The whole of a file, as it is now.
    public init(_ file: TemporaryFile) {
        self.file = file
        range = 0..<file.size
    }

    /// Whether both are the same bytes of the same file.
    public static func == (left: FileSlice, right: FileSlice) -> Bool {
        left.file === right.file && left.range == right.range
    }

    /// All of the bytes.
    ///
    /// - Throws: ``TemporaryFileError``, also where the file is shorter.
    public func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(range.count)
        var piece = [UInt8](repeating: 0, count: min(range.count, 64 << 10))
        while bytes.count < range.count {
            let wanted = min(piece.count, range.count - bytes.count)
            let position = range.lowerBound + bytes.count
            let count = try piece.withUnsafeMutableBytes { buffer in
                try file.read(from: position, into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]))
            }
            guard count > 0 else { throw TemporaryFileError("pread", EIO) }
            bytes += piece[..<count]
        }
        return bytes
    }
}

/// A temporary file that the system does not let us have.
public struct TemporaryFileError: Error, Equatable, CustomStringConvertible {
    private let call: String
    private let code: Int32

    init(_ call: String, _ code: Int32) {
        (self.call, self.code) = (call, code)
    }

    /// Whether there is no room for it.
    public var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }

    /// The call that failed, and what the system says.
    public var description: String { "a temporary file failed: \(call): \(String(cString: strerror(code)))" }
}
