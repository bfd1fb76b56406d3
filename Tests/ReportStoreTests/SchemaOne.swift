@testable import ReportStore

/// The tables as version 1 of the schema had them, for tests that open an old store.
enum SchemaOne {
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
        CREATE VIEW report_list AS SELECT id FROM reports;
        PRAGMA application_id = 1414349136;
        PRAGMA user_version = 1;
        """
}
