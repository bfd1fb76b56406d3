import Foundation
import Reports
import SQLite
import Synchronization
import Testing

@testable import ReportStore

@Suite struct StoreWriterTests {
    private struct Mishap: Error {}

    /// A writer that is held up until `body` has asked for what is then one group.
    private func grouped(_ place: TemporaryStore, waiting: Int, _ jobs: @escaping @Sendable (StoreWriter, Int) -> Void)
        throws
    {
        _ = try place.open()
        let writer = try StoreWriter(path: place.path)
        let (started, gate) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        onThreads(waiting + 1) { number in
            if number == 0 {
                _ = try? writer.perform { _ in
                    for _ in 0..<waiting { started.signal() }
                    gate.wait()
                }
            } else {
                started.wait()
                if number == 1 {
                    // The last to come opens the gate, when all others wait behind it.
                    let opener = DispatchQueue(label: "opener")
                    opener.async {
                        while writer.waiting < waiting { usleep(500) }
                        gate.signal()
                    }
                }
                jobs(writer, number - 1)
            }
        }
        writer.stop()
    }

    @Test("After a writer has ended, the file alone, without the log beside it, holds all that was written")
    func endedWriterLeavesOneFile() throws {
        let place = try TemporaryStore()
        // Readers that stay open, as a server's do, keep SQLite from emptying the log itself.
        let reader = try place.open()
        let writer = try StoreWriter(path: place.path)
        let id = try writer.perform { try $0.file(filing(1, text: "Zażółć"), by: anybody) }.id
        writer.stop()
        let copy = try TemporaryStore()
        try copy.write(place.bytes)
        let found = try withExtendedLifetime(reader) { try ReportStore(open: copy.path).record(id) }
        #expect(found?.text == "Zażółć")
    }

    @Test(
        "What fifty threads were told is stored is stored, once, in the order of the numbers told",
        .timeLimit(.minutes(1)))
    func fiftyThreads() throws {
        let place = try TemporaryStore()
        _ = try place.open()
        let writer = try StoreWriter(path: place.path)
        let told = Mutex<[Int64: String]>([:])
        onThreads(50) { thread in
            for number in 0..<20 {
                let text = "\(thread)-\(number)"
                guard let receipt = try? writer.perform({ try $0.file(filing(number, text: text), by: anybody) }) else {
                    Issue.record("refused")
                    continue
                }
                let earlier = told.withLock { $0.updateValue(text, forKey: receipt.id) }
                #expect(earlier == nil)
            }
        }
        writer.stop()
        let store = try ReportStore(open: place.path)
        let held = try store.records(RecordQuery()).count
        #expect(held == 100)
        let all = try store.connection.rows("SELECT id, text FROM reports") { ($0.integer(0), $0.text(1) ?? "") }
        #expect(Dictionary(uniqueKeysWithValues: all) == told.withLock { $0 })
        #expect(try store.sequence() == 1000)
        #expect(try store.problems() == [])
    }

    @Test("A piece of work that throws takes back what it did, and harms nobody of its group", .timeLimit(.minutes(1)))
    func throwing() throws {
        let place = try TemporaryStore()
        let outcomes = Mutex<[Int: Bool]>([:])
        try grouped(place, waiting: 40) { writer, number in
            let result = Result {
                try writer.perform { store in
                    let receipt = try store.file(filing(number), by: anybody)
                    if number % 3 == 0 { throw Mishap() }
                    return receipt
                }
            }
            outcomes.withLock { $0[number] = (try? result.get()) != nil }
            if number % 3 == 0 { #expect(throws: Mishap.self) { try result.get() } }
        }
        let texts = try ReportStore(open: place.path).connection.rows("SELECT text FROM reports") { $0.text(0) ?? "" }
        #expect(Set(texts) == Set((0..<40).filter { $0 % 3 != 0 }.map(String.init)))
        #expect(outcomes.withLock { $0.count { $0.value } } == texts.count)
    }

    @Test(
        "Where SQLite rolls the whole transaction back, only the piece of work that made it do so fails",
        .timeLimit(.minutes(1)))
    func automaticRollback() throws {
        let place = try TemporaryStore()
        let failures = Mutex<[Int: String]>([:])
        let path = place.path
        try grouped(place, waiting: 30) { writer, number in
            do {
                _ = try writer.perform { store in
                    guard number == 7 else { return try store.file(filing(number), by: anybody) }
                    let pages = try store.connection.integer("PRAGMA page_count")
                    _ = try store.connection.integer("PRAGMA max_page_count = \(pages + 1)")
                    defer { _ = try? store.connection.integer("PRAGMA max_page_count = 1000000000") }
                    return try store.file(
                        filing(number, text: String(repeating: "ż", count: 100_000)), by: anybody)
                }
            } catch {
                failures.withLock { $0[number] = "\(error)" }
            }
        }
        let full = "\(path): cannot be written: the disk is full; the reports stored before are intact"
        #expect(failures.withLock { $0 } == [7: full])
        let store = try ReportStore(open: path)
        #expect(try store.count() == 29)
        #expect(try store.problems() == [])
    }

    @Test("A piece of work may read the store, and change it through what opens a transaction elsewhere")
    func nested() throws {
        let place = try TemporaryStore()
        _ = try place.open()
        let writer = try StoreWriter(path: place.path)
        defer { writer.stop() }
        let text = try writer.perform { store in
            let id = try store.file(filing(1, text: "a"), by: anybody).id
            _ = try store.statistics()
            _ = try store.addKey(.operator, unit: nil)
            return try store.record(id)?.text
        }
        #expect(text == "a")
        #expect(throws: Mishap.self) {
            try writer.perform { store in
                _ = try store.addKey(.operator, unit: nil)
                throw Mishap()
            }
        }
        #expect(try ReportStore(open: place.path).keys().count == 1)
    }

    @Test(
        "A piece of work that asks the writer for another one is refused instead of waiting for itself",
        .timeLimit(.minutes(1)))
    func reentrancy() throws {
        let place = try TemporaryStore()
        _ = try place.open()
        let writer = try StoreWriter(path: place.path)
        defer { writer.stop() }
        #expect(throws: StoreError.self) {
            try writer.perform { _ in try writer.perform { try $0.file(filing(1), by: anybody) } }
        }
        #expect(try writer.perform { try $0.count() } == 0)
    }

    @Test("What was asked for before the end is done at the end; what comes later is refused", .timeLimit(.minutes(1)))
    func stopping() throws {
        let place = try TemporaryStore()
        _ = try place.open()
        let writer = try StoreWriter(path: place.path)
        let done = Mutex(0)
        onThreads(21) { number in
            if number == 0 {
                while writer.waiting < 5 && done.withLock({ $0 }) < 5 { usleep(100) }
                writer.stop()
            } else if (try? writer.perform { try $0.file(filing(number), by: anybody) }) != nil {
                done.withLock { $0 += 1 }
            }
        }
        #expect(throws: StoreError.self) { try writer.perform { _ in } }
        writer.stop()
        // Nobody has the file open any more, so it is alone.
        #expect(try place.files == ["store.sqlite"])
        #expect(try ReportStore(open: place.path).count() == done.withLock { $0 })
    }

    @Test("The log comes into the file while the writer runs, and does not grow without end", .timeLimit(.minutes(1)))
    func logLength() throws {
        let place = try TemporaryStore()
        _ = try place.open()
        let writer = try StoreWriter(path: place.path)
        defer { writer.stop() }
        let before = try place.bytes.count
        let text = String(repeating: "🐕", count: 1000)
        for _ in 0..<20 {
            try writer.perform { store in
                for number in 0..<100 { _ = try store.file(filing(number, text: text), by: anybody) }
            }
        }
        var tries = 0
        while try place.bytes.count < before + 2_000_000, tries < 200 {
            usleep(10_000)
            try writer.perform { _ = try $0.file(filing(1), by: anybody) }
            tries += 1
        }
        #expect(tries < 200)
    }

    @Test("A report that another version of the catalogue gives another deadline gets that one")
    func otherCatalogue() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        let writer = try StoreWriter(path: place.path)
        defer { writer.stop() }
        let first = try writer.perform { try $0.file(filing(1), by: anybody).id }
        #expect(try store.replaceCatalogue(changedCatalogue(), file: "new") == 2)
        let second = try writer.perform { try $0.file(filing(2), by: anybody).id }
        for id in [first, second] {
            let record = try #require(try store.record(id))
            let due = try #require(record.reported) + 5 * 86_400
            #expect(record.due == due)
        }
    }
}

/// The catalogue kmzb with other deadlines and one more category, which stands first.
func changedCatalogue() throws -> [UInt8] {
    let text = String(decoding: try catalogue("kmzb").json, as: UTF8.self)
    let added = #"{"key": "smog", "pl": "Smog", "en": "Smog", "group": "traffic"},"#
    let list = try #require(text.range(of: #""categories":\s*\["#, options: .regularExpression))
    return Array((text[..<list.upperBound] + added + text[list.upperBound...]).replacing("P3D", with: "P5D").utf8)
}
