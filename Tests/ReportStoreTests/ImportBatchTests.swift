import Foundation
import Reports
import SQLite
import Synchronization
import Testing

@testable import ReportStore

@Suite struct ImportBatchTests {
    @Test("After another process has replaced the catalogue, an import gives the new deadlines, and ordinals stay")
    func otherCatalogue() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        try store.add([report(4000, status: 2)])
        let session = try store.beginImport(ImportedFile(name: "x"))
        let other = try place.open()
        #expect(try other.replaceCatalogue(changedCatalogue(), file: "new") == 2)
        for number in 1...200 as ClosedRange<UInt64> { _ = try session.add(report(number)) }
        // One that had another status comes back to the first.
        _ = try session.add(report(4000, status: 0))
        try session.finish(ImportSummary())
        let reopened = try place.open()
        for id in [2, 101, 201] as [Int64] {
            let record = try #require(try reopened.record(id))
            let due = record.occurred.instant + 5 * 86_400
            #expect(record.due == due, "\(id)")
        }
        let moved = try #require(try reopened.record(1))
        let since = try #require(moved.since)
        #expect(moved.due == since + 5 * 86_400)
        #expect(reopened.catalogue.categories[0].key == "parking" && reopened.catalogue.categories.last?.key == "smog")
        #expect(try reopened.problems() == [])
    }

    @Test("Another version of the catalogue keeps ordinals, appends new keys, and gives all reports its deadlines")
    func replacement() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        try store.add((1...70).map { try report($0, status: UInt8($0 % 7)) })
        let (order, stamp) = (store.catalogue.keyOrder, try store.stamp)
        #expect(try store.replaceCatalogue(store.catalogue.json, file: "same") == nil)
        #expect(try store.stamp == stamp)
        #expect(try store.replaceCatalogue(changedCatalogue(), file: "new") == 2)
        #expect(try store.stamp != stamp)
        let next = try place.open()
        #expect(next.catalogue.keyOrder.categories == order.categories + ["smog"])
        #expect(next.catalogue.keyOrder.statuses == order.statuses)
        let dues = try next.connection.rows("SELECT status, due - occurred FROM reports") {
            ($0.integer(0), $0.optionalInteger(1))
        }
        let right = dues.allSatisfy { $0.1 == ($0.0 == 0 ? 5 * 86_400 : nil) }
        #expect(right && dues.count == 70)
        let lacking = String(decoding: try changedCatalogue(), as: UTF8.self).replacing(
            #""stray-dogs""#, with: #""dogs""#)
        #expect(throws: (any Error).self) { try next.replaceCatalogue(Array(lacking.utf8), file: "lacking") }
        #expect(throws: StoreError.self) { try next.replaceCatalogue(catalogue("chicago").json, file: "other") }
        #expect(try next.problems() == [])
    }

    @Test("After an error a session adds nothing more, and a session that is dropped leaves its store usable")
    func afterError() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        var session: ImportSession? = try store.beginImport(ImportedFile(name: "x"))
        _ = try session?.add(report(1))
        var wrong = try report(2)
        wrong.category = 999
        #expect(throws: StoreError.self) { try session?.add(wrong) }
        #expect(throws: StoreError.self) { try session?.add(report(3)) }
        #expect(throws: StoreError.self) { try session?.finish(ImportSummary()) }
        #expect(try store.count() == 0)
        session = try store.beginImport(ImportedFile(name: "y"))
        _ = try session?.add(report(4))
        session = nil
        #expect(try store.add([report(5)]).accepted == 1)
        #expect(try store.count() == 1)
    }

    @Test("An import lets others write all the while", .timeLimit(.minutes(1)))
    func turns() throws {
        let place = try TemporaryStore()
        _ = try place.open()
        let path = place.path
        let writer = try StoreWriter(path: path)
        let isDone = Mutex(false)
        nonisolated(unsafe) var slowest = Duration.zero
        nonisolated(unsafe) var filed = 0
        onThreads(2) { number in
            if number == 0 {
                #expect(throws: Never.self) {
                    try ReportStore(open: path).add((1...8000).map { try report($0, text: "Zażółć gęślą jaźń") })
                }
                isDone.withLock { $0 = true }
            } else {
                while !isDone.withLock({ $0 }) {
                    let took = ContinuousClock().measure {
                        #expect(throws: Never.self) { try writer.perform { _ = try $0.file(filing(1), by: anybody) } }
                    }
                    slowest = max(slowest, took)
                    filed += 1
                }
            }
        }
        writer.stop()
        let store = try place.open()
        #expect(try store.count() == 8000 + filed)
        #expect(try store.sequence() == Int64(8000 + filed))
        #expect(try store.problems() == [])
        // 100 ms in a release build on a quiet machine; this one may be neither.
        #expect(slowest < .milliseconds(400) && filed > 2)
    }

    @Test("A first import that fails behind its first batch leaves the store with what was durable")
    func partialFirstImport() throws {
        let place = try TemporaryStore()
        do {
            let store = try place.open()
            let session = try store.beginImport(ImportedFile(name: "x"))
            var number: UInt64 = 0
            while try ReportStore(open: place.path, readOnly: true).count() == 0 {
                for _ in 0..<64 {
                    number += 1
                    _ = try session.add(report(number))
                }
            }
            session.abandon()
            store.discardIfNew()
        }
        #expect(try ReportStore(open: place.path).count() > 0)
    }

    @Test(
        "Two imports at once, each of the other's rows too, end with every report once and every number once",
        .timeLimit(.minutes(1)))
    func twoImports() throws {
        let place = try TemporaryStore()
        _ = try place.open()
        let path = place.path
        onThreads(2) { number in
            #expect(throws: Never.self) {
                let rows = try (1...3000).map { try report(UInt64(number == 0 ? $0 : 3001 - $0)) }
                try ReportStore(open: path).add(rows)
            }
        }
        let store = try place.open()
        #expect(try store.count() == 3000)
        #expect(try store.sequence() == 3000)
        #expect(try store.problems() == [])
    }
}
