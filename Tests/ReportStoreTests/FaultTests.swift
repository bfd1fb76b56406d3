import Foundation
import Reports
import SQLite
import TestSupport
import Testing

@testable import ReportStore

@Suite struct FaultTests {
    private static func full(_ path: String) -> StoreError {
        .notWritable(path, "the disk is full; the reports stored before are intact")
    }

    /// Lets a connection's file grow by so many pages at most; `nil` for any number.
    private func limit(_ store: ReportStore, pages: Int64?) throws {
        let count = try store.connection.integer("PRAGMA page_count")
        _ = try store.connection.integer("PRAGMA max_page_count = \(pages.map { count + $0 } ?? 1_000_000_000)")
    }

    @Test("On a full disk filings, moves and imports are refused; all that was there stays, and with space it goes on")
    func fullDisk() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        try store.add((1...100).map { try report($0) })
        let key = try store.addKey(.operator, unit: nil).key
        let long = String(repeating: "ź", count: 20_000)
        try limit(store, pages: 2)
        let full = Self.full(place.path)
        for _ in 0..<2 {
            #expect(throws: full) { try store.writing { try $0.file(filing(1, text: long), by: anybody) } }
            #expect(throws: full) { try store.writing { try $0.move(1, MoveRequest(to: 1, note: long), by: key) } }
            #expect(throws: full) { try store.add((1...5000).map { try report($0, text: "b") }) }
            #expect(!store.connection.isInTransaction)
        }
        let counted = try store.count()
        #expect(counted >= 100)
        #expect(try store.record(1)?.events == [])
        #expect(try store.problems() == [])
        try limit(store, pages: nil)
        let receipt = try store.writing { try $0.file(filing(1, text: long), by: anybody) }
        #expect(try store.record(receipt.id)?.text == long)
        #expect(try store.add((1...200).map { try report($0) }).read == 200)
        #expect(try store.problems() == [])
    }

    @Test("A full disk stops retention, an upgrade's copy and a backup without harm")
    func fullDiskElsewhere() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        try store.add((1...300).map { try report($0) })
        let key = try store.addKey(.operator, unit: nil).key
        _ = try store.connection.text("VACUUM")
        try limit(store, pages: 0)
        // With no page to spare the horizon may still be set; a count needs one.
        _ = try? store.retain(before: 1_800_000_000)
        #expect(try store.count() == 300)
        #expect(try store.problems() == [])
        try limit(store, pages: nil)
        _ = try store.retain(before: 1_800_000_000)
        #expect(try store.count() == 300 && store.statistics().retained == 300)
        #expect(try store.keys().map(\.key) == [key])
    }

    @Test("A file system that is really full: clear errors, old content intact, and writing again once there is space")
    func fullFileSystem() throws {
        // Needs the right to mount; where that lacks, the other tests stand in for it.
        let place = try TemporaryStore()
        let directory = place.directory + "/small"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        guard run("/bin/mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", directory]) == 0 else { return }
        defer { _ = run("/bin/umount", [directory]) }
        let path = directory + "/store.sqlite"
        let catalogue = try catalogue("kmzb")
        do {
            let store = try ReportStore(openOrCreate: path, catalogue: catalogue)
            try store.add((1...100).map { try report($0) })
            let filler = directory + "/filler"
            let writer = try StoreWriter(path: path)
            defer { writer.stop() }
            var filed = 0
            #expect(throws: Self.full(path)) {
                for _ in 0..<100_000 {
                    _ = try writer.perform {
                        try $0.file(filing(1, text: String(repeating: "ą", count: 500)), by: anybody)
                    }
                    filed += 1
                    if filed == 50 {
                        _ = FileManager.default.createFile(atPath: filler, contents: Data(count: 900_000))
                    }
                }
            }
            #expect(throws: Self.full(path)) { try store.add((1...20_000).map { try report($0) }) }
            let reader = try ReportStore(open: path, readOnly: true)
            #expect(try reader.count() >= 100 + filed)
            #expect(try reader.record(1)?.externalID == "id-1")
            #expect(throws: StoreError.self) { try reader.backUp(to: directory + "/copy") }
            try FileManager.default.removeItem(atPath: filler)
            #expect(throws: Never.self) { try writer.perform { _ = try $0.file(filing(1), by: anybody) } }
        }
        #expect(try ReportStore(open: path).problems() == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["store.sqlite"])
    }

    @Test("A write beyond the largest size of a file is an error, and ends no program")
    func sizeLimit() throws {
        _ = try TemporaryStore().open()
        var action = sigaction()
        #expect(sigaction(SIGXFSZ, nil, &action) == 0 && action.__sigaction_handler.sa_handler != nil)
        for code in [778, 1034, 4874] as [Int32] {
            #expect {
                try ReportStore.wrap("a") { throw SQLiteError(code: code, message: "disk I/O error") }
            } throws: {
                "\($0)".hasPrefix(
                    "a: cannot be written: the disk refuses it (a quota, a size limit or a broken disk): disk")
            }
        }
        #expect {
            try ReportStore.wrap("a") { throw SQLiteError(code: 266, message: "disk I/O error") }
        } throws: { "\($0)" == "a: disk I/O error (SQLite error 266)" }
    }

    @Test("A file that is only to be read is read, and refuses writing with a clear error")
    func readOnly() throws {
        let place = try TemporaryStore()
        try place.open().add([report(1)])
        let before = try place.bytes
        let store = try ReportStore(open: place.path, readOnly: true)
        #expect(try store.count() == 1)
        #expect { try store.writing { try $0.file(filing(1), by: anybody) } } throws: {
            "\($0)".contains("readonly")
        }
        #expect {
            try store.add([report(2)])
        } throws: { "\($0)" == place.path + ": cannot be written: attempt to write a readonly database" }
        #expect(throws: StoreError.self) { try store.revokeKey(1) }
        #expect(throws: StoreError.self) { try store.retain(before: 1_800_000_000) }
        #expect(try store.count() == 1 && store.problems() == [])
        #expect(try place.bytes == before)
    }

    @Test("A file that is deleted under a running store is an error, never an acknowledgement")
    func deleted() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        let writer = try StoreWriter(path: place.path)
        defer { writer.stop() }
        _ = try writer.perform { try $0.file(filing(1), by: anybody) }
        let session = try store.beginImport(ImportedFile(name: "x"))
        _ = try session.add(report(1))
        for file in try place.files { try FileManager.default.removeItem(atPath: place.directory + "/" + file) }
        #expect { try session.finish(ImportSummary()) } throws: { "\($0)".contains("was deleted, moved or replaced") }
        #expect(throws: StoreError.self) { try store.addKey(.operator, unit: nil) }
        for _ in 0..<2 {
            #expect(throws: StoreError.missing(place.path)) {
                try writer.perform { try $0.file(filing(2), by: anybody) }
            }
        }
        // A store in its place is taken up.
        _ = try place.open()
        #expect(try writer.perform { try $0.file(filing(3), by: anybody).id } == 1)
        #expect(try ReportStore(open: place.path).count() == 1)
    }

    private func run(_ program: String, _ arguments: [String]) -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        (process.standardOutput, process.standardError) = (nil, FileHandle.nullDevice)
        guard (try? process.run()) != nil else { return -1 }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
