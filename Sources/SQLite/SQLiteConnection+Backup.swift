import CSQLite
import Foundation

extension SQLiteConnection {
    /// Copies the whole database into a new file, as it is at this moment; others go on reading and writing meanwhile.
    ///
    /// The copy is made beside its place and put there when it is complete and on the disk: nobody ever finds half of it.
    ///
    /// - Parameters:
    ///   - progress: Gets the pages copied and the pages in all.
    ///   - willWrite: Gets the files beside that place of which there may be any until it is complete.
    ///   - finish: The last work on the copy, before it gets its name.
    package func backUp(
        to path: String, _ progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
        willWrite: ([String]) -> Void = { _ in }, finish: (SQLiteConnection) throws -> Void = { _ in }
    ) throws {
        // A name of its own: two programs that back up to one place must not write one file.
        let unfinished = "\(path).part-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
        willWrite(["", "-journal", "-wal", "-shm"].map { unfinished + $0 })
        do {
            // In a read transaction: else each write of another process would begin the copy anew.
            try reading {
                _ = try integer("SELECT count(*) FROM sqlite_schema")
                let copy = try SQLiteConnection(path: unfinished, mode: .create)
                try copyPages(to: copy, progress)
                // A copy at rest is one file, not three.
                guard try copy.text("PRAGMA journal_mode = DELETE") == "delete" else {
                    throw SystemError("leaving WAL mode", unfinished)
                }
                try finish(copy)
            }
            try Self.synchronise(unfinished)
            guard rename(unfinished, path) == 0 else { throw SystemError("rename", path) }
            try Self.synchronise((path as NSString).deletingLastPathComponent)
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw error
        }
    }

    private func copyPages(to copy: SQLiteConnection, _ progress: (Int, Int) -> Void) throws {
        guard let backup = sqlite3_backup_init(copy.database, "main", database, "main") else {
            throw SQLiteError(code: sqlite3_errcode(copy.database), database: copy.database)
        }
        var status = SQLITE_OK
        repeat {
            status = sqlite3_backup_step(backup, 1024)
            let total = Int(sqlite3_backup_pagecount(backup))
            progress(total - Int(sqlite3_backup_remaining(backup)), total)
        } while status == SQLITE_OK
        sqlite3_backup_finish(backup)
        guard status == SQLITE_DONE else { throw SQLiteError(code: status, database: copy.database) }
    }

    /// Brings what was written to a file or directory onto the disk.
    private static func synchronise(_ path: String) throws {
        let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw SystemError("fsync", path) }
    }
}

/// A call to the system that failed.
package struct SystemError: Error, CustomStringConvertible {
    /// The call, the file and the system's reason.
    package let description: String

    package init(_ call: String, _ path: String) {
        description = "\(path): \(String(cString: strerror(errno))) (\(call))"
    }
}
