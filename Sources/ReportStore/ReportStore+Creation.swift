import Foundation
import Reports

extension ReportStore {
    /// Makes an empty file. SQLite would make it too, but where it cannot its reason is that of another try, to read it.
    static func createFile(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotOpen(path, String(cString: strerror(errno))) }
        close(descriptor)
    }

    /// Makes an empty file a store; false where another process was faster.
    static func createTables(
        _ path: String, _ connection: SQLiteConnection, _ catalogue: Catalogue
    ) throws -> Bool {
        try wrap(path) {
            try configure(path, connection, .create)
            return try connection.transaction {
                guard try !isStore(path, connection) else { return false }
                try connection.execute(StoreSchema.tables)
                try insert(catalogue, connection)
                try connection.execute(
                    "PRAGMA application_id = \(StoreSchema.applicationID); PRAGMA user_version = \(StoreSchema.version);"
                )
                return true
            }
        }
    }

    private static func insert(_ catalogue: Catalogue, _ connection: SQLiteConnection) throws {
        let statement = try connection.prepare("INSERT INTO catalogues (version, name, json) VALUES (1, ?1, ?2)")
        statement.bind(1, catalogue.name)
        statement.bind(2, String(decoding: catalogue.json, as: UTF8.self))
        try statement.run()
        let lists = [
            ("categories", catalogue.categories.map(\.key)), ("sources", catalogue.sources.map(\.key)),
            ("statuses", catalogue.statuses.map(\.key)),
        ]
        for (table, keys) in lists {
            let statement = try connection.prepare("INSERT INTO \(table) (ordinal, key) VALUES (?1, ?2)")
            for (ordinal, key) in keys.enumerated() {
                statement.bind(1, Int64(ordinal))
                statement.bind(2, key)
                try statement.run()
            }
        }
    }

    /// Takes the store away again where this object made it and nobody has used it since: a failed first import leaves
    /// nothing behind. Use no other method after this one.
    public func discardIfNew() {
        if isNew { Self.removeUnused(path, connection) }
    }

    /// Removes a file without reports or imports that no other connection has open. To leave WAL mode takes sole use of
    /// the file, so where that fails another process has begun to work with it.
    static func removeUnused(_ path: String, _ connection: SQLiteConnection) {
        connection.setPatience(milliseconds: 0)
        guard (try? connection.text("PRAGMA journal_mode = DELETE")) == "delete",
            (try? connection.execute("BEGIN EXCLUSIVE")) != nil
        else { return }
        let isEmpty = (try? connection.integer("SELECT count(*) FROM sqlite_schema")) == 0
        let used = try? connection.integer("SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM imports)")
        if isEmpty || used == 0 { try? FileManager.default.removeItem(atPath: path) }
        try? connection.execute("ROLLBACK")
    }
}
