import Foundation
import Reports
import SQLite
import Synchronization
import Testing

@testable import ReportStore

@Suite struct BackupTests {
    @Test(
        "A backup under concurrent writes is of one moment: all reports up to some number, and none behind it",
        .timeLimit(.minutes(1)))
    func concurrentWrites() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        try store.add((1...5000).map { try report($0) })
        let writer = try StoreWriter(path: place.path)
        let isDone = Mutex(false)
        let filed = Mutex(0)
        let (path, copy) = (place.path, place.directory + "/copy.sqlite")
        onThreads(3) { number in
            if number == 0 {
                #expect(throws: Never.self) {
                    // Each step of the copy sees the store change below it.
                    try ReportStore(open: path, readOnly: true).backUp(to: copy) { _, _ in usleep(3000) }
                }
                isDone.withLock { $0 = true }
            } else {
                while !isDone.withLock({ $0 }) {
                    // A filing and a move of an old report: both or none.
                    let job: @Sendable (ReportStore) throws -> Void = { store in
                        let id = try store.file(filing(1), by: anybody).id
                        try store.connection.run("UPDATE reports SET text = ?1 WHERE id = 1", [.text("\(id)")])
                    }
                    if (try? writer.perform(job)) != nil { filed.withLock { $0 += 1 } }
                }
            }
        }
        writer.stop()
        #expect(filed.withLock { $0 } > 0)
        #expect(try place.files.filter { $0.contains(".part") } == [])
        let backup = try ReportStore(open: copy)
        #expect(try backup.problems() == [])
        let last = try backup.sequence()
        #expect(last >= 5000)
        #expect(try Int64(backup.count()) == last)
        let text = try backup.record(1)?.text
        #expect(text == (last == 5000 ? nil : "\(last)"))
        #expect(try store.count() == 5000 + filed.withLock { $0 })
    }

    @Test("A backup has another stamp than its store, is one file, and replaces an older backup")
    func stamp() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        let copy = place.directory + "/copy.sqlite"
        try store.backUp(to: copy)
        try store.add([report(1)])
        try store.backUp(to: copy)
        #expect(try place.files.filter { $0.hasPrefix("copy") } == ["copy.sqlite"])
        let backup = try ReportStore(open: copy)
        #expect(try backup.count() == 1)
        #expect(try backup.stamp != store.stamp)
    }

    @Test("A backup holds no trace of who filed")
    func filers() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        for number in 0..<300 {
            try store.writing { _ = try $0.file(filing(number), by: Filer(address: "10.0.1.\(number)", perDay: 1)) }
        }
        let secrets = try store.connection.rows("SELECT hash FROM filers UNION ALL SELECT salt FROM salts") {
            $0.bytes(0)
        }
        let copy = place.directory + "/copy.sqlite"
        try store.backUp(to: copy)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        #expect(secrets.count == 301)
        #expect(secrets.allSatisfy { occurrences(of: $0, in: bytes) == 0 })
        #expect(try ReportStore(open: copy).count() == 300)
        #expect(try store.connection.integer("SELECT count(*) FROM filers") == 300)
    }

    @Test("A backup does not go where the store and its files are", arguments: ["", "-wal", "-shm", "-journal"])
    func ownNames(suffix: String) throws {
        let place = try TemporaryStore()
        let store = try place.open()
        try store.add([report(1)])
        #expect(throws: StoreError.self) { try store.backUp(to: place.path + suffix) }
        let link = place.directory + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place.directory)
        #expect(throws: StoreError.self) { try store.backUp(to: link + "/store.sqlite" + suffix) }
        #expect(try ReportStore(open: place.path).count() == 1)
    }

    @Test("Where a backup cannot be made the error names it, and nothing is left behind")
    func failures() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        for file in [place.directory + "/no/copy", place.directory] {
            #expect { try store.backUp(to: file) } throws: { "\($0)".hasPrefix(file + ": cannot be written: ") }
        }
        struct Mishap: Error {}
        #expect(throws: Mishap.self) {
            try store.connection.backUp(to: place.directory + "/copy", finish: { _ in throw Mishap() })
        }
        #expect(try place.files.filter { !$0.hasPrefix("store.sqlite") } == [])
    }
}
