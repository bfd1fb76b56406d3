/// The tables of a store, and the marks by which a file is known to be one.
enum StoreSchema {
    /// "TMAP" in the database header's `application_id`, by which `file` and we tell a store from other databases.
    static let applicationID: Int64 = 0x544D_4150

    /// The version in the header's `user_version`.
    static let version: Int64 = 3

    /// All tables of the present version.
    static let tables = catalogues + reports + changes + imports + reportList + ledger + filing + boundaries

    private static let catalogues = """
        CREATE TABLE properties (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
        CREATE TABLE catalogues (
            version INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            json TEXT NOT NULL,
            installed INTEGER
        ) STRICT;
        CREATE TABLE categories (ordinal INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE sources (ordinal INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE statuses (ordinal INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
        """

    /// A report's `id` is the sequence number of its insertion, and a later change of it gets the next number of the same
    /// count, in `changes`. So the change feed is ranges of primary keys, and costs an import nothing. Old reports that were
    /// put together into counts take as many numbers as they were.
    static let reports = """
        CREATE TABLE reports (
            id INTEGER PRIMARY KEY CHECK (id > 0),
            identity BLOB NOT NULL UNIQUE CHECK (length(identity) = 16),
            external_id TEXT,
            category INTEGER NOT NULL REFERENCES categories,
            source INTEGER NOT NULL REFERENCES sources,
            status INTEGER NOT NULL REFERENCES statuses,
            longitude REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180),
            latitude REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
            occurred INTEGER NOT NULL CHECK (occurred >= -2208988800 AND occurred < 253402300800),
            precision INTEGER NOT NULL CHECK (precision BETWEEN 0 AND 3),
            reported INTEGER,
            text TEXT,
            since INTEGER,
            due INTEGER,
            unit TEXT,
            hours INTEGER CHECK (hours BETWEEN 1 AND 16777215),
            weekdays INTEGER CHECK (weekdays BETWEEN 1 AND 127),
            confirmations INTEGER NOT NULL DEFAULT 0 CHECK (confirmations >= 0)
        ) STRICT;
        CREATE INDEX reports_due ON reports (due) WHERE due IS NOT NULL;
        CREATE INDEX reports_unit ON reports (unit) WHERE unit IS NOT NULL;
        """

    private static let changes = """
        CREATE TABLE changes (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            report INTEGER NOT NULL REFERENCES reports
        ) STRICT;
        """

    /// What was imported, and how far.
    static let imports = """
        CREATE TABLE imports (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            hash BLOB,
            profile TEXT,
            started INTEGER,
            finished INTEGER,
            read INTEGER NOT NULL DEFAULT 0,
            accepted INTEGER NOT NULL DEFAULT 0,
            updated INTEGER NOT NULL DEFAULT 0,
            rejected INTEGER NOT NULL DEFAULT 0,
            duplicates INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        """

    /// The reports for people who open the file with another program.
    static let reportList = """
        CREATE VIEW report_list AS
            SELECT reports.id, external_id, categories.key AS category, sources.key AS source, statuses.key AS status,
                longitude, latitude, datetime(occurred, 'unixepoch') AS occurred,
                CASE precision WHEN 0 THEN 'month' WHEN 1 THEN 'day' WHEN 2 THEN 'minute' ELSE 'second' END AS precision,
                datetime(reported, 'unixepoch') AS reported, text, unit, datetime(due, 'unixepoch') AS due, confirmations
            FROM reports
            JOIN categories ON categories.ordinal = reports.category
            JOIN sources ON sources.ordinal = reports.source
            JOIN statuses ON statuses.ordinal = reports.status;
        """
}
