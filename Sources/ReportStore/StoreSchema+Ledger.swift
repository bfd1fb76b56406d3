extension StoreSchema {
    /// Who did what to a report, and what became of old ones.
    ///
    /// The event log is append-only: triggers refuse every update, and every deletion but retention's, which takes the
    /// report away with its log.
    static let ledger = """
        CREATE TABLE keys (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
            role TEXT NOT NULL CHECK (role IN ('coordinator', 'operator')),
            unit TEXT,
            created INTEGER NOT NULL,
            revoked INTEGER
        ) STRICT;
        CREATE TABLE events (
            sequence INTEGER PRIMARY KEY REFERENCES changes,
            report INTEGER NOT NULL REFERENCES reports,
            at INTEGER NOT NULL,
            key INTEGER REFERENCES keys,
            import INTEGER REFERENCES imports,
            from_status INTEGER NOT NULL REFERENCES statuses,
            to_status INTEGER NOT NULL REFERENCES statuses,
            note TEXT
        ) STRICT;
        CREATE INDEX events_report ON events (report);
        CREATE TRIGGER events_are_kept BEFORE UPDATE ON events
            BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
        CREATE TRIGGER events_are_not_replaced BEFORE INSERT ON events
            WHEN EXISTS (SELECT 1 FROM events WHERE sequence = NEW.sequence)
            BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
        CREATE TRIGGER events_stay BEFORE DELETE ON events
            WHEN NOT EXISTS (SELECT 1 FROM properties WHERE key = 'retaining')
            BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
        CREATE TABLE visits (
            sequence INTEGER PRIMARY KEY REFERENCES changes,
            report INTEGER NOT NULL REFERENCES reports,
            at INTEGER NOT NULL,
            key INTEGER REFERENCES keys,
            unit TEXT,
            found INTEGER NOT NULL CHECK (found IN (0, 1)),
            note TEXT
        ) STRICT;
        CREATE INDEX visits_report ON visits (report);
        CREATE INDEX changes_report ON changes (report);
        CREATE TABLE aggregates (
            first INTEGER PRIMARY KEY CHECK (first > 0),
            count INTEGER NOT NULL CHECK (count > 0),
            longitude REAL NOT NULL CHECK (longitude BETWEEN -180 AND 180),
            latitude REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
            category INTEGER NOT NULL REFERENCES categories,
            source INTEGER NOT NULL REFERENCES sources,
            status INTEGER NOT NULL REFERENCES statuses,
            month INTEGER NOT NULL
        ) STRICT;
        """

    /// What keeps citizens' filing fair, and is forgotten within two days.
    static let filing = """
        CREATE TABLE salts (day INTEGER PRIMARY KEY, salt BLOB NOT NULL) STRICT;
        CREATE TABLE filers (
            hash BLOB PRIMARY KEY,
            day INTEGER NOT NULL,
            number INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE idempotency (
            key BLOB PRIMARY KEY,
            request BLOB NOT NULL,
            report INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_report ON idempotency (report);
        """
}
