import Foundation
import Reports
import SQLite

/// What was done to a store that an older version of this program wrote.
public struct StoreUpgrade: Sendable, Equatable {
    /// The schema that it had.
    public var from: Int
    /// The schema that it has now.
    public var to: Int
    /// The copy of the file as it was.
    public var backup: String
}

extension ReportStore {
    /// Brings a store up to date: a copy of it is made, and then all steps are done in one transaction.
    ///
    /// - Returns: `nil` where there was nothing to do.
    /// - Throws: ``StoreError``; the store is then as it was.
    static func upgradeIfOld(_ path: String) throws -> StoreUpgrade? {
        guard let version = try oldVersion(path) else { return nil }
        return try upgrade(path, from: version)
    }

    /// Brings a store up to date that had a version a moment ago.
    ///
    /// - Returns: `nil` where another process was faster.
    static func upgrade(_ path: String, from version: Int64) throws -> StoreUpgrade? {
        do {
            let connection = try connect(path, .readWrite)
            try StoreMigration.prepare(connection)
            let backup = "\(path)-schema-\(version)"
            // Nobody else can write from here on: the copy is of what is upgraded, and never of what another process has
            // upgraded meanwhile, which would take the place of the true copy.
            let isDone = try connection.transaction {
                guard try connection.integer("PRAGMA user_version") == version else { return false }
                try connect(path, .readOnly).backUp(to: backup)
                try StoreMigration.run(connection, from: version, storedCatalogue(path, connection))
                return true
            }
            return isDone ? StoreUpgrade(from: Int(version), to: Int(StoreSchema.version), backup: backup) : nil
        } catch {
            throw StoreError.notUpgraded(path, from: Int(version), reason: "\(error)")
        }
    }

    /// The schema of a store that is older than ours; `nil` for one that is not, or for anything else.
    private static func oldVersion(_ path: String) throws -> Int64? {
        guard FileManager.default.fileExists(atPath: path), let connection = try? connectForReading(path),
            try isStore(path, connection)
        else { return nil }
        let version = try connection.integer("PRAGMA user_version")
        return version < StoreSchema.version ? version : nil
    }
}
