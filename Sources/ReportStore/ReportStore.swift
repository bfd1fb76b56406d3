import Foundation
import Reports
import SQLite

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

    /// Whether this object made the file.
    let isNew: Bool

    /// The clock, in seconds since 1970 UTC; tests set their own.
    var now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970) }

    /// The version of the catalogue.
    let catalogueVersion: Int64

    /// The stamp when the catalogue was read.
    let openedStamp: String

    /// What was done to the file because an older version of this program wrote it.
    public let upgrade: StoreUpgrade?

    /// Opens a store that exists.
    ///
    /// - Parameter readOnly: Whether it is only to be read; a file that cannot be written can still be opened so.
    /// - Throws: ``StoreError``; the file is then as it was.
    public init(open path: String, readOnly: Bool = false) throws {
        (self.path, isNew) = (path, false)
        upgrade = try Self.upgradeIfOld(path)
        connection = try readOnly ? Self.connectForReading(path) : Self.connect(path, .readWrite)
        guard try Self.isStore(path, connection) else { throw StoreError.notAStore(path) }
        (openedStamp, catalogueVersion) = try Self.wrap(path) { [connection] in
            (try StoreProperties(connection).stamp, try Self.catalogueVersion(connection))
        }
        catalogue = try Self.storedCatalogue(path, connection)
    }

    /// Opens a store for writing and makes it, with that catalogue, where there is none.
    ///
    /// - Throws: ``StoreError``, also where it holds reports of another catalogue.
    public init(openOrCreate path: String, catalogue wanted: Catalogue) throws {
        let isMissing = !FileManager.default.fileExists(atPath: path)
        upgrade = isMissing ? nil : try Self.upgradeIfOld(path)
        let connection = try Self.connect(path, .create)
        do {
            let isNew = try !Self.isStore(path, connection) && Self.createTables(path, connection, wanted)
            (self.path, self.connection, self.isNew) = (path, connection, isNew && isMissing)
            (openedStamp, catalogueVersion) = try Self.wrap(path) {
                (try StoreProperties(connection).stamp, try Self.catalogueVersion(connection))
            }
            catalogue = try Self.storedCatalogue(path, connection)
        } catch {
            if isMissing { Self.removeUnused(path, connection) }
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

    /// The number of reports, those of which only counts were retained included.
    ///
    /// - Throws: ``StoreError``.
    public func count() throws -> Int {
        try wrap {
            Int(
                try connection.integer(
                    "SELECT (SELECT count(*) FROM reports) + (SELECT coalesce(sum(count), 0) FROM aggregates)"))
        }
    }

    /// A number that changes when another connection, of this or another process, has committed. It costs next to nothing.
    ///
    /// - Throws: ``StoreError``.
    public func dataVersion() throws -> Int64 {
        // A file that was taken to be at rest is in use after all: it must be opened anew.
        if connection.isImmutable, Self.isShared(path) { throw StoreError.busy(path) }
        return try wrap { try connection.integer("PRAGMA data_version") }
    }

    static func sequence(_ connection: SQLiteConnection) throws(SQLiteError) -> Int64 {
        try connection.first(
            """
            SELECT max(coalesce((SELECT max(id) FROM reports), 0), coalesce((SELECT max(sequence) FROM changes), 0),
                coalesce((SELECT first + count - 1 FROM aggregates ORDER BY first DESC LIMIT 1), 0))
            """
        ) { $0.integer(0) } ?? 0
    }

    /// What changes when reports went away or the catalogue was replaced: a reader then begins anew instead of following
    /// the change feed.
    ///
    /// - Throws: ``StoreError``.
    public var stamp: String {
        get throws { try wrap { try StoreProperties(connection).stamp } }
    }

    /// Runs `body` and turns SQLite's errors into ones that name the file.
    func wrap<Result>(_ body: () throws -> Result) throws -> Result {
        try Self.wrap(path, body)
    }
}

extension ReportStore {
    static func wrap<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
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
        case 8: .notWritable(path, error.message)
        case 14: .cannotOpen(path, error.message)
        // A write, a truncation or a wait for the disk, of the file, its log or the memory that programs share.
        case 10 where [778, 1034, 1290, 1546, 4874, 5130].contains(error.code):
            .notWritable(path, "the disk refuses it (a quota, a size limit or a broken disk): \(error)")
        case 13: .notWritable(path, "the disk is full; the reports stored before are intact")
        default: .failed(path, error)
        }
    }

    static func connect(_ path: String, _ mode: SQLiteConnection.Mode) throws -> SQLiteConnection {
        guard !path.isEmpty else { throw StoreError.cannotOpen(path, "a store needs a name") }
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        guard !isDirectory.boolValue else { throw StoreError.isDirectory(path) }
        guard exists || mode == .create else { throw StoreError.missing(path) }
        // SQLite takes a file of one byte for an empty one, and would write over it.
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
        if let size = size?.intValue, (1..<512).contains(size) { throw StoreError.notAStore(path) }
        if !exists { try createFile(path) }
        return try wrap(path) {
            let connection = try SQLiteConnection(path: path, mode: mode)
            // Before anything is written: whose file is this?
            if try isStore(path, connection) { try configure(path, connection, mode) }
            return connection
        }
    }

    /// Whether SQLite's files of a store in use are beside it.
    private static func isShared(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "-wal")
    }

    /// Opens a file for reading only. SQLite shares a file in WAL mode through two more beside it; where their directory
    /// cannot be written and they do not exist, nobody is writing, and the file can be read as it stands.
    static func connectForReading(_ path: String) throws -> SQLiteConnection {
        do {
            return try connect(path, .readOnly)
        } catch let error as StoreError {
            switch error {
            case .cannotOpen where !isShared(path), .notWritable where !isShared(path):
                return try connect(path, .immutable)
            default: throw error
            }
        }
    }

    /// Whether the file is a store; an empty one is none yet. Anything else throws.
    static func isStore(_ path: String, _ connection: SQLiteConnection) throws -> Bool {
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

    static func configure(_ path: String, _ connection: SQLiteConnection, _ mode: SQLiteConnection.Mode) throws {
        try connection.execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;")
        guard mode == .readWrite || mode == .create else { return }
        guard try connection.text("PRAGMA journal_mode = WAL") == "wal" else {
            throw StoreError.cannotOpen(path, "its file system cannot share it between programs (SQLite's WAL mode)")
        }
    }
}
