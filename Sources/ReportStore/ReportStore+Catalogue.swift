import Reports

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
