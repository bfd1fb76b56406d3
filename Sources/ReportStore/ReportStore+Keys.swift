import Foundation
import Reports
import SQLite

/// A key as it is listed; the secret itself is not kept.
public struct ListedKey: Sendable, Equatable {
    /// The key.
    public var key: AccessKey
    /// When it was made, in seconds since 1970 UTC.
    public var created: Int64
    /// When it was revoked, or `nil` where it is good.
    public var revoked: Int64?
}

extension ReportStore {
    /// Makes a key. The secret is returned this once; the store keeps its SHA-256 alone, which is enough for a secret of
    /// 256 random bits.
    ///
    /// - Throws: ``StoreError``.
    public func addKey(_ role: AccessKey.Role, unit: String?) throws -> (key: AccessKey, secret: String) {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        let encoded = Data(bytes).base64EncodedString()
        let secret = "tm_" + encoded.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        let id = try wrap {
            try connection.transaction {
                try connection.run(
                    "INSERT INTO keys (hash, role, unit, created) VALUES (?1, ?2, ?3, ?4)",
                    [.blob(Self.digest(secret)), .text(role.rawValue), .text(unit), .integer(now())])
                return try connection.integer("SELECT last_insert_rowid()")
            }
        }
        return (AccessKey(id: id, role: role, unit: unit), secret)
    }

    /// All keys, the revoked ones included, in the order in which they were made.
    ///
    /// - Throws: ``StoreError``.
    public func keys() throws -> [ListedKey] {
        try wrap {
            try connection.rows("SELECT id, role, unit, created, revoked FROM keys ORDER BY id") { row in
                ListedKey(
                    key: AccessKey(
                        id: row.integer(0), role: AccessKey.Role(rawValue: row.text(1) ?? "") ?? .coordinator,
                        unit: row.text(2)),
                    created: row.integer(3), revoked: row.optionalInteger(4))
            }
        }
    }

    /// Makes a key good for nothing, at once.
    ///
    /// - Returns: False where there is no such key, or it was revoked before.
    /// - Throws: ``StoreError``.
    public func revokeKey(_ id: Int64) throws -> Bool {
        try wrap {
            try connection.transaction {
                try connection.run(
                    "UPDATE keys SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL", [.integer(id), .integer(now())])
                return connection.changedRows > 0
            }
        }
    }

    /// The key of a secret; `nil` for one that is unknown or revoked.
    ///
    /// - Throws: ``StoreError``.
    public func key(secret: String) throws -> AccessKey? {
        try wrap {
            try connection.first(
                "SELECT id, role, unit FROM keys WHERE hash = ?1 AND revoked IS NULL", [.blob(Self.digest(secret))]
            ) { row in
                AccessKey(
                    id: row.integer(0), role: AccessKey.Role(rawValue: row.text(1) ?? "") ?? .coordinator,
                    unit: row.text(2))
            }
        }
    }
}
