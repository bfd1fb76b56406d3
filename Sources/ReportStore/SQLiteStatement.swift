import CSQLite

/// A compiled statement: bind, step through the rows, reset, and use again. It is finalised with its last reference.
final class SQLiteStatement {
    private let statement: OpaquePointer
    private let database: OpaquePointer
    private let sql: String

    init(_ statement: OpaquePointer, _ database: OpaquePointer, _ sql: String) {
        self.statement = statement
        self.database = database
        self.sql = sql
    }

    deinit {
        sqlite3_finalize(statement)
    }

    /// Goes to the next row; false where there is none.
    func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let status: throw SQLiteError(code: status, database: database, sql: sql)
        }
    }

    /// Runs a statement that returns no rows, and makes it ready for the next run.
    func run() throws(SQLiteError) {
        defer { reset() }
        _ = try step()
    }

    /// Makes the statement ready for another run; bound values stay.
    func reset() {
        sqlite3_reset(statement)
    }

    /// Binds an integer, or NULL for `nil`, to a parameter, counted from 1.
    func bind(_ index: Int32, _ value: Int64?) {
        if let value { sqlite3_bind_int64(statement, index, value) } else { sqlite3_bind_null(statement, index) }
    }

    /// Binds a floating-point number.
    func bind(_ index: Int32, _ value: Double) {
        sqlite3_bind_double(statement, index, value)
    }

    /// Binds a text, or NULL for `nil`.
    func bind(_ index: Int32, _ value: String?) {
        guard let value else {
            sqlite3_bind_null(statement, index)
            return
        }
        value.withCString { characters in
            _ = sqlite3_bind_text(
                statement, index, characters, Int32(clamping: value.utf8.count), threatmap_sqlite_transient())
        }
    }

    /// Binds two big-endian 64-bit numbers as a blob of 16 bytes.
    func bind(_ index: Int32, high: UInt64, low: UInt64) {
        var words = (high.bigEndian, low.bigEndian)
        withUnsafeBytes(of: &words) { bytes in
            _ = sqlite3_bind_blob(statement, index, bytes.baseAddress, 16, threatmap_sqlite_transient())
        }
    }

    /// A column of the row, counted from 0, as an integer; 0 for NULL.
    func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(statement, column)
    }

    /// A column of the row as an integer, or `nil` for NULL.
    func optionalInteger(_ column: Int32) -> Int64? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, column)
    }

    /// A column of the row as a floating-point number.
    func double(_ column: Int32) -> Double {
        sqlite3_column_double(statement, column)
    }

    /// A column of the row as text, or `nil` for NULL.
    func text(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(statement, column) else { return nil }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
        return String(decoding: bytes, as: UTF8.self)
    }
}
