import Foundation
import Reports
import SQLite

/// What an import did, in rows.
public struct ImportSummary: Sendable, Equatable {
    /// The rows read, good and bad.
    public var read = 0
    /// The reports that are new in the store.
    public var accepted = 0
    /// The reports that the store had with other content.
    public var updated = 0
    /// The rows that are no reports.
    public var rejected = 0
    /// The rows that the store had already, exactly so.
    public var duplicates = 0

    /// An import that did nothing.
    public init() {}

    /// Counts one accepted row.
    public mutating func count(_ outcome: ImportSession.Outcome) {
        read += 1
        switch outcome {
        case .inserted: accepted += 1
        case .updated: updated += 1
        case .unchanged: duplicates += 1
        case .tooOld: rejected += 1
        }
    }
}

/// A file that is being imported, as the store's list of imports names it.
public struct ImportedFile: Sendable {
    /// The file's name.
    public var name: String
    /// The profile by which it is read.
    public var profile: String?

    /// Creates a file's description.
    public init(name: String, profile: String? = nil) {
        self.name = name
        self.profile = profile
    }

    func begin(_ connection: SQLiteConnection) throws -> Int64 {
        try connection.run(
            "INSERT INTO imports (file, profile, started) VALUES (?1, ?2, ?3)",
            [.text(name), .text(profile), .integer(Int64(Date().timeIntervalSince1970))])
        return try connection.integer("SELECT last_insert_rowid()")
    }

    static func end(
        _ id: Int64, _ summary: ImportSummary, hash: [UInt8]?, _ connection: SQLiteConnection
    ) throws {
        let numbers = [summary.read, summary.accepted, summary.updated, summary.rejected, summary.duplicates]
        try connection.run(
            """
            UPDATE imports SET finished = ?2, hash = ?3, read = ?4, accepted = ?5, updated = ?6, rejected = ?7,
                duplicates = ?8 WHERE id = ?1
            """,
            [.integer(id), .integer(Int64(Date().timeIntervalSince1970)), hash.map { .blob($0) } ?? .null]
                + numbers.map { .integer(Int64($0)) })
    }
}

extension ReportStore {
    /// Begins the import of a file.
    ///
    /// - Throws: ``StoreError``.
    public func beginImport(_ file: ImportedFile) throws -> ImportSession {
        try wrap { try ImportSession(self, file) }
    }
}
