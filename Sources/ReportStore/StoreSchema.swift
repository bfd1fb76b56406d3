/// The tables of a store, and the marks by which a file is known to be one.
enum StoreSchema {
    /// "TMAP" in the database header's `application_id`, by which `file` and we tell a store from other databases.
    static let applicationID: Int64 = 0x544D_4150

    /// The version in the header's `user_version`.
    static let version: Int64 = 1

    /// The tables of version 1.
    ///
    /// A report's `id` is the sequence number of its insertion, and a later change of it gets the next number of the same
    /// count, in `changes`. So the change feed is two ranges of primary keys, and costs an import nothing.
    static let tables = """
        CREATE TABLE catalogues (
            version INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            json TEXT NOT NULL
        ) STRICT;
        CREATE TABLE categories (ordinal INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE sources (ordinal INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE statuses (ordinal INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
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
            text TEXT
        ) STRICT;
        CREATE TABLE changes (
            sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
            report INTEGER NOT NULL REFERENCES reports
        ) STRICT;
        CREATE TABLE imports (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,
            finished INTEGER NOT NULL,
            read INTEGER NOT NULL,
            accepted INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            rejected INTEGER NOT NULL,
            duplicates INTEGER NOT NULL
        ) STRICT;
        CREATE VIEW report_list AS
            SELECT reports.id, external_id, categories.key AS category, sources.key AS source, statuses.key AS status,
                longitude, latitude, datetime(occurred, 'unixepoch') AS occurred,
                CASE precision WHEN 0 THEN 'month' WHEN 1 THEN 'day' WHEN 2 THEN 'minute' ELSE 'second' END AS precision,
                datetime(reported, 'unixepoch') AS reported, text
            FROM reports
            JOIN categories ON categories.ordinal = reports.category
            JOIN sources ON sources.ordinal = reports.source
            JOIN statuses ON statuses.ordinal = reports.status;
        """
}
