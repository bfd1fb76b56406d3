import Reports
import SQLite

extension ReportStore {
    /// Gives the store another version of its catalogue. Reports keep their categories, sources and statuses; categories
    /// that are no longer in use stay in it, with `validTo` and `replacedBy`.
    ///
    /// - Parameters:
    ///   - json: The catalogue's file.
    ///   - file: The file's name, for errors.
    /// - Returns: The version's number, or `nil` where the store has this very catalogue.
    /// - Throws: `JSONFileError` for a file that is no catalogue or lacks what reports have, ``StoreError``.
    public func replaceCatalogue(_ json: [UInt8], file: String) throws -> Int? {
        try wrap {
            try connection.transaction {
                // By its name first: of another catalogue it would only be said that it lacks keys.
                let name = try Catalogue(json, file: file).name
                guard name == catalogue.name else {
                    throw StoreError.otherCatalogue(path, holds: catalogue.name, wanted: name)
                }
                let next = try Catalogue(json, file: file, order: Self.keyOrder(connection))
                let held = try Self.storedCatalogue(path, connection)
                guard held.json != json else { return nil }
                let version = try connection.integer("SELECT max(version) FROM catalogues") &+ 1
                try Self.insert(next, version: version, connection)
                // To look at every report takes seconds, in which nobody else can write.
                if next.lifeCycle != held.lifeCycle { try Deadlines.recompute(connection, next) }
                try StoreProperties(connection).nextGeneration()
                return Int(version)
            }
        }
    }
}

extension ReportStore {
    /// The version of the catalogue that the store has now; another process may have given it a newer one.
    static func catalogueVersion(_ connection: SQLiteConnection) throws(SQLiteError) -> Int64 {
        try connection.first("SELECT max(version) FROM catalogues") { $0.integer(0) } ?? 0
    }

    static func storedCatalogue(_ path: String, _ connection: SQLiteConnection) throws -> Catalogue {
        let (json, order) = try wrap(path) {
            (
                try connection.text("SELECT json FROM catalogues ORDER BY version DESC LIMIT 1"),
                try keyOrder(connection)
            )
        }
        guard let json else { throw StoreError.brokenCatalogue(path, "there is none") }
        do {
            return try Catalogue(Array(json.utf8), file: "catalogue", order: order)
        } catch {
            throw StoreError.brokenCatalogue(path, "\(error)")
        }
    }

    /// The keys in the order of the ordinals that reports have.
    static func keyOrder(_ connection: SQLiteConnection) throws -> Catalogue.KeyOrder {
        func keys(_ table: String) throws -> [String] {
            try connection.rows("SELECT key FROM \(table) ORDER BY ordinal") { $0.text(0) ?? "" }
        }
        return Catalogue.KeyOrder(
            categories: try keys("categories"), sources: try keys("sources"), statuses: try keys("statuses"))
    }

    /// The catalogue of a store, or `nil` where the file is empty and so none yet.
    ///
    /// - Throws: ``StoreError``.
    public static func catalogue(of path: String) throws -> Catalogue? {
        let connection = try connectForReading(path)
        return try isStore(path, connection) ? storedCatalogue(path, connection) : nil
    }
}
