import CSQLite

/// How long a connection found the write-ahead log at its last commit.
package final class LogLength {
    /// In pages.
    package fileprivate(set) var pages: Int32 = 0
}

extension SQLiteConnection {
    /// Leaves it to others to bring the log into the file, which takes tens of milliseconds, and tells how long it is.
    package func watchLog() -> LogLength {
        let length = LogLength()
        logLength = length
        // This takes the place of SQLite's own hook, which would bring the log into the file after a commit.
        sqlite3_wal_hook(
            database,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<LogLength>.fromOpaque(context).takeUnretainedValue().pages = pages
                return SQLITE_OK
            }, Unmanaged.passUnretained(length).toOpaque())
        return length
    }
}
