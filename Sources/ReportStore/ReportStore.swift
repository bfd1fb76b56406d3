import Foundation
import Reports

/// The reports of one dataset in one SQLite file, in WAL mode: readers never wait for a writer, and what was acknowledged
/// survives a crash (`synchronous=FULL`).
///
/// One store object is one connection; use it from one thread at a time. Any number of them, in any number of processes,
/// may have the same file open.
public final class ReportStore {
    /// The file's name, as the user gave it.
    public let path: String

    /// What this dataset's reports can be.
    public let catalogue: Catalogue

    let connection: SQLiteConnection

    /// Opens a store that exists.
    ///
    /// - Parameter readOnly: Whether it is only to be read; a file that cannot be written can still be opened so.
    /// - Throws: ``StoreError``; the file is then as it was.
    public init(open path: String, readOnly: Bool = false) throws {
        (self.path, connection) = (path, try Self.connect(path, readOnly ? .readOnly : .readWrite))
        guard try Self.isStore(path, connection) else { throw StoreError.notAStore(path) }
        catalogue = try Self.storedCatalogue(path, connection)
    }

    /// Opens a store for writing and makes it, with that catalogue, where there is none.
    ///
    /// - Throws: ``StoreError``, also where it holds reports of another catalogue.
    public init(openOrCreate path: String, catalogue wanted: Catalogue) throws {
        let isNew = !FileManager.default.fileExists(atPath: path)
        do {
            (self.path, connection) = (path, try Self.connect(path, .create))
            if try !Self.isStore(path, connection) { try Self.createTables(path, connection, wanted) }
            catalogue = try Self.storedCatalogue(path, connection)
        } catch {
            if isNew { Self.removeFile(path) }
            throw error
        }
        guard catalogue.name == wanted.name else {
            throw StoreError.otherCatalogue(path, holds: catalogue.name, wanted: wanted.name)
        }
    }

    /// The number of the latest insertion or change; it only ever rises. 0 for an empty store.
    ///
    /// - Throws: ``StoreError``.
    public func sequence() throws -> Int64 {
        try wrap { try Self.sequence(connection) }
    }

    /// The number of reports.
    ///
    /// - Throws: ``StoreError``.
    public func count() throws -> Int {
        try wrap { Int(try connection.integer("SELECT count(*) FROM reports")) }
    }

    /// A number that changes when another connection, of this or another process, has committed. It costs next to nothing.
    ///
    /// - Throws: ``StoreError``.
    public func dataVersion() throws -> Int64 {
        try wrap { try connection.integer("PRAGMA data_version") }
    }

    static func sequence(_ connection: SQLiteConnection) throws(SQLiteError) -> Int64 {
        try connection.integer(
            "SELECT max(coalesce((SELECT max(id) FROM reports), 0), coalesce((SELECT max(sequence) FROM changes), 0))")
    }

    /// Runs `body` and turns SQLite's errors into ones that name the file.
    func wrap<Result>(_ body: () throws -> Result) throws -> Result {
        try Self.wrap(path, body)
    }
}

extension ReportStore {
    private static func wrap<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SQLiteError {
            throw storeError(path, error)
        }
    }

    /// What an error of SQLite means for the file's user (https://www.sqlite.org/rescode.html).
    private static func storeError(_ path: String, _ error: SQLiteError) -> StoreError {
        switch error.primaryCode {
        case 5, 6: .busy(path)
        case 26: .notAStore(path)
        case 8, 14: .notWritable(path, error.message)
        case 13: .notWritable(path, "the disk is full; the reports stored before are intact")
        default: .failed(path, error)
        }
    }

    private static func connect(_ path: String, _ mode: SQLiteConnection.Mode) throws -> SQLiteConnection {
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        guard !isDirectory.boolValue else { throw StoreError.isDirectory(path) }
        guard exists || mode == .create else { throw StoreError.missing(path) }
        return try wrap(path) {
            let connection = try SQLiteConnection(path: path, mode: mode)
            // Before anything is written: whose file is this?
            if try isStore(path, connection) { try configure(connection, mode) }
            return connection
        }
    }

    /// Whether the file is a store; an empty one is none yet. Anything else throws.
    private static func isStore(_ path: String, _ connection: SQLiteConnection) throws -> Bool {
        try wrap(path) {
            let mark = try connection.integer("PRAGMA application_id")
            let version = try connection.integer("PRAGMA user_version")
            if mark == 0 && version == 0 {
                guard try connection.integer("SELECT count(*) FROM sqlite_schema") == 0 else {
                    throw StoreError.notAStore(path)
                }
                return false
            }
            guard mark == StoreSchema.applicationID else { throw StoreError.notAStore(path) }
            guard version <= StoreSchema.version else {
                throw StoreError.newerVersion(path, found: Int(version), supported: Int(StoreSchema.version))
            }
            return true
        }
    }

    private static func configure(_ connection: SQLiteConnection, _ mode: SQLiteConnection.Mode) throws {
        try connection.execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;")
        guard mode != .readOnly else { return }
        _ = try connection.text("PRAGMA journal_mode = WAL")
    }

    private static func createTables(_ path: String, _ connection: SQLiteConnection, _ catalogue: Catalogue) throws {
        try wrap(path) {
            try configure(connection, .create)
            try connection.transaction {
                try connection.execute(StoreSchema.tables)
                try insert(catalogue, connection)
                try connection.execute(
                    "PRAGMA application_id = \(StoreSchema.applicationID); PRAGMA user_version = \(StoreSchema.version);"
                )
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

    private static func storedCatalogue(_ path: String, _ connection: SQLiteConnection) throws -> Catalogue {
        let json = try wrap(path) {
            try connection.text("SELECT json FROM catalogues ORDER BY version DESC LIMIT 1")
        }
        guard let json else { throw StoreError.brokenCatalogue(path, "there is none") }
        do {
            return try Catalogue(Array(json.utf8), file: "catalogue")
        } catch {
            throw StoreError.brokenCatalogue(path, "\(error)")
        }
    }

    /// Takes away a store that could not be made, so that a failed import leaves nothing behind.
    private static func removeFile(_ path: String) {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    }
}

extension ReportStore {
    /// The catalogue of a store, or `nil` where the file is empty and so none yet.
    ///
    /// - Throws: ``StoreError``.
    public static func catalogue(of path: String) throws -> Catalogue? {
        let connection = try connect(path, .readOnly)
        return try isStore(path, connection) ? storedCatalogue(path, connection) : nil
    }

    /// Takes away a store's files, for one that was made in vain.
    public static func remove(_ path: String) {
        removeFile(path)
    }
}
