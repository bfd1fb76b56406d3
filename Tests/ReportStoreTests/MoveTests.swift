import Reports
import SQLite
import TestSupport
import Testing

@testable import ReportStore

@Suite struct MoveTests {
    private func pairs() throws -> [(from: UInt8, to: UInt8)] {
        let count = UInt8(try catalogue("kmzb").statuses.count)
        return (0..<count).flatMap { from in (0..<count).map { (from, $0) } }
    }

    /// The catalogue file's own table, read without the code that is tested.
    private let legal: [String: Set<String>] = [
        "new": ["verification", "joke"], "verification": ["confirmed", "unconfirmed", "joke", "referred"],
        "confirmed": ["eliminated", "referred"],
    ]

    @Test("All 49 pairs of statuses: the legal moves are made and logged, the others refused with those that are legal")
    func allPairs() throws {
        let clock = SetClock()
        let store = try TemporaryStore().open(clock)
        let statuses = store.catalogue.statuses.map(\.key)
        let key = try store.addKey(.operator, unit: nil).key
        let all = try pairs()
        #expect(all.count == 49)
        try store.add(all.enumerated().map { try report(UInt64($0 + 1), status: $1.from) })
        for (index, pair) in all.enumerated() {
            let id = Int64(index + 1)
            let before = try store.sequence()
            let targets = legal[statuses[Int(pair.from)]] ?? []
            clock.now += 1
            if targets.contains(statuses[Int(pair.to)]) {
                let note = "notatka \(index) 🐕"
                let receipt = try store.writing { try $0.move(id, MoveRequest(to: pair.to, note: note), by: key) }
                #expect(receipt.sequence == before + 1 && receipt.at == clock.now)
                #expect(receipt.from == pair.from && receipt.to == pair.to && receipt.report == id)
                let record = try #require(try store.record(id))
                #expect(record.status == pair.to && record.since == clock.now)
                let event = try #require(record.events.first)
                #expect(record.events.count == 1 && event.from == pair.from && event.to == pair.to)
                #expect(event.note == note && event.key == key.id && event.sequence == receipt.sequence)
                #expect(try store.ids(changedAfter: before) == [id])
            } else {
                let others = statuses.indices.filter { targets.contains(statuses[$0]) }.map { UInt8($0) }
                #expect(throws: Refusal.illegalMove(from: pair.from, to: pair.to, legal: others)) {
                    try store.writing { try $0.move(id, MoveRequest(to: pair.to), by: key) }
                }
                #expect(try store.sequence() == before)
                #expect(try store.record(id)?.events == [])
            }
        }
        #expect(throws: Refusal.self) { try store.writing { try $0.move(1, MoveRequest(to: 200), by: key) } }
        #expect(throws: Refusal.noSuchReport) { try store.writing { try $0.move(999, MoveRequest(to: 1), by: key) } }
        #expect(try store.problems() == [])
    }

    @Test(
        "A coordinator takes what no unit has, may hand it on, and works on no other unit's reports; an operator on all"
    )
    func units() throws {
        let store = try TemporaryStore().open()
        try store.add((1...4).map { try report($0) })
        let wroclaw = try store.addKey(.coordinator, unit: "WRO-1").key
        let opole = try store.addKey(.coordinator, unit: "OPO-2").key
        let chief = try store.addKey(.coordinator, unit: nil).key
        let operatorKey = try store.addKey(.operator, unit: nil).key
        func move(_ id: Int64, _ to: UInt8, _ key: AccessKey, unit: String? = nil) throws {
            try store.writing { _ = try $0.move(id, MoveRequest(to: to, unit: unit), by: key) }
        }
        try move(1, 1, wroclaw)
        #expect(try store.record(1)?.unit == "WRO-1")
        #expect(throws: Refusal.otherUnit("WRO-1")) { try move(1, 2, opole) }
        #expect(throws: Refusal.otherUnit("WRO-1")) {
            try store.writing { try $0.addVisit(1, VisitRequest(found: true), by: opole) }
        }
        try move(1, 2, wroclaw, unit: "OPO-2")
        #expect(throws: Refusal.otherUnit("OPO-2")) { try move(1, 4, wroclaw) }
        try move(1, 4, opole)
        try move(2, 1, operatorKey)
        #expect(try store.record(2)?.unit == nil)
        try move(2, 2, wroclaw)
        try move(2, 6, chief)
        #expect(try store.record(2)?.unit == "WRO-1")
        try move(3, 1, operatorKey, unit: "WRO-1")
        try move(3, 2, operatorKey)
        #expect(try store.record(3)?.unit == "WRO-1")
        #expect(try store.problems() == [])
    }

    @Test("Visits stand in the card in the order of their times, with unit and note, and change no status")
    func visits() throws {
        let clock = SetClock()
        let store = try TemporaryStore().open(clock)
        try store.add([report(1), report(2)])
        let key = try store.addKey(.coordinator, unit: "WRO-1").key
        let requests = [
            VisitRequest(at: clock.now - 50, found: false, note: "zamknięte"), VisitRequest(found: true),
            VisitRequest(at: clock.now - 100, found: false, note: "🌧"),
        ]
        for request in requests {
            let receipt = try store.writing { try $0.addVisit(1, request, by: key) }
            #expect(receipt.from == 0 && receipt.to == 0)
        }
        let record = try #require(try store.record(1))
        #expect(record.visits.map(\.note) == ["🌧", "zamknięte", nil])
        #expect(record.visits.map(\.found) == [false, false, true])
        #expect(record.visits.allSatisfy { $0.unit == "WRO-1" && $0.key == key.id })
        #expect(record.visits.map(\.sequence) == [5, 3, 4])
        #expect(record.status == 0 && record.events == [])
        #expect(try store.ids(changedAfter: 2) == [1])
    }

    @Test(
        "The event log is append-only",
        arguments: [
            "UPDATE events SET note = 'x'", "DELETE FROM events", "UPDATE events SET to_status = 2 WHERE sequence = 2",
            "INSERT OR REPLACE INTO events SELECT sequence, report, at, key, import, from_status, 2, note FROM events",
            "REPLACE INTO events SELECT * FROM events", "UPDATE OR REPLACE events SET sequence = 1",
        ])
    func appendOnly(statement: String) throws {
        let store = try TemporaryStore().open()
        try store.add([report(1)])
        let key = try store.addKey(.operator, unit: nil).key
        try store.writing { _ = try $0.move(1, MoveRequest(to: 1, note: "a"), by: key) }
        let before = try store.record(1)?.events
        #expect { try store.connection.execute(statement) } throws: {
            ($0 as? SQLiteError)?.message == "the event log is append-only"
        }
        #expect(try store.record(1)?.events == before && before?.count == 1)
    }

    @Test("A key's secret is nowhere in the file, and a revoked key is good for nothing at once, in every connection")
    func keys() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        let (key, secret) = try store.addKey(.coordinator, unit: "WRO-1")
        let (other, otherSecret) = try store.addKey(.operator, unit: nil)
        #expect(secret.hasPrefix("tm_") && secret.count == 46 && secret != otherSecret)
        let elsewhere = try ReportStore(open: place.path, readOnly: true)
        #expect(try elsewhere.key(secret: secret) == key)
        #expect(try elsewhere.key(secret: secret + "x") == nil && elsewhere.key(secret: "") == nil)
        #expect(occurrences(of: Array(secret.dropFirst(3).utf8), in: try place.allBytes) == 0)
        #expect(try store.revokeKey(key.id))
        #expect(try elsewhere.key(secret: secret) == nil)
        #expect(try elsewhere.key(secret: otherSecret) == other)
        #expect(try !store.revokeKey(key.id) && !store.revokeKey(99))
        #expect(try store.keys().map(\.key) == [key, other])
        #expect(try store.keys().map { $0.revoked == nil } == [false, true])
    }
}
