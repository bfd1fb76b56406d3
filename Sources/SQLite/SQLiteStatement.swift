import CSQLite

/// A compiled statement: bind, step through the rows, reset, and use again. It is finalised with its last reference.
package final class SQLiteStatement {
    private let statement: OpaquePointer
    private let database: OpaquePointer
    private let sql: String

    package init(_ statement: OpaquePointer, _ database: OpaquePointer, _ sql: String) {
        self.statement = statement
        self.database = database
        self.sql = sql
    }

    deinit {
        sqlite3_finalize(statement)
    }

    /// Goes to the next row; false where there is none.
    package func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let status: throw SQLiteError(code: status, database: database, sql: sql)
        }
    }

    /// Runs a statement that returns no rows, and makes it ready for the next run.
    package func run() throws(SQLiteError) {
        defer { reset() }
        _ = try step()
    }

    /// Makes the statement ready for another run; bound values stay.
    package func reset() {
        sqlite3_reset(statement)
    }

    /// Binds an integer, or NULL for `nil`, to a parameter, counted from 1.
    package func bind(_ index: Int32, _ value: Int64?) {
        if let value { sqlite3_bind_int64(statement, index, value) } else { sqlite3_bind_null(statement, index) }
    }

    /// Binds a floating-point number.
    package func bind(_ index: Int32, _ value: Double) {
        sqlite3_bind_double(statement, index, value)
    }

    /// Binds a text, or NULL for `nil`.
    package func bind(_ index: Int32, _ value: String?) {
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
    package func bind(_ index: Int32, high: UInt64, low: UInt64) {
        var words = (high.bigEndian, low.bigEndian)
        withUnsafeBytes(of: &words) { bytes in
            _ = sqlite3_bind_blob(statement, index, bytes.baseAddress, 16, threatmap_sqlite_transient())
        }
    }

    /// Binds bytes.
    package func bind(_ index: Int32, bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            // An empty array may have no address, and SQLite takes that for NULL.
            if let start = bytes.baseAddress, !bytes.isEmpty {
                _ = sqlite3_bind_blob(
                    statement, index, start, Int32(clamping: bytes.count), threatmap_sqlite_transient())
            } else {
                sqlite3_bind_zeroblob(statement, index, 0)
            }
        }
    }

    /// Binds values to the parameters from the first on.
    package func bind(_ values: [SQLiteValue]) {
        for (index, value) in values.enumerated() {
            let index = Int32(truncatingIfNeeded: index + 1)
            switch value {
            case .null: bind(index, nil as Int64?)
            case .integer(let integer): bind(index, integer)
            case .real(let number): bind(index, number)
            case .text(let text): bind(index, text)
            case .blob(let bytes): bind(index, bytes: bytes)
            }
        }
    }

    /// A column of the row, counted from 0, as an integer; 0 for NULL.
    package func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(statement, column)
    }

    /// A column of the row as an integer, or `nil` for NULL.
    package func optionalInteger(_ column: Int32) -> Int64? {
        sqlite3_column_type(statement, column) == SQLITE_NULL ? nil : sqlite3_column_int64(statement, column)
    }

    /// A column of the row as a floating-point number.
    package func double(_ column: Int32) -> Double {
        sqlite3_column_double(statement, column)
    }

    /// A column of the row as bytes; none for NULL.
    package func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }

    /// A column of 16 bytes as two big-endian numbers; missing bytes count as 0.
    package func words(_ column: Int32) -> (high: UInt64, low: UInt64) {
        var words: (high: UInt64, low: UInt64) = (0, 0)
        for (place, byte) in bytes(column).prefix(16).enumerated() {
            if place < 8 {
                words.high |= UInt64(byte) << UInt64(56 - 8 * place)
            } else {
                words.low |= UInt64(byte) << UInt64(120 - 8 * place)
            }
        }
        return words
    }

    /// A column of the row as text, or `nil` for NULL.
    package func text(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(statement, column) else { return nil }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
        return String(decoding: bytes, as: UTF8.self)
    }
}
