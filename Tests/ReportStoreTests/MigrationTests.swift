import Digest
import Foundation
import Reports
import SQLite
import Testing
import WebMercator

@testable import ReportStore

@Suite struct MigrationTests {
    /// Makes a store as version 1 wrote it, with reports 1 to 40, the even ones without an id of their own.
    private func makeOldStore(_ place: TemporaryStore) throws {
        let catalogue = try catalogue("kmzb")
        let connection = try SQLiteConnection(path: place.path, mode: .create)
        try connection.execute("PRAGMA journal_mode = WAL;" + SchemaOne.tables)
        try connection.run(
            "INSERT INTO catalogues VALUES (1, 'kmzb', ?1)", [.text(String(decoding: catalogue.json, as: UTF8.self))])
        let order = catalogue.keyOrder
        for (table, keys) in [
            ("categories", order.categories), ("sources", order.sources), ("statuses", order.statuses),
        ] {
            for (ordinal, key) in keys.enumerated() {
                try connection.run("INSERT INTO \(table) VALUES (?1, ?2)", [.integer(Int64(ordinal)), .text(key)])
            }
        }
        for number in 1...40 {
            let report = try report(UInt64(number), status: UInt8(number % 7), text: "zażółć 🐕 \(number)")
            // Version 1 kept the first 16 bytes of the digest of profile and id.
            let digest = SHA256.digest(Array("id\0test\0id-\(number)".utf8))
            try connection.run(
                "INSERT INTO reports VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
                [
                    .integer(Int64(number)), .blob(Array(digest.prefix(16))), .text(report.externalID),
                    .integer(Int64(report.category)), .integer(Int64(report.source)), .integer(Int64(report.status)),
                    .real(report.place.longitude), .real(report.place.latitude), .integer(report.occurred.instant),
                    .integer(3), .null, .text(report.text),
                ])
        }
        try connection.execute(
            "INSERT INTO imports VALUES (1, 'old.csv', 1700000000, 41, 40, 0, 1, 0); INSERT INTO changes VALUES (41, 7)"
        )
    }

    @Test("A store of version 1 keeps all it had, and a copy of it as it was lies beside it")
    func oneToTwo() throws {
        let place = try TemporaryStore()
        try makeOldStore(place)
        let store = try ReportStore(open: place.path, readOnly: true)
        let expected = StoreUpgrade(from: 1, to: 3, backup: place.path + "-schema-1")
        #expect(store.upgrade == expected)
        #expect(try store.problems() == [])
        #expect(try store.count() == 40)
        #expect(try store.sequence() == 41)
        #expect(try store.record(7)?.text == "zażółć 🐕 7")
        let copy = try SQLiteConnection(path: place.path + "-schema-1", mode: .readOnly)
        #expect(try copy.integer("PRAGMA user_version") == 1)
        #expect(try copy.integer("SELECT count(*) FROM reports") == 40)
        let reopened = try ReportStore(open: place.path)
        #expect(reopened.upgrade == nil)
    }

    @Test("After the upgrade the same file adds nothing, and reports that wait have deadlines")
    func identities() throws {
        let place = try TemporaryStore()
        try makeOldStore(place)
        let store = try place.open()
        #expect(store.upgrade != nil)
        let again = try store.add((1...40).map { try report($0, status: UInt8($0 % 7), text: "zażółć 🐕 \($0)") })
        #expect(again.accepted == 0 && again.updated == 0 && again.duplicates == 40)
        var query = RecordQuery()
        query.overdueAt = .max
        let due = try store.records(query)
        #expect(due.map(\.id) == [7, 14, 21, 28, 35])
        let deadline: Int64 = 1_700_000_007 + 3 * 86_400
        #expect(due.first?.due == deadline)
    }

    @Test("A store of version 2 gets a table of boundaries and keeps all it had")
    func twoToThree() throws {
        let place = try TemporaryStore()
        try place.open().add((1...20).map { try report($0) })
        // Version 2 had all tables but this one.
        try SQLiteConnection(path: place.path, mode: .readWrite).execute(
            "DROP TABLE boundaries; PRAGMA user_version = 2")
        let store = try ReportStore(open: place.path)
        let expected = StoreUpgrade(from: 2, to: 3, backup: place.path + "-schema-2")
        #expect(store.upgrade == expected)
        #expect(try store.problems() == [] && store.count() == 20)
        #expect(try store.boundaryLayers() == [])
        #expect(try store.replaceBoundaries(layer: "a", by: [StoredBoundary(id: "1", geometry: [1])]) == 0)
        #expect(try ReportStore(open: place.path).upgrade == nil)
    }

    @Test("Where the copy cannot be made the store stays as it was")
    func noCopy() throws {
        let place = try TemporaryStore()
        try makeOldStore(place)
        try FileManager.default.createDirectory(
            atPath: place.path + "-schema-1/full", withIntermediateDirectories: true)
        #expect(throws: StoreError.self) { try ReportStore(open: place.path) }
        let connection = try SQLiteConnection(path: place.path, mode: .readOnly)
        #expect(try connection.integer("PRAGMA user_version") == 1)
        #expect(try connection.integer("SELECT count(*) FROM reports") == 40)
        #expect(try !place.files.contains { $0.contains(".part") })
    }

    @Test("The second of two processes that upgrade at once does nothing, and leaves the copy of the old store alone")
    func twice() throws {
        let place = try TemporaryStore()
        try makeOldStore(place)
        #expect(try ReportStore.upgrade(place.path, from: 1) != nil)
        // This one saw version 1 a moment ago.
        #expect(try ReportStore.upgrade(place.path, from: 1) == nil)
        let copy = try SQLiteConnection(path: place.path + "-schema-1", mode: .readOnly)
        #expect(try copy.integer("PRAGMA user_version") == 1)
    }

    @Test("An upgraded store has the very tables of a new one")
    func sameTables() throws {
        let (old, new) = (try TemporaryStore(), try TemporaryStore())
        try makeOldStore(old)
        let schemas = try [old, new].map { place in
            let store = try place.open()
            try store.add([report(1)])
            _ = try store.writing { try $0.file(filing(1), by: anybody) }
            #expect(try store.problems() == [])
            return try store.connection.rows(
                "SELECT type || name || sql FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name <> 'catalogues' ORDER BY 1"
            ) { $0.text(0) ?? "" }
        }
        #expect(schemas[0] == schemas[1])
    }
}
