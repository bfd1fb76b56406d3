import Foundation
import Reports
import SQLite
import TestSupport
import Testing

@testable import ReportStore

@Suite struct VerificationTests {
    @Test("A sound store has no problems")
    func sound() throws {
        let store = try TemporaryStore().open()
        try store.add((1...100).map { try report($0) })
        #expect(try store.problems() == [])
    }

    @Test("A report of a category that the catalogue lacks is a problem, and so is a sequence number used twice")
    func broken() throws {
        let store = try TemporaryStore().open()
        try store.add([report(1), report(2)])
        try store.connection.execute("PRAGMA foreign_keys = OFF; UPDATE reports SET category = 99 WHERE id = 2")
        #expect(try store.problems() == ["reports row 2 refers to a missing categories"])
        try store.connection.execute("UPDATE reports SET category = 0; INSERT INTO changes VALUES (2, 1)")
        #expect(try store.problems() == ["1 sequence numbers are used twice"])
    }

    @Test(
        "Each kind of damage is named",
        arguments: [
            ("INSERT INTO changes VALUES (2, 1)", ["1 sequence numbers are used twice"]),
            (
                "INSERT INTO aggregates VALUES (100, 5, 20, 50, 0, 0, 0, 0), (104, 1, 20, 50, 0, 0, 0, 0)",
                ["1 ranges of retained counts overlap"]
            ),
            ("INSERT INTO aggregates VALUES (100, 5, 20, 50, 0, 0, 0, 0), (105, 1, 20, 50, 0, 0, 0, 0)", []),
            (
                "INSERT INTO aggregates VALUES (4, 2, 20, 50, 0, 0, 0, 0)",
                ["2 sequence numbers of retained counts are used twice"]
            ),
            (
                "INSERT INTO changes VALUES (9, 3); INSERT INTO events VALUES (9, 3, 0, NULL, NULL, 4, 5, NULL)",
                [
                    "1 events begin in another status than the one before them ended in",
                    "1 reports have another status than their last event",
                ]
            ),
            (
                "UPDATE reports SET status = 6 WHERE id = 3",
                ["1 reports have another status than their last event"]
            ),
            ("INSERT INTO properties VALUES ('retaining', 1)", ["1 retention was left half done"]),
            ("UPDATE events SET report = 77", []),
            ("DELETE FROM statuses WHERE ordinal = 3", []),
            ("UPDATE reports SET unit = 'x', source = 9 WHERE id = 1", ["reports row 1 refers to a missing sources"]),
            (
                "DROP TRIGGER events_are_kept; UPDATE events SET report = 77",
                [
                    "events row 4 refers to a missing reports", "events row 5 refers to a missing reports",
                    "1 triggers that keep the event log are missing",
                ]
            ),
            ("UPDATE changes SET report = 88 WHERE sequence = 4", ["changes row 4 refers to a missing reports"]),
        ] as [(String, [String])])
    func damage(statement: String, problems: [String]) throws {
        let store = try TemporaryStore().open()
        try store.add([report(1), report(2), report(3)])
        let key = try store.addKey(.operator, unit: nil).key
        for to in [1, 2] as [UInt8] { try store.writing { _ = try $0.move(3, MoveRequest(to: to), by: key) } }
        #expect(try store.problems() == [])
        try store.connection.execute("PRAGMA foreign_keys = OFF")
        try? store.connection.execute(statement)
        #expect(try store.problems() == problems)
    }

    @Test("An index that lacks a row is found")
    func index() throws {
        let store = try TemporaryStore().open()
        try store.add([report(1), report(2)])
        try store.connection.execute(
            """
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = 'CREATE INDEX reports_unit ON reports (unit)' WHERE name = 'reports_unit';
            """)
        let problems = try ReportStore(open: store.path, readOnly: true).problems()
        #expect(problems.contains { $0.contains("reports_unit") })
    }

    @Test(
        "Values that no report can have are turned away by the tables themselves",
        arguments: [
            "latitude = 91", "longitude = -181", "precision = 4", "occurred = -9000000000", "occurred = 9e18", "id = 0",
            "identity = x'00'", "category = 27", "occurred = 'soon'", "status = NULL",
        ])
    func checks(assignment: String) throws {
        let store = try TemporaryStore().open()
        try store.add([report(1)])
        #expect(throws: SQLiteError.self) { try store.connection.execute("UPDATE reports SET " + assignment) }
    }

    @Test("A store with damaged pages is an error or a list of problems, and never a trap", arguments: 0..<12)
    func damaged(seed: UInt64) throws {
        let place = try TemporaryStore()
        try place.open().add((1...300).map { try report($0, text: "Zażółć gęślą jaźń") })
        var random = SeededGenerator(seed: seed)
        var bytes = try place.bytes
        for _ in 0..<40 {
            let start = Int.random(in: 100..<bytes.count - 64, using: &random)
            for index in start..<start + 64 { bytes[index] = UInt8.random(in: 0...255, using: &random) }
        }
        try place.write(bytes)
        do {
            let store = try ReportStore(open: place.path, readOnly: true)
            #expect(try !store.problems().isEmpty, "seed \(seed)")
            _ = try store.statistics()
            _ = try store.reports(changedAfter: 0) { _ in }
            _ = try place.open().add((1...20).map { try report($0, status: 1) })
        } catch let error as StoreError {
            #expect("\(error)".hasPrefix(place.path + ": "), "seed \(seed)")
        }
    }

    @Test("A store that lost its end is an error or a list of problems")
    func truncated() throws {
        let place = try TemporaryStore()
        try place.open().add((1...300).map { try report($0) })
        let bytes = try place.bytes
        try place.write(Array(bytes.prefix(bytes.count / 2)))
        #expect(throws: StoreError.self) {
            let problems = try ReportStore(open: place.path, readOnly: true).problems()
            #expect(!problems.isEmpty)
            throw StoreError.notAStore(place.path)
        }
    }

    @Test("Statistics count every report once in each list")
    func statistics() throws {
        let store = try TemporaryStore().open()
        #expect(try store.statistics().bounds == nil)
        #expect(try store.statistics().firstOccurred == nil)
        try store.add((1...54).map { try report($0, status: $0 <= 10 ? 2 : 0) })
        let statistics = try store.statistics()
        #expect((statistics.reports, statistics.sequence) == (54, 54))
        #expect(statistics.byStatus.map(\.count) == [44, 0, 10, 0, 0, 0, 0])
        #expect(statistics.byStatus.map(\.key).first == "new")
        // Two of each; those of three categories that were replaced count under the one that replaced them.
        var byCategory = Array(repeating: 2, count: 27)
        byCategory.replaceSubrange(13...16, with: [8, 0, 0, 0])
        #expect(statistics.byCategory.map(\.count) == byCategory)
        #expect(statistics.bySource.map(\.count) == [18, 18, 18])
        #expect(statistics.bounds == [14.01, 52.5, 14.54, 52.5])
        #expect(statistics.firstOccurred == EventTime(instant: 1_700_000_001, precision: .second))
        #expect(statistics.lastOccurred == EventTime(instant: 1_700_000_054, precision: .second))
    }
}
