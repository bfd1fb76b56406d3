import Foundation
import Reports

/// The steps from older schemas to the present one, each from one version to the next.
enum StoreMigration {
    /// Makes a connection ready for ``run(_:from:_:)``, before the transaction begins.
    static func prepare(_ connection: SQLiteConnection) throws {
        // An index of millions that is written anew in another order goes to the disk once if it fits into memory.
        try connection.execute("PRAGMA cache_size = -1048576")
    }

    /// Brings an older store up to date, in the transaction that is open.
    ///
    /// - Parameter catalogue: The store's own.
    static func run(_ connection: SQLiteConnection, from version: Int64, _ catalogue: Catalogue) throws {
        if version < 2 { try fromOneToTwo(connection, catalogue) }
        try connection.execute("PRAGMA user_version = \(StoreSchema.version)")
    }

    /// Version 2 brought the life cycle, filing and retention, and identities in the order of ids and time.
    private static func fromOneToTwo(_ connection: SQLiteConnection, _ catalogue: Catalogue) throws {
        try connection.execute(
            """
            CREATE TABLE properties (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
            ALTER TABLE catalogues ADD COLUMN installed INTEGER;
            ALTER TABLE reports ADD COLUMN since INTEGER;
            ALTER TABLE reports ADD COLUMN due INTEGER;
            ALTER TABLE reports ADD COLUMN unit TEXT;
            ALTER TABLE reports ADD COLUMN hours INTEGER CHECK (hours BETWEEN 1 AND 16777215);
            ALTER TABLE reports ADD COLUMN weekdays INTEGER CHECK (weekdays BETWEEN 1 AND 127);
            ALTER TABLE reports ADD COLUMN confirmations INTEGER NOT NULL DEFAULT 0 CHECK (confirmations >= 0);
            CREATE INDEX reports_due ON reports (due) WHERE due IS NOT NULL;
            CREATE INDEX reports_unit ON reports (unit) WHERE unit IS NOT NULL;
            ALTER TABLE imports RENAME TO old_imports;
            """)
        try connection.execute(StoreSchema.imports)
        try connection.execute(
            """
            INSERT INTO imports (id, file, finished, read, accepted, updated, rejected, duplicates)
                SELECT id, file, finished, read, accepted, updated, rejected, duplicates FROM old_imports;
            DROP TABLE old_imports;
            DROP VIEW report_list;
            """)
        try connection.execute(StoreSchema.reportList + StoreSchema.ledger + StoreSchema.filing)
        try renewIdentities(connection)
        try StoreProperties(connection).initialise()
        try Deadlines.recompute(connection, catalogue)
    }

    private static func renewIdentities(_ connection: SQLiteConnection) throws {
        let read = try connection.prepare(
            "SELECT id, identity, external_id, occurred FROM reports WHERE id > ?1 LIMIT 1000")
        let write = try connection.prepare("UPDATE reports SET identity = ?2 WHERE id = ?1")
        var last: Int64 = 0
        while true {
            var renewed: [(id: Int64, key: (high: UInt64, low: UInt64))] = []
            read.bind(1, last)
            while try read.step() {
                let digest = read.words(1)
                renewed.append(
                    (
                        read.integer(0),
                        ReportIdentity.key(digest: digest, externalID: read.text(2), occurred: read.integer(3))
                    ))
            }
            read.reset()
            guard let end = renewed.last else { return }
            for (id, key) in renewed {
                write.bind(1, id)
                write.bind(2, high: key.high, low: key.low)
                try write.run()
            }
            last = end.id
        }
    }
}
