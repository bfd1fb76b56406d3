import CellIndex
import Foundation
import Reports
import TestSupport
import Testing
import WebMercator

@testable import ReportStore
@testable import TileService

/// When a start takes the column file, and when it reads the store.
struct StoredColumnsTests {
    /// That two states hold the same reports, kinds and times.
    private func expectSame(_ left: Dataset?, _ right: Dataset, _ comment: Comment? = nil) throws {
        let left = try #require(left, comment)
        #expect(left.reportCount == right.reportCount && left.stamp == right.stamp, comment)
        #expect(left.snapshot.sequence == right.snapshot.sequence, comment)
        for query in ["", "group=traffic", "status=new,confirmed&hours=20-04", "from=2020-01-01&weekdays=sat,sun"] {
            let filter = try Fixture.filter(query, right.catalogue)
            for level in [8, 14, 32].map({ Level(clamping: $0) }) {
                let (mine, other) = [left, right].map { $0.snapshot.weights(level: level, filter, .one, .exact) }.pair
                #expect(mine.addresses == other.addresses && mine.weights == other.weights, comment)
            }
        }
    }

    @Test func `a start from the file is the same as one from the store`() throws {
        let store = try StoredReports(seed: 1, 800)
        try #expect(store.loaded() == nil)
        try store.writeColumns()
        try expectSame(store.loaded(), store.rebuilt())
        try expectSame(StoreIndexer(store.open()).load(), store.rebuilt())
        let empty = try StoredReports(seed: 1, 0)
        _ = try empty.open()
        try empty.writeColumns()
        try expectSame(empty.loaded(), empty.rebuilt())
    }

    @Test func `an older file is brought up with the changes since`() throws {
        let store = try StoredReports(seed: 2, 2000)
        try store.writeColumns()
        for round in 0..<4 {
            try store.add(12)
            try store.change(11)
            try expectSame(store.loaded(), store.rebuilt(), "round \(round)")
        }
        try store.change(30)
        try #expect(store.loaded() == nil, "more than a twentieth has changed")
        try expectSame(StoreIndexer(store.open()).load(), store.rebuilt())
    }

    @Test func `a file of another store, of a later state or of a restored backup's former future is not used`() throws
    {
        let (store, other) = (try StoredReports(seed: 3, 500), try StoredReports(seed: 4, 500))
        try store.copy(to: "backup")
        try store.add(10)
        try store.writeColumns()
        try expectSame(store.loaded(), store.rebuilt())
        try store.restore("backup")
        try #expect(store.loaded() == nil)
        // The backup counts on with other reports, beyond the number that the file states.
        try store.change(3)
        try store.add(15)
        try #expect(store.open().sequence() > 510 && store.loaded() == nil)
        try expectSame(StoreIndexer(store.open()).load(), store.rebuilt())
        try other.add(20)
        try FileManager.default.copyItem(atPath: store.columns, toPath: other.columns)
        try #expect(other.loaded() == nil)
    }

    @Test func `a damaged file leads to the same start as none`() throws {
        let store = try StoredReports(seed: 5, 300)
        try store.writeColumns()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: store.columns))
        let expected = try store.rebuilt()
        var random = SeededGenerator(seed: 6)
        for round in 0..<60 {
            var damaged = bytes
            let position = Int.random(in: bytes.indices, using: &random)
            if round % 2 == 0 { damaged[position] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
            if round % 2 == 1 { damaged = bytes.prefix(position) }
            try damaged.write(to: URL(fileURLWithPath: store.columns))
            try #expect(store.loaded() == nil)
            if round < 6 { try expectSame(StoreIndexer(store.open()).load(), expected) }
        }
    }

    @Test func `a file is not used once reports went away`() throws {
        let store = try StoredReports(seed: 7, 400)
        let before = try store.rebuilt()
        try StoreIndexer(store.open()).writeColumns(before)
        try store.remove(17)
        try #expect(store.loaded() == nil)
        // A state from before is not written over what is now.
        try FileManager.default.removeItem(atPath: store.columns)
        try StoreIndexer(store.open()).writeColumns(before)
        #expect(!FileManager.default.fileExists(atPath: store.columns))
        let after = try #require(try StoreIndexer(store.open()).refresh(before))
        #expect(after.reportCount == 399)
        try expectSame(after, store.rebuilt())
    }

    @Test func `what retention leaves of old reports is counted like the reports`() throws {
        let store = try StoredReports(seed: 12, 900)
        let before = try store.rebuilt()
        try store.writeColumns()
        let summary = try store.open().retain(before: 1_600_000_000)
        #expect(summary.reports > 300)
        try #expect(store.loaded() == nil)
        let after = try #require(try StoreIndexer(store.open()).refresh(before))
        #expect(after.reportCount == 900)
        let filter = try Fixture.filter("group=traffic", store.catalogue)
        #expect(after.snapshot.count(filter) == before.snapshot.count(filter))
        try store.writeColumns()
        try store.add(40)
        try expectSame(store.loaded(), store.rebuilt())
        // Those that are older than what is retained are not taken.
        #expect((901...940).contains(try store.rebuilt().reportCount))
    }

    @Test func `a state that is ahead of its store is read anew`() throws {
        let store = try StoredReports(seed: 8, 100)
        try store.copy(to: "backup")
        try store.add(5)
        let ahead = try store.rebuilt()
        try store.restore("backup")
        let after = try #require(try StoreIndexer(store.open()).refresh(ahead))
        #expect(after.reportCount == 100 && after.snapshot.sequence == 100)
    }

    @Test func `the file may be read by those who may read the store`() throws {
        let store = try StoredReports(seed: 9, 50)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: store.path)
        try store.writeColumns()
        let mode = try FileManager.default.attributesOfItem(atPath: store.columns)[.posixPermissions] as? NSNumber
        #expect(mode == 0o640)
    }

    @Test func `two connections read what one does, also while a third writes`() throws {
        let store = try StoredReports(seed: 10, 11_000)
        try expectSame(StoreRows(store.open()).load(), store.rebuilt())
        // Only the thread writes through it, while this one reads the file.
        nonisolated(unsafe) let shared = store
        let writer = Thread {
            for _ in 0..<20 { try? shared.change(7) }
            try? shared.add(40)
        }
        writer.start()
        for _ in 0..<12 {
            let dataset = try store.rebuilt()
            #expect(dataset.reportCount >= 11_000)
        }
        while !writer.isFinished { Thread.sleep(forTimeInterval: 0.01) }
        let (mine, other) = (try store.rebuilt(), try StoreIndexer(store.open()).load())
        try expectSame(mine, other)
        #expect(mine.reportCount == 11_040)
    }
}

extension Array {
    /// The first two.
    fileprivate var pair: (Element, Element) { (self[0], self[1]) }
}
