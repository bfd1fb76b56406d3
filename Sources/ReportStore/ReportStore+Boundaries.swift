import SQLite

/// An area by which reports are counted, as the store keeps it.
public struct StoredBoundary: Sendable, Equatable {
    /// What tells it from the others of its layer.
    public var id: String
    /// What people call it.
    public var name: String?
    /// How many people live there.
    public var population: Int?
    /// Its polygons, as the store is given them.
    public var geometry: [UInt8]

    /// Creates an area.
    public init(id: String, name: String? = nil, population: Int? = nil, geometry: [UInt8]) {
        (self.id, self.name, self.population, self.geometry) = (id, name, population, geometry)
    }
}

/// A layer of areas, as it is listed.
public struct StoredBoundaryLayer: Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The number of its areas.
    public var areas: Int
    /// The number of those whose population is known.
    public var populated: Int
    /// The bytes of its geometries.
    public var bytes: Int
}

extension ReportStore {
    /// Puts a layer of areas in the place of the one of that name, if there is one, all at once.
    ///
    /// - Parameter boundaries: The areas; no two of one id.
    /// - Returns: The number of areas that the layer had before.
    /// - Throws: ``StoreError``; the layer is then as it was.
    @discardableResult
    public func replaceBoundaries(layer: String, by boundaries: [StoredBoundary]) throws -> Int {
        try wrap {
            try connection.transaction {
                let before = try deleteBoundaries(layer)
                for area in boundaries {
                    try connection.run(
                        "INSERT INTO boundaries (layer, id, name, population, geometry) VALUES (?1, ?2, ?3, ?4, ?5)",
                        [
                            .text(layer), .text(area.id), .text(area.name), .integer(area.population.map(Int64.init)),
                            .blob(area.geometry),
                        ])
                }
                try StoreProperties(connection).nextBoundaries()
                return before
            }
        }
    }

    /// Removes a layer of areas.
    ///
    /// - Returns: The number of its areas; 0 where there is no such layer.
    /// - Throws: ``StoreError``.
    public func removeBoundaries(layer: String) throws -> Int {
        try wrap {
            try connection.transaction {
                let count = try deleteBoundaries(layer)
                if count > 0 { try StoreProperties(connection).nextBoundaries() }
                return count
            }
        }
    }

    /// The layers of areas, by name.
    ///
    /// - Throws: ``StoreError``.
    public func boundaryLayers() throws -> [StoredBoundaryLayer] {
        try wrap {
            try connection.rows(
                """
                SELECT layer, count(*), count(population), sum(length(geometry)) FROM boundaries
                GROUP BY layer ORDER BY layer
                """
            ) { row in
                StoredBoundaryLayer(
                    name: row.text(0) ?? "", areas: Int(row.integer(1)), populated: Int(row.integer(2)),
                    bytes: Int(row.integer(3)))
            }
        }
    }

    private func deleteBoundaries(_ layer: String) throws -> Int {
        try connection.run("DELETE FROM boundaries WHERE layer = ?1", [.text(layer)])
        return connection.changedRows
    }
}

extension StoreMoment {
    /// A number that changes when the boundaries do; 0 where there never were any.
    public var boundaryVersion: Int64 {
        get throws { try StoreProperties(store.connection)[StoreProperties.boundaries] ?? 0 }
    }

    /// Reads all areas, layer by layer, in the order of their files.
    public func boundaries(_ receive: (_ layer: String, StoredBoundary) -> Void) throws {
        let statement = try store.connection.prepare(
            "SELECT layer, id, name, population, geometry FROM boundaries ORDER BY layer, number")
        while try statement.step() {
            receive(
                statement.text(0) ?? "",
                StoredBoundary(
                    id: statement.text(1) ?? "", name: statement.text(2),
                    population: statement.optionalInteger(3).map { Int($0) }, geometry: statement.bytes(4)))
        }
    }
}
