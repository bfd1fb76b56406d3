import Dispatch
import Foundation

/// Reads the columns of a column file one after the other, each checked against its checksums.
struct ColumnReader {
    let header: ColumnFileHeader
    private let path: String
    private let descriptor: Int32
    private let end: Int
    private var offset = ColumnFile.preambleLength
    private var chunk = 0

    /// - Parameter end: Where the columns end.
    init(_ file: ColumnFile, descriptor: Int32, end: Int) {
        (header, path, self.descriptor, self.end) = (file.header, file.path, descriptor, end)
    }

    /// Whether all has been read, and no checksum is left over.
    var isAtEnd: Bool { offset == end && chunk == header.checksums.count }

    /// The error that the file is damaged.
    var damage: ColumnFileError { .damaged(path) }

    /// The next column, of so many numbers.
    mutating func column<Element: BitwiseCopyable>(
        _ type: Element.Type = Element.self, count: Int
    ) throws(ColumnFileError) -> [Element] {
        let (length, overflow) = count.multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
        // Before memory is asked for: the file must have what the header promises.
        let chunks = length / ColumnFile.chunkLength + (length % ColumnFile.chunkLength > 0 ? 1 : 0)
        guard !overflow, length <= end - offset, chunks <= header.checksums.count - chunk else { throw damage }
        var isRead = false
        let column = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            let bytes = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<length])
            LargeMemory.advise(bytes)
            isRead = readChunks(chunks, bytes)
            initialized = isRead ? count : 0
        }
        guard isRead else { throw damage }
        offset += length
        chunk += chunks
        return column
    }

    /// Reads a column's chunks on all cores; false where one is missing or damaged.
    private func readChunks(_ chunks: Int, _ bytes: UnsafeMutableRawBufferPointer) -> Bool {
        let failures = FailureCount()
        // Every chunk is a part of the buffer of its own.
        nonisolated(unsafe) let bytes = bytes
        let (descriptor, offset, first, checksums) = (descriptor, offset, chunk, header.checksums)
        DispatchQueue.concurrentPerform(iterations: chunks) { index in
            let start = index * ColumnFile.chunkLength
            let part = UnsafeMutableRawBufferPointer(
                rebasing: bytes[start..<min(start + ColumnFile.chunkLength, bytes.count)])
            guard Self.read(descriptor, at: offset + start, part),
                XXHash64.hash(UnsafeRawBufferPointer(part)) == checksums[first + index]
            else { return failures.add() }
        }
        return failures.isZero
    }

    /// Fills a buffer from a place in a file; false where the file ends before it or cannot be read.
    static func read(_ descriptor: Int32, at offset: Int, _ buffer: UnsafeMutableRawBufferPointer) -> Bool {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }
}
