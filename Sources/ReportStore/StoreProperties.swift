import SQLite

/// Numbers that a store keeps about itself.
struct StoreProperties {
    private let connection: SQLiteConnection

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    subscript(key: String) -> Int64? {
        get throws {
            try connection.first("SELECT value FROM properties WHERE key = ?1", [.text(key)]) { $0.integer(0) }
        }
    }

    func set(_ key: String, _ value: Int64?) throws {
        if let value {
            try connection.run(
                "INSERT INTO properties (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                [.text(key), .integer(value)])
        } else {
            try connection.run("DELETE FROM properties WHERE key = ?1", [.text(key)])
        }
    }

    /// Gives a store the number that tells it from every other.
    func initialise() throws {
        try set(Self.identity, Int64.random(in: 1...Int64.max))
        try set(Self.generation, 1)
    }

    /// Says that reports went away or changed in other ways than through the change feed.
    func nextGeneration() throws {
        try set(Self.generation, (self[Self.generation] ?? 0) &+ 1)
    }

    /// What changes when a reader has to begin anew.
    var stamp: String {
        get throws {
            let numbers = [try self[Self.identity] ?? 0, try self[Self.generation] ?? 0]
            return numbers.map { String($0, radix: 16) }.joined(separator: "-")
        }
    }

    /// Says that the boundaries have changed. It is no count, which a restored backup would use again.
    func nextBoundaries() throws {
        try set(Self.boundaries, Int64.random(in: 1...Int64.max))
    }

    /// What changes when the boundaries do; 0 where there never were any.
    static let boundaries = "boundaries"

    private static let identity = "store"
    private static let generation = "generation"

    /// The instant before which the store keeps counts instead of reports.
    static let retained = "retained"
    /// There while retention deletes.
    static let retaining = "retaining"
}
