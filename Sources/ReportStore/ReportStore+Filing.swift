import Digest
import Glibc
import Reports
import SQLite
import WebMercator

/// All of these write, so they are called within ``StoreWriter/perform(_:)``.
extension ReportStore {
    /// Files a citizen's report.
    ///
    /// - Parameter idempotencyKey: The client's own name for this request: sent again, it is answered again and files
    ///   nothing. Kept for a day at least.
    /// - Throws: ``Refusal``, ``StoreError``.
    public func file(_ filing: Filing, by filer: Filer, idempotencyKey: String? = nil) throws -> FilingReceipt {
        try wrap {
            let time = now()
            let fingerprint = filing.fingerprint()
            let key = idempotencyKey.map(Self.digest)
            if let key, let receipt = try earlierReceipt(key, fingerprint) { return receipt }
            if let horizon = try retentionHorizon, let occurred = filing.occurred, occurred.instant < horizon {
                throw Refusal.tooOld(before: horizon)
            }
            try AddressQuota(connection, catalogue.clock, now: time).take(filer, purpose: "file")
            let receipt = try insert(filing, time)
            if let key {
                try connection.run(
                    "INSERT INTO idempotency (key, request, report, at) VALUES (?1, ?2, ?3, ?4)",
                    [.blob(key), .blob(fingerprint), .integer(receipt.id), .integer(time)])
            }
            return receipt
        }
    }

    /// Seconds a report instead of filing another.
    ///
    /// - Returns: How many have confirmed it.
    /// - Throws: ``Refusal``, ``StoreError``.
    public func confirm(_ report: Int64, by filer: Filer) throws -> Int {
        try wrap {
            let found = try connection.first("SELECT confirmations FROM reports WHERE id = ?1", [.integer(report)]) {
                Int($0.integer(0))
            }
            guard let found else { throw Refusal.noSuchReport }
            var once = filer
            once.perDay = filer.perDay == nil ? nil : 1
            do {
                try AddressQuota(connection, catalogue.clock, now: now()).take(once, purpose: "confirm \(report)")
            } catch Refusal.limitReached {
                throw Refusal.confirmedAlready
            }
            try connection.run(
                "UPDATE reports SET confirmations = confirmations + 1 WHERE id = ?1", [.integer(report)])
            try noteChange(report, nextSequence())
            return found + 1
        }
    }

    /// Forgets the addresses' hashes and salts of days gone by, and idempotency keys older than a day. The server calls it
    /// every hour, so that nothing is kept for 48 hours.
    ///
    /// - Throws: ``StoreError``.
    public func forgetFilers() throws {
        try wrap { try AddressQuota(connection, catalogue.clock, now: now()).forget() }
    }

    /// Brings the log beside the file into it and empties the log, which else still holds what was deleted.
    ///
    /// - Returns: False where readers that began before were still there after some seconds.
    func clearLog() throws -> Bool {
        try wrap {
            // Others cannot write while this waits for readers, so it waits briefly and often.
            connection.setPatience(milliseconds: 20)
            defer { connection.setPatience(milliseconds: SQLiteConnection.usualPatience) }
            for _ in 0..<100 {
                _ = try connection.integer("PRAGMA wal_checkpoint(PASSIVE)")
                if try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0 { return true }
                usleep(20_000)
            }
            return false
        }
    }

    private func earlierReceipt(_ key: [UInt8], _ fingerprint: [UInt8]) throws -> FilingReceipt? {
        let earlier = try connection.first("SELECT request, report FROM idempotency WHERE key = ?1", [.blob(key)]) {
            (request: $0.bytes(0), report: $0.integer(1))
        }
        guard let earlier else { return nil }
        guard earlier.request == fingerprint else { throw Refusal.keyOfAnotherRequest }
        return FilingReceipt(id: earlier.report, status: catalogue.lifeCycle.initial, isRepeated: true)
    }

    private func insert(_ filing: Filing, _ time: Int64) throws -> FilingReceipt {
        guard let source = catalogue.sourceOfFilings else { throw Refusal.noPublicSource }
        let id = try nextSequence()
        let status = catalogue.lifeCycle.initial
        // Who does not say when means about now; of the time of day nothing is known then.
        let occurred = filing.occurred ?? EventTime(instant: catalogue.clock.startOfDay(at: time), precision: .day)
        let key = ReportIdentity(unique: occurred.instant).key
        let insert = try connection.cached(
            """
            INSERT INTO reports (id, category, source, status, longitude, latitude, occurred, precision, reported, text,
                due, hours, weekdays, identity)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """)
        insert.bind([
            .integer(id), .integer(Int64(filing.category)), .integer(Int64(source)), .integer(Int64(status)),
            .real(filing.place.longitude), .real(filing.place.latitude), .integer(occurred.instant),
            .integer(Int64(occurred.precision.rawValue)), .integer(time), .text(filing.text),
            .integer(catalogue.lifeCycle.due(status: status, since: time)), .integer(filing.hours.map(Int64.init)),
            .integer(filing.weekdays.map(Int64.init)),
        ])
        insert.bind(14, high: key.high, low: key.low)
        try insert.run()
        return FilingReceipt(id: id, status: status, isRepeated: false)
    }

    static func digest(_ text: String) -> [UInt8] {
        var hash = SHA256()
        hash.update(text)
        return hash.finish()
    }
}

extension Catalogue {
    /// The ordinal of the source that citizens' reports have: `public`, or else the first whose reports are public pins.
    var sourceOfFilings: UInt8? {
        source("public") ?? sources.first(where: \.publicPoints).flatMap { source($0.key) }
    }
}
