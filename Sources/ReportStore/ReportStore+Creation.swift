import Foundation
import Reports
import SQLite

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
                try insert(catalogue, version: 1, connection)
                try StoreProperties(connection).initialise()
                try connection.execute(
                    "PRAGMA application_id = \(StoreSchema.applicationID); PRAGMA user_version = \(StoreSchema.version);"
                )
                return true
            }
        }
    }

    /// Stores a version of the catalogue; keys that have an ordinal already keep it.
    static func insert(_ catalogue: Catalogue, version: Int64, _ connection: SQLiteConnection) throws {
        try connection.run(
            "INSERT INTO catalogues (version, name, json, installed) VALUES (?1, ?2, ?3, ?4)",
            [
                .integer(version), .text(catalogue.name), .text(String(decoding: catalogue.json, as: UTF8.self)),
                .integer(Int64(Date().timeIntervalSince1970)),
            ])
        let order = catalogue.keyOrder
        let lists = [("categories", order.categories), ("sources", order.sources), ("statuses", order.statuses)]
        for (table, keys) in lists {
            for (ordinal, key) in keys.enumerated() {
                try connection.run(
                    "INSERT INTO \(table) (ordinal, key) VALUES (?1, ?2) ON CONFLICT (ordinal) DO NOTHING",
                    [.integer(Int64(ordinal)), .text(key)])
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
        let used = try? connection.integer(
            """
            SELECT (SELECT count(*) FROM reports) + (SELECT count(*) FROM keys)
                + (SELECT count(*) FROM imports WHERE finished IS NOT NULL) + (SELECT count(*) FROM aggregates)
                + (SELECT count(*) FROM catalogues WHERE version > 1)
            """)
        if isEmpty || used == 0 { try? FileManager.default.removeItem(atPath: path) }
        try? connection.execute("ROLLBACK")
    }
}
