import Foundation

extension ColumnFile {
    /// Writes a snapshot's base to a file, which is there whole or, where that fails, as it was before.
    ///
    /// Of several writers at once, in any number of processes, the first writes and the others do nothing.
    ///
    /// - Parameters:
    ///   - stamp: What the content is of; any text.
    ///   - mode: Who may read the file, as `chmod` has it.
    /// - Throws: ``ColumnFileError``.
    public static func write(
        _ snapshot: CellSnapshot, stamp: String, to path: String, mode: UInt16
    ) throws(ColumnFileError) {
        let temporary = path + ".tmp"
        let descriptor = open(temporary, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        guard isAlone(descriptor, temporary) else { return }
        do throws(ColumnFileError) {
            guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, mode_t(mode)) == 0 else { throw failure(path) }
            try write(snapshot, stamp, path, descriptor)
            guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw failure(path) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    /// Whether this process alone writes to a file, which still has the name under which it was opened.
    private static func isAlone(_ descriptor: Int32, _ path: String) -> Bool {
        var (own, named) = (stat(), stat())
        return flock(descriptor, LOCK_EX | LOCK_NB) == 0 && fstat(descriptor, &own) == 0 && stat(path, &named) == 0
            && own.st_ino == named.st_ino && own.st_dev == named.st_dev
    }

    private static func write(
        _ snapshot: CellSnapshot, _ stamp: String, _ path: String, _ descriptor: Int32
    ) throws(ColumnFileError) {
        var header = ColumnFileHeader(snapshot.base.table, stamp: stamp, sequence: snapshot.baseSequence)
        var writer = ColumnWriter(path, descriptor: descriptor)
        writer.seek(to: preambleLength)
        try snapshot.base.table.write(to: &writer)
        header.checksums = writer.checksums
        let (start, bytes) = (writer.offset, header.encoded)
        try writer.addPlain(bytes)
        var preamble = fixedBytes
        preamble += words([UInt64(start), UInt64(bytes.count), XXHash64.hash(bytes)])
        preamble += words([XXHash64.hash(preamble)])
        writer.seek(to: 0)
        try writer.addPlain(preamble)
    }

    private static func words(_ words: [UInt64]) -> [UInt8] {
        words.flatMap { word in withUnsafeBytes(of: word.littleEndian) { Array($0) } }
    }

    private static func failure(_ path: String) -> ColumnFileError {
        .cannotWrite(path, reason: String(cString: strerror(errno)))
    }
}
