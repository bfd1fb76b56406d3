import CSQLite
import Foundation

/// A failure that SQLite reported: its code, its words, and the statement that failed, without the values bound to it.
public struct SQLiteError: Error, Equatable, CustomStringConvertible {
    /// The extended result code (https://www.sqlite.org/rescode.html).
    public var code: Int32

    /// SQLite's message.
    public var message: String

    /// The statement, where there is one.
    public var sql: String?

    /// The code's low byte, which is its kind.
    public var primaryCode: Int32 { code & 0xFF }

    /// The message and its code; the statement is for the log, not for users.
    public var description: String { "\(message) (SQLite error \(code))" }

    /// A failure that we found ourselves.
    package init(code: Int32, message: String) {
        (self.code, self.message) = (code, message)
    }

    package init(code: Int32, database: OpaquePointer?, sql: String? = nil) {
        self.code = code
        self.sql = sql
        message = database.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
        // Why a file cannot be opened only the system knows.
        if primaryCode == SQLITE_CANTOPEN, let database, sqlite3_system_errno(database) != 0 {
            message += ": " + String(cString: strerror(sqlite3_system_errno(database)))
        }
    }
}
