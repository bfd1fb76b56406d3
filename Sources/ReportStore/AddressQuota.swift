import Digest
import Reports
import SQLite

/// Counts what an address does in a day, without keeping the address: its hash is salted, the salt changes every day, and
/// hash and salt are both deleted when the next day is over at the latest. Then nobody can tell who filed what, not even
/// who holds the store.
struct AddressQuota {
    private let connection: SQLiteConnection
    private let now: Int64
    private let startOfDay: Int64
    private let endOfDay: Int64

    /// - Parameter clock: Whose midnight begins a day.
    init(_ connection: SQLiteConnection, _ clock: LocalClock, now: Int64) {
        self.connection = connection
        self.now = now
        startOfDay = clock.startOfDay(at: now)
        // A local day has 23 to 25 hours, and so 26 hours after its beginning it is the next one.
        endOfDay = clock.startOfDay(at: startOfDay + 26 * 3600)
    }

    /// Takes one of an address's times for a purpose.
    ///
    /// - Throws: ``Refusal/limitReached(perDay:secondsLeft:)``, `SQLiteError`.
    func take(_ filer: Filer, purpose: String) throws {
        guard let perDay = filer.perDay else { return }
        let hash = try hash(filer.address, purpose)
        let number = try connection.first("SELECT number FROM filers WHERE hash = ?1", [.blob(hash)]) { $0.integer(0) }
        guard number ?? 0 < perDay else {
            throw Refusal.limitReached(perDay: perDay, secondsLeft: max(1, endOfDay - now))
        }
        try connection.run(
            """
            INSERT INTO filers (hash, day, number) VALUES (?1, ?2, 1)
            ON CONFLICT (hash) DO UPDATE SET number = number + 1
            """, [.blob(hash), .integer(startOfDay)])
    }

    /// Deletes what belongs to earlier days.
    func forget() throws {
        // What is deleted is written over, also in the file.
        try connection.execute("PRAGMA secure_delete = ON")
        try connection.run("DELETE FROM filers WHERE day <> ?1", [.integer(startOfDay)])
        try connection.run("DELETE FROM salts WHERE day <> ?1", [.integer(startOfDay)])
        try connection.run("DELETE FROM idempotency WHERE at < ?1", [.integer(now - 86_400)])
    }

    private func hash(_ address: String, _ purpose: String) throws -> [UInt8] {
        var hash = SHA256()
        hash.update(try salt())
        hash.update("\(purpose)\0\(address)")
        return hash.finish()
    }

    /// The day's salt; the first to file makes it, and with it ends yesterday.
    private func salt() throws -> [UInt8] {
        let held = try connection.first("SELECT salt FROM salts WHERE day = ?1", [.integer(startOfDay)]) { $0.bytes(0) }
        if let held { return held }
        try forget()
        var random = SystemRandomNumberGenerator()
        let salt = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        try connection.run(
            "INSERT INTO salts (day, salt) VALUES (?1, ?2)", [.integer(startOfDay), .blob(salt)])
        return salt
    }
}
