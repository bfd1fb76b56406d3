import Foundation
import SQLite

extension ReportStore {
    /// Copies the store into a new file, as it is at this moment, while others go on reading and writing. The file appears
    /// when it is complete. It is a store with an identity of its own: put in the place of this one, it makes readers begin
    /// anew, although its numbers go on from an earlier moment. The hashes of who filed are left out.
    ///
    /// - Parameters:
    ///   - progress: Gets the pages done and the pages in all.
    ///   - willWrite: Gets the files beside that place which a program that ends before the backup does leaves behind.
    /// - Throws: ``StoreError``.
    public func backUp(
        to file: String, _ progress: (Int, Int) -> Void = { _, _ in }, willWrite: ([String]) -> Void = { _ in }
    ) throws {
        let own = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let other = URL(fileURLWithPath: file)
        // The file itself need not exist, and only what exists can be resolved.
        let directory = other.deletingLastPathComponent().resolvingSymlinksInPath()
        let others = [
            other.resolvingSymlinksInPath().path, directory.appendingPathComponent(other.lastPathComponent).path,
        ]
        guard !["", "-wal", "-shm", "-journal"].contains(where: { others.contains(own + $0) }) else {
            throw StoreError.cannotOpen(file, "is the store itself or belongs to it; a backup needs another name")
        }
        do {
            try connection.backUp(to: file, progress, willWrite: willWrite) { copy in
                try StoreProperties(copy).initialise()
                // A backup is kept for years, and what tells who filed must not be.
                try copy.execute("PRAGMA secure_delete = ON; DELETE FROM filers; DELETE FROM salts")
            }
        } catch let error as SystemError {
            throw StoreError.notWritable(file, "\(error)")
        } catch let error as SQLiteError {
            throw StoreError.notWritable(file, error.message)
        }
    }
}
