import CSQLite
import Glibc

/// One connection to a SQLite file. Use it from one thread at a time.
package final class SQLiteConnection {
    /// How a file is opened.
    package enum Mode {
        /// Reading only; the file must exist.
        case readOnly
        /// Reading a file that nobody can be writing, without SQLite's own files beside it.
        case immutable
        /// Reading and writing; the file must exist.
        case readWrite
        /// Reading and writing; the file is made where it is missing.
        case create
    }

    /// Whether changes by others are not seen.
    package let isImmutable: Bool

    package let database: OpaquePointer

    /// Where ``watchLog()`` notes the log's length.
    package var logLength: LogLength?

    /// Statements that are used again and again, by their text.
    private var statements: [String: SQLiteStatement] = [:]

    /// Opens a file. SQLite reads nothing of it before the first statement.
    package init(path: String, mode: Mode) throws(SQLiteError) {
        let flags =
            switch mode {
            case .readOnly: SQLITE_OPEN_READONLY
            case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        Self.ignoreSizeLimitSignal
        var handle: OpaquePointer?
        let status = sqlite3_open_v2(Self.name(path, mode), &handle, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard status == SQLITE_OK, let handle else {
            defer { sqlite3_close_v2(handle) }
            throw SQLiteError(code: status, database: handle)
        }
        database = handle
        isImmutable = mode == .immutable
        sqlite3_extended_result_codes(handle, 1)
        setPatience(milliseconds: Self.usualPatience)
    }

    /// A write beyond the largest size of a file that the system allows would end the whole program, server and all; with the
    /// signal ignored it is an error like others. Done once, and only where the program has no handler of its own.
    private static let ignoreSizeLimitSignal: Void = {
        var action = sigaction()
        guard sigaction(SIGXFSZ, nil, &action) == 0, action.__sigaction_handler.sa_handler == nil else { return }
        signal(SIGXFSZ, SIG_IGN)
    }()

    /// What SQLite is to be given for a file: names such as `:memory:` mean no file to it.
    private static func name(_ path: String, _ mode: Mode) -> String {
        let path = path.hasPrefix("/") ? path : "./" + path
        guard case .immutable = mode else { return path }
        let escaped = path.utf8.map { byte in
            let isPlain = byte < 128 && !"%?#".utf8.contains(byte)
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "file:" + escaped.joined() + "?immutable=1"
    }

    deinit {
        statements = [:]
        sqlite3_close_v2(database)
    }

    /// Compiles a statement.
    package func prepare(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        var statement: OpaquePointer?
        let status = sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard status == SQLITE_OK, let statement else {
            throw SQLiteError(code: status, database: database, sql: sql)
        }
        return SQLiteStatement(statement, database, sql)
    }

    /// A compiled statement that is kept for the next use, reset.
    package func cached(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        if let statement = statements[sql] {
            statement.reset()
            return statement
        }
        let statement = try prepare(sql)
        statements[sql] = statement
        return statement
    }

    /// Runs one or more statements that return nothing of interest.
    package func execute(_ sql: String) throws(SQLiteError) {
        let status = sqlite3_exec(database, sql, nil, nil, nil)
        guard status == SQLITE_OK else { throw SQLiteError(code: status, database: database, sql: sql) }
    }

    /// The first column of the first row as an integer; 0 where there is no row or it is NULL.
    package func integer(_ sql: String) throws(SQLiteError) -> Int64 {
        let statement = try prepare(sql)
        return try statement.step() ? statement.integer(0) : 0
    }

    /// The first column of the first row as text, or `nil`.
    package func text(_ sql: String) throws(SQLiteError) -> String? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.text(0) : nil
    }

    /// Runs `body` in a read transaction: all that it reads is of one moment. In a transaction that is open it is anyway.
    package func reading<Result>(_ body: () throws -> Result) throws -> Result {
        if isInTransaction { return try body() }
        try execute("BEGIN")
        defer { try? execute("COMMIT") }
        return try body()
    }

    /// How long to wait for another connection's lock unless told otherwise, in milliseconds.
    package static let usualPatience = 5000

    /// How long to wait for another connection's lock. SQLite's own waiting sleeps ever longer, up to 100 ms, and so
    /// misses the moments in which an import lets others write; this one looks five times a millisecond.
    package func setPatience(milliseconds: Int) {
        let patience = UnsafeMutableRawPointer(bitPattern: milliseconds)
        sqlite3_busy_handler(
            database,
            { patience, tries in
                guard Int(tries) / 5 < Int(bitPattern: patience) else { return 0 }
                usleep(200)
                return 1
            }, patience)
    }

    /// Gives up the memory in which pages of the file are kept.
    package func releaseMemory() {
        sqlite3_db_release_memory(database)
    }

    /// The number of rows that the last statement changed.
    package var changedRows: Int { Int(sqlite3_changes64(database)) }
}
