import Digest
import Foundation
import Reports
import SQLite
import Testing
import WebMercator

@testable import ReportStore

@Suite struct FilingTests {
    @Test("The same key with the same body gives the same receipt and files nothing; with another body it is refused")
    func idempotency() throws {
        let clock = SetClock()
        let store = try TemporaryStore().open(clock)
        let filer = Filer(address: "192.0.2.7", perDay: 2)
        let first = try store.writing { try $0.file(filing(1), by: filer, idempotencyKey: "k") }
        #expect(!first.isRepeated)
        for _ in 0..<3 {
            let again = try store.writing { try $0.file(filing(1), by: filer, idempotencyKey: "k") }
            #expect(again.isRepeated && again.id == first.id && again.status == first.status)
        }
        var others = [try filing(2), try filing(1, text: "x")]
        for change in [
            { $0.hours = 1 }, { $0.weekdays = 1 }, { $0.text = nil },
            { $0.occurred = EventTime(instant: 1, precision: .day) },
        ] as [(inout Filing) -> Void] {
            var other = try filing(1)
            change(&other)
            others.append(other)
        }
        for other in others {
            #expect(throws: Refusal.keyOfAnotherRequest) {
                try store.writing { try $0.file(other, by: filer, idempotencyKey: "k") }
            }
        }
        #expect(try store.count() == 1)
        // What was answered again has not been counted.
        #expect(throws: Never.self) { try store.writing { try $0.file(filing(3), by: filer, idempotencyKey: "l") } }
        #expect(throws: Refusal.self) { try store.writing { try $0.file(filing(4), by: filer) } }
        clock.now += 86_000
        let late = try store.writing { try $0.file(filing(1), by: filer, idempotencyKey: "k") }
        #expect(late.id == first.id)
        clock.now += 2 * 86_400
        try store.writing { try $0.forgetFilers() }
        #expect(try store.connection.integer("SELECT count(*) FROM idempotency") == 0)
    }

    @Test("An address files as many reports a local day as it may, and again from midnight on")
    func quota() throws {
        let clock = SetClock(try SetClock.warsaw(2025, 7, 14, hour: 23, minute: 59))
        let store = try TemporaryStore().open(clock)
        func file(_ address: String) throws {
            try store.writing { _ = try $0.file(filing(1), by: Filer(address: address, perDay: 2)) }
        }
        try file("a")
        try file("a")
        #expect(throws: Refusal.limitReached(perDay: 2, secondsLeft: 60)) { try file("a") }
        try file("b")
        clock.now += 59
        #expect(throws: Refusal.limitReached(perDay: 2, secondsLeft: 1)) { try file("a") }
        clock.now += 1
        try file("a")
        try file("a")
        #expect(throws: Refusal.limitReached(perDay: 2, secondsLeft: 86_400)) { try file("a") }
        #expect(try store.count() == 5)
        #expect(throws: Refusal.self) {
            try store.writing { try $0.file(filing(1), by: Filer(address: "c", perDay: 0)) }
        }
    }

    @Test("A day that the clocks change on lasts 23 or 25 hours", arguments: [(3, 30, 23), (10, 26, 25), (6, 1, 24)])
    func clockChanges(month: Int, day: Int, hours: Int64) throws {
        let midnight = try SetClock.warsaw(2025, month, day)
        let clock = SetClock(midnight)
        let store = try TemporaryStore().open(clock)
        let filer = Filer(address: "192.0.2.7", perDay: 1)
        try store.writing { _ = try $0.file(filing(1), by: filer) }
        for hour in 0..<hours {
            clock.now = midnight + hour * 3600 + 1
            #expect(throws: Refusal.limitReached(perDay: 1, secondsLeft: (hours - hour) * 3600 - 1)) {
                try store.writing { try $0.file(filing(1), by: filer) }
            }
        }
        clock.now = midnight + hours * 3600
        try store.writing { _ = try $0.file(filing(2), by: filer) }
    }

    @Test("The networks of an IPv6 address's household and an IPv4 address in IPv6's clothes are one client each")
    func networks() throws {
        let store = try TemporaryStore().open()
        func file(_ address: String) -> Bool {
            (try? store.writing { try $0.file(filing(1), by: Filer(address: address, perDay: 1)) }) != nil
        }
        #expect(file("2001:db8:1:2::1"))
        #expect(!file("2001:DB8:1:2:ffff:ffff:ffff:ffff"))
        #expect(!file("2001:0db8:0001:0002:0:0:0:5"))
        #expect(file("2001:db8:1:3::1"))
        #expect(file("192.0.2.9"))
        #expect(!file("::ffff:192.0.2.9"))
        #expect(file("192.0.2.10"))
        #expect(file("proxy unknown"))
    }

    @Test(
        "No byte of an address's hash or salt is in the files after the day has been forgotten", arguments: [3, 4000])
    func forgetting(filers: Int) throws {
        let clock = SetClock()
        let place = try TemporaryStore()
        let store = try place.open(clock)
        for start in stride(from: 0, to: filers, by: 500) {
            try store.writing { store in
                for number in start..<min(start + 500, filers) {
                    _ = try store.file(
                        filing(number), by: Filer(address: "10.0.\(number / 256).\(number % 256)", perDay: 1))
                    if number % 3 == 0 { _ = try store.confirm(1, by: Filer(address: "\(number)", perDay: 1)) }
                }
            }
        }
        let hashes = try store.connection.rows("SELECT hash FROM filers") { $0.bytes(0) }
        let salts = try store.connection.rows("SELECT salt FROM salts") { $0.bytes(0) }
        #expect(hashes.count == filers + (filers + 2) / 3 && salts.count == 1)
        #expect(try occurrences(of: salts[0], in: place.allBytes) > 0)
        clock.now += 86_400
        try store.writing { try $0.forgetFilers() }
        #expect(try store.clearLog())
        let bytes = try place.allBytes
        #expect(occurrences(of: salts[0], in: bytes) == 0)
        // One look at every place for all hashes at once: by their first eight bytes.
        let starts = Set(hashes.map { $0.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } })
        var window: UInt64 = 0
        var found = 0
        for byte in bytes {
            window = window << 8 | UInt64(byte)
            if starts.contains(window) { found += 1 }
        }
        #expect(found == 0)
    }

    @Test("An address confirms a report once a day, and other reports too")
    func confirmations() throws {
        let clock = SetClock()
        let store = try TemporaryStore().open(clock)
        try store.add([report(1), report(2)])
        let filer = Filer(address: "192.0.2.7", perDay: 1)
        func confirm(_ id: Int64, _ filer: Filer) throws -> Int { try store.writing { try $0.confirm(id, by: filer) } }
        let sequence = try store.sequence()
        #expect(try confirm(1, filer) == 1)
        #expect(throws: Refusal.confirmedAlready) { try confirm(1, filer) }
        #expect(try confirm(2, filer) == 1)
        #expect(try confirm(1, Filer(address: "192.0.2.8", perDay: 5)) == 2)
        #expect(throws: Refusal.confirmedAlready) { try confirm(1, Filer(address: "192.0.2.8", perDay: 5)) }
        #expect(throws: Refusal.noSuchReport) { try confirm(99, filer) }
        clock.now += 86_400
        #expect(try confirm(1, filer) == 3)
        #expect(try store.record(1)?.confirmations == 3)
        #expect(try store.sequence() == sequence + 4)
        #expect(try store.ids(changedAfter: sequence) == [1, 2])
        // Who confirms may still file.
        #expect(throws: Never.self) { try store.writing { try $0.file(filing(1), by: filer) } }
    }

    @Test(
        "Text comes back byte for byte",
        arguments: [
            "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ", "Zażółć gęślą jaźń", "🐕👨‍👩‍👧‍👦🇵🇱", "𝔘𠜎", "z\u{307} ż", "e\u{301}\u{FEFF}",
            "a\nb\r\n\t\u{7F}",
            "a\0b", "'\"; DROP TABLE reports --", "", String(repeating: "🐕", count: 500),
        ])
    func texts(text: String) throws {
        let place = try TemporaryStore()
        let id = try place.open().writing { try $0.file(filing(1, text: text), by: anybody).id }
        let stored = try #require(try ReportStore(open: place.path).record(id)?.text)
        #expect(Array(stored.utf8) == Array(text.utf8))
    }

    @Test(
        "All that was filed comes back; without a time it happened on that day, and the deadline runs from the filing")
    func contents() throws {
        let clock = SetClock(try SetClock.warsaw(2025, 7, 14, hour: 15))
        let store = try TemporaryStore().open(clock)
        let place = try #require(GeographicCoordinate(longitude: 21.0122, latitude: 52.2297))
        let time = EventTime(instant: clock.now - 1000, precision: .minute)
        let full = Filing(category: 3, place: place, occurred: time, hours: 0xC0_0003, weekdays: 0x60, text: "Łoś")
        let id = try store.writing { try $0.file(full, by: anybody).id }
        let record = try #require(try store.record(id))
        #expect(record.category == 3 && record.place == place && record.occurred == time)
        #expect(record.hours == 0xC0_0003 && record.weekdays == 0x60 && record.text == "Łoś")
        #expect(record.reported == clock.now && record.due == clock.now + 3 * 86_400 && record.since == nil)
        #expect(store.catalogue.sources[Int(record.source)].key == "public" && record.status == 0)
        let bare = try store.writing { try $0.file(Filing(category: 0, place: place), by: anybody).id }
        let midnight = try SetClock.warsaw(2025, 7, 14)
        #expect(try store.record(bare)?.occurred == EventTime(instant: midnight, precision: .day))
    }
}
