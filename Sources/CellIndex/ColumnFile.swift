import Foundation

/// An index's base in a file, so that a start need not read the store: columns as they lie in memory, with checksums.
///
/// The file is a cache. It may be missing, old, cut off or damaged at any time: then reading it throws, and the index is
/// built anew. Layout, in bytes:
///
///     0    "TMAPCOLS", version (4), 0x01020304 as the machine writes it (4)
///     16   where the header begins (8), its length (8), its XXH64 (8), the XXH64 of bytes 0 to 39 (8)
///     48   the columns: codes, kind numbers, seconds, hours, ids, order of time, bits of categories, sources, statuses
///          and levels, then places, ranks and starts of the coarse runs
///     …    the header, with the XXH64 of every column's every 256 kB
///
/// Numbers of this preamble and of the header are little-endian; columns are as the machine has them.
public struct ColumnFile {
    /// What the content is of, as the writer said.
    public var stamp: String { header.stamp }

    /// The sequence number up to which the content is complete.
    public var sequence: Int64 { header.sequence }

    /// The number of reports.
    public var count: Int { header.rows }

    let path: String
    let header: ColumnFileHeader
    private let file: FileHandle
    private let end: Int

    /// The version of the layout. It must rise whenever a column's layout or meaning changes.
    static let version: UInt32 = 1
    static let magic = Array("TMAPCOLS".utf8)
    static let byteOrderMark: UInt32 = 0x0102_0304
    static let preambleLength = 48
    static let chunkLength = 1 << 18

    /// Opens a file and reads what it says of itself.
    ///
    /// - Throws: ``ColumnFileError``.
    public init(open path: String) throws(ColumnFileError) {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path, reason: String(cString: strerror(errno))) }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        self.path = path
        let preamble = try Self.read(descriptor, path, at: 0, Self.preambleLength)
        guard preamble.starts(with: Self.fixedBytes) else { throw .otherFormat(path) }
        let words = preamble.withUnsafeBytes { bytes in
            (0..<4).map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16 + $0 * 8, as: UInt64.self)) }
        }
        var status = stat()
        guard words[3] == XXHash64.hash(Array(preamble.prefix(40))), fstat(descriptor, &status) == 0,
            let start = Int(exactly: words[0]), let length = Int(exactly: words[1]), start >= Self.preambleLength,
            length <= Int(status.st_size), start == Int(status.st_size) - length
        else { throw .damaged(path) }
        let bytes = try Self.read(descriptor, path, at: start, length)
        guard XXHash64.hash(bytes) == words[2] else { throw .damaged(path) }
        guard let header = ColumnFileHeader(bytes) else { throw .otherFormat(path) }
        (self.header, end) = (header, start)
    }

    /// The preamble's first 16 bytes.
    static var fixedBytes: [UInt8] {
        magic + [version.littleEndian, byteOrderMark].flatMap { word in withUnsafeBytes(of: word) { Array($0) } }
    }

    /// Reads the content; it takes about a tenth of the time of building it.
    ///
    /// - Throws: ``ColumnFileError``.
    public func load() throws(ColumnFileError) -> CellSnapshot {
        var columns = ColumnReader(self, descriptor: file.fileDescriptor, end: end)
        let table = try ReportTable(&columns)
        guard columns.isAtEnd else { throw .damaged(path) }
        return CellSnapshot(table, sequence: sequence)
    }

    private static func read(
        _ descriptor: Int32, _ path: String, at offset: Int, _ count: Int
    ) throws(ColumnFileError) -> [UInt8] {
        var isRead = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            isRead = ColumnReader.read(descriptor, at: offset, UnsafeMutableRawBufferPointer(buffer))
            initialized = isRead ? count : 0
        }
        guard isRead else { throw .damaged(path) }
        return bytes
    }
}
