import Reports
import SQLite
import TestSupport
import Testing
import WebMercator

@testable import ReportStore

@Suite struct ImportTests {
    @Test("The second import of the same reports adds nothing")
    func twice() throws {
        let store = try TemporaryStore().open()
        let reports = try (1...50).map { try report($0) }
        let first = try store.add(reports)
        let sequence = try store.sequence()
        let second = try store.add(reports)
        #expect([first.read, first.accepted, first.duplicates] == [50, 50, 0])
        #expect([second.read, second.accepted, second.updated, second.duplicates] == [50, 0, 0, 50])
        #expect(try store.sequence() == sequence)
        #expect(try store.ids(changedAfter: sequence) == [])
    }

    @Test("Changed content updates the report, which then comes in the change feed")
    func updates() throws {
        let store = try TemporaryStore().open()
        try store.add([report(1), report(2), report(3)])
        let sequence = try store.sequence()
        let summary = try store.add([report(1), report(2, status: 3), report(3), report(4)])
        #expect([summary.updated, summary.accepted, summary.duplicates] == [1, 1, 2])
        #expect(try store.count() == 4)
        var changed: [StoredReport] = []
        let latest = try store.reports(changedAfter: sequence) { changed.append($0) }
        #expect(latest == sequence + 2)
        #expect(Set(changed.map(\.id)) == [2, 5])
        #expect(changed.first { $0.id == 2 }?.status == 3)
        #expect(try store.reports(changedAfter: latest) { _ in Issue.record("nothing has changed") } == latest)
    }

    @Test("Every field counts as content")
    func contents() throws {
        let store = try TemporaryStore().open()
        let place = try #require(GeographicCoordinate(longitude: 20, latitude: 50))
        let base = try report(1)
        let changes: [(inout Report) -> Void] = [
            { $0.category = 5 }, { $0.source = 2 }, { $0.status = 4 }, { $0.place = place },
            { $0.occurred.instant += 1 },
            { $0.occurred.precision = .day }, { $0.reported = 0 }, { $0.text = "" }, { $0.externalID = nil },
        ]
        try store.add([base])
        for (number, change) in changes.enumerated() {
            var changed = base
            change(&changed)
            #expect(try store.add([changed]).updated == 1, "change \(number)")
            #expect(try store.add([changed]).duplicates == 1, "change \(number)")
            try store.add([base])
        }
    }

    @Test("Rows of one file that share an identity are reports of their own, and the same ones again")
    func repeats() throws {
        let store = try TemporaryStore().open()
        let rows = try [report(1), report(2), report(1, status: 1), report(1), report(2)]
        #expect(try store.add(rows).accepted == 5)
        #expect(try store.add(rows).duplicates == 5)
        let fewer = try store.add(Array(rows.prefix(3)))
        #expect([fewer.accepted, fewer.duplicates] == [0, 3])
        let more = try store.add(rows + [report(1)])
        #expect([more.accepted, more.duplicates] == [1, 5])
    }

    @Test("A column of one id for all rows costs no more than as many ids", .timeLimit(.minutes(1)))
    func constantID() throws {
        let store = try TemporaryStore().open()
        let clock = ContinuousClock()
        let reports = try (1...4000).map { try report($0) }
        let same = try (1...4000).map { _ in try report(1) }
        let apart = try clock.measure { try store.add(reports) }
        var accepted = 0
        let alike = try clock.measure { accepted = try store.add(same).accepted }
        #expect(accepted == 3999)
        // A look-up for every earlier row would be 2,000 times as slow.
        #expect(alike < apart * 20)
    }

    @Test("An import that is given up leaves what was durable, and nothing of the batch that was open")
    func failure() throws {
        let store = try TemporaryStore().open()
        try store.add([report(1)])
        let session = try store.beginImport(ImportedFile(name: "x"))
        _ = try session.add(report(1, status: 2))
        _ = try session.add(report(2))
        session.abandon()
        #expect(try store.count() == 1)
        #expect(try store.sequence() == 1)
        #expect(try store.statistics().byStatus.map(\.count) == [1, 0, 0, 0, 0, 0, 0])
        #expect(try store.add([report(2)]).accepted == 1)
        #expect(try store.problems() == [])
    }

    @Test("An import that was cut off anywhere ends, when it is done again, with the store of one that was not")
    func resumed() throws {
        let rows = try (1...3000).map { try report(UInt64($0 % 2500), status: UInt8($0 % 7)) }
        let whole = try TemporaryStore().open()
        let summary = try whole.add(rows)
        let cut = try TemporaryStore().open()
        for end in [1, 700, 2600] {
            let session = try cut.beginImport(ImportedFile(name: "x"))
            for row in rows.prefix(end) { _ = try session.add(row) }
            try session.finish(ImportSummary())
        }
        let rest = try cut.add(rows)
        #expect(rest.accepted + rest.duplicates == summary.accepted && rest.updated == 0)
        let dump = "SELECT group_concat(id || hex(identity) || status || occurred, ';') FROM reports"
        #expect(try cut.connection.text(dump) == whole.connection.text(dump))
    }

    @Test("A status that came with a file is followed by the file's; one that a coordinator gave is not")
    func coordinatorsWord() throws {
        let store = try TemporaryStore().open()
        try store.add([report(1), report(2)])
        let key = try store.addKey(.coordinator, unit: "WRO-1").key
        _ = try store.connection.transaction { try store.move(1, MoveRequest(to: 1), by: key) }
        let summary = try store.add([report(1, status: 2), report(2, status: 2)])
        #expect([summary.updated, summary.duplicates] == [1, 1])
        #expect(try store.record(1)?.status == 1)
        #expect(try store.record(2)?.status == 2)
        let events = try #require(try store.record(2)?.events)
        #expect(events.map(\.from) == [0] && events.map(\.to) == [2] && events.map(\.key) == [nil])
        #expect(events.first?.importID != nil)
        #expect(try store.problems() == [])
    }

    @Test("The sequence rises with every insertion and change, whatever the order of imports", arguments: 0..<4)
    func sequence(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let store = try TemporaryStore().open()
        var known: [UInt64: UInt8] = [:]
        var last: Int64 = 0
        for _ in 0..<12 {
            let wanted = Dictionary(
                (0..<10).map { _ in (UInt64.random(in: 1...40, using: &random), UInt8.random(in: 0...6, using: &random))
                },
                uniquingKeysWith: { $1 })
            let summary = try store.add(wanted.sorted { $0.key < $1.key }.map { try report($0.key, status: $0.value) })
            #expect(summary.accepted == wanted.count { known[$0.key] == nil }, "seed \(seed)")
            #expect(
                summary.updated == wanted.count { known[$0.key] != nil && known[$0.key] != $0.value }, "seed \(seed)")
            let changes = Int64(summary.accepted + summary.updated)
            #expect(try store.sequence() == last + changes)
            #expect(try store.ids(changedAfter: last).count == summary.accepted + summary.updated)
            last = try store.sequence()
            known.merge(wanted) { $1 }
        }
        #expect(try store.problems() == [])
        #expect(try store.ids(changedAfter: 0).count == known.count)
    }

    @Test(
        "Text comes back byte for byte",
        arguments: [
            "ąęłżźćńóś ĄĘŁŻ", "🐕👨‍👩‍👧‍👦🇵🇱", "𝔘𠜎", "e\u{301} \u{FEFF}", "a\nb\r\n\t\u{7F}", "'\"; DROP TABLE reports --", "",
        ])
    func texts(text: String) throws {
        let store = try TemporaryStore().open()
        try store.add([report(1, text: text)])
        let stored = try store.connection.text("SELECT text FROM reports")
        #expect(stored.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("Row numbers are counted once each, also those that no sound store has")
    func rowSet() {
        var set = RowSet()
        for row in [1, 2, 63, 64, 65, 4095, 4096, 0, -1, -64, Int64.max, Int64.min, 1 << 40] as [Int64] {
            let (first, second) = (set.insert(row), set.insert(row))
            #expect(first && !second, "\(row)")
        }
    }
}
