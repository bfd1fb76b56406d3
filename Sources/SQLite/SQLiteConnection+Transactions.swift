import CSQLite

extension SQLiteConnection {
    /// Whether a transaction is open. After some errors, such as a full disk, SQLite rolls it back by itself.
    package var isInTransaction: Bool { sqlite3_get_autocommit(database) == 0 }

    /// Runs `body` in a write transaction: all of it is kept, or, where it throws, none. Within a transaction it is a part
    /// of that one.
    package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        if isInTransaction { return try part(body) }
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body()
            try commit()
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Ends the transaction: when this returns, it is durable, in the file that the path names.
    package func commit() throws(SQLiteError) {
        try execute("COMMIT")
        try checkPlace()
    }

    /// Takes back the transaction, if one is open.
    package func rollBack() {
        // This may fail only where SQLite has done it already, and the error that led here matters.
        if isInTransaction { try? execute("ROLLBACK") }
    }

    /// Runs `body` in a part of the transaction that is open: where it throws, what it did is taken back.
    package func part<Result>(_ body: () throws -> Result) throws -> Result {
        try run("SAVEPOINT part")
        do {
            let result = try body()
            try run("RELEASE part")
            return result
        } catch {
            if isInTransaction {
                try run("ROLLBACK TO part")
                try run("RELEASE part")
            }
            throw error
        }
    }

    /// Whether the file was deleted, renamed or replaced since it was opened: what is written then, nobody finds again.
    package var isMisplaced: Bool {
        var hasMoved: Int32 = 0
        return sqlite3_file_control(database, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved) == SQLITE_OK && hasMoved != 0
    }

    private func checkPlace() throws(SQLiteError) {
        guard isMisplaced else { return }
        throw SQLiteError(
            code: SQLITE_READONLY | 4 << 8,
            message: "the file was deleted, moved or replaced while it was open; what was just written is lost")
    }
}
