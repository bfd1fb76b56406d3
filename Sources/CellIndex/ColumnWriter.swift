import Foundation

/// Writes columns one after the other and notes their checksums.
struct ColumnWriter {
    /// The checksums of what was written so far.
    private(set) var checksums: [UInt64] = []
    /// Where the next byte goes.
    private(set) var offset = 0

    private let path: String
    private let descriptor: Int32

    init(_ path: String, descriptor: Int32) {
        (self.path, self.descriptor) = (path, descriptor)
    }

    /// Writes a column.
    mutating func add<Element: BitwiseCopyable>(_ column: [Element]) throws(ColumnFileError) {
        var failure: ColumnFileError?
        column.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count, failure == nil {
                let end = min(start + ColumnFile.chunkLength, bytes.count)
                let part = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                checksums.append(XXHash64.hash(part))
                failure = write(part)
                start = end
            }
        }
        if let failure { throw failure }
    }

    /// Writes bytes without a checksum of their own.
    mutating func addPlain(_ bytes: [UInt8]) throws(ColumnFileError) {
        if let failure = bytes.withUnsafeBytes({ write($0) }) { throw failure }
    }

    /// Goes back to a place in the file.
    mutating func seek(to offset: Int) {
        self.offset = offset
    }

    private mutating func write(_ bytes: UnsafeRawBufferPointer) -> ColumnFileError? {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return .cannotWrite(path, reason: String(cString: strerror(errno))) }
            done += count
            offset += count
        }
        return nil
    }
}
