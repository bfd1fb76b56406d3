import Foundation
import Reports
import SQLite

/// The steps from older schemas to the present one, each from one version to the next.
enum StoreMigration {
    /// Makes a connection ready for ``run(_:from:_:)``, before the transaction begins.
    static func prepare(_ connection: SQLiteConnection) throws {
        // A table is replaced by one of its name, to which others go on referring
        // (https://www.sqlite.org/lang_altertable.html, section 7).
        try connection.execute("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON")
    }

    /// Brings an older store up to date, in the transaction that is open.
    ///
    /// - Parameter catalogue: The store's own.
    static func run(_ connection: SQLiteConnection, from version: Int64, _ catalogue: Catalogue) throws {
        if version < 2 { try fromOneToTwo(connection, catalogue) }
        // Version 3 brought boundaries, and left all else alone.
        if version < 3 { try connection.execute(StoreSchema.boundaries) }
        try connection.execute("PRAGMA user_version = \(StoreSchema.version)")
    }

    /// Version 2 brought the life cycle, filing and retention, and identities in the order of ids and time.
    private static func fromOneToTwo(_ connection: SQLiteConnection, _ catalogue: Catalogue) throws {
        try connection.execute(
            """
            CREATE TABLE properties (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
            ALTER TABLE catalogues ADD COLUMN installed INTEGER;
            ALTER TABLE reports RENAME TO old_reports;
            ALTER TABLE imports RENAME TO old_imports;
            """)
        try connection.execute(StoreSchema.reports + StoreSchema.imports)
        try connection.execute(
            """
            INSERT INTO imports (id, file, finished, read, accepted, updated, rejected, duplicates)
                SELECT id, file, finished, read, accepted, updated, rejected, duplicates FROM old_imports;
            DROP TABLE old_imports;
            DROP VIEW report_list;
            """)
        try copyReports(connection)
        try connection.execute(
            "DROP TABLE old_reports;" + StoreSchema.reportList + StoreSchema.ledger + StoreSchema.filing)
        try StoreProperties(connection).initialise()
        try Deadlines.recompute(connection, catalogue)
    }

    /// Copies the reports with their new identities. In a table of its own the index grows at its end; to change the
    /// identities in their place would touch each of its pages again and again.
    private static func copyReports(_ connection: SQLiteConnection) throws {
        let read = try connection.prepare("SELECT id, identity, external_id, occurred FROM old_reports ORDER BY id")
        let write = try connection.prepare(
            """
            INSERT INTO reports (id, identity, external_id, category, source, status, longitude, latitude, occurred,
                precision, reported, text)
            SELECT id, ?2, external_id, category, source, status, longitude, latitude, occurred, precision, reported, text
            FROM old_reports WHERE id = ?1
            """)
        while try read.step() {
            let key = ReportIdentity.key(
                digest: read.words(1), externalID: read.text(2), occurred: read.integer(3))
            write.bind(1, read.integer(0))
            write.bind(2, high: key.high, low: key.low)
            try write.run()
        }
    }
}
