import Foundation
import Reports
import SQLite
import TestSupport
import Testing

@testable import ReportStore

@Suite struct StoreFileTests {
    @Test("A store that is made and opened again holds what was put into it, in one file")
    func reopening() throws {
        let place = try TemporaryStore()
        do {
            let store = try place.open()
            #expect(try store.count() == 0)
            #expect(try store.sequence() == 0)
            try store.add([report(1), report(2)])
        }
        #expect(try place.files == ["store.sqlite"])
        let store = try ReportStore(open: place.path)
        #expect(try store.count() == 2)
        #expect(try store.catalogue == catalogue("kmzb"))
        #expect(try place.open().count() == 2)
    }

    @Test("A store of another catalogue is refused")
    func otherCatalogue() throws {
        let place = try TemporaryStore()
        try place.open().add([report(1)])
        let message =
            "\(place.path): holds reports of the catalogue \"kmzb\"; these are of \"chicago\". Use another store for them"
        #expect {
            try ReportStore(openOrCreate: place.path, catalogue: catalogue("chicago"))
        } throws: { "\($0)" == message }
        #expect(try place.open().count() == 1)
    }

    @Test("A file that is no store is refused and stays as it is", arguments: [1, 50, 100, 511, 512, 4096, 70_000])
    func notSQLite(count: Int) throws {
        let place = try TemporaryStore()
        var random = SeededGenerator(seed: UInt64(count))
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        for bytes in [noise, Array((png + noise).prefix(count))] {
            try place.write(bytes)
            expectRefusal(place, .notAStore(place.path))
            #expect(try place.bytes == bytes)
            #expect(try place.files == ["store.sqlite"])
        }
    }

    @Test(
        "Another program's database is refused and stays as it is",
        arguments: [
            "", "PRAGMA user_version = 1", "PRAGMA application_id = 1",
            "PRAGMA user_version = 1; PRAGMA application_id = 7",
        ])
    func otherDatabase(marks: String) throws {
        let place = try TemporaryStore()
        try SQLiteConnection(path: place.path, mode: .create).execute("CREATE TABLE t (a); " + marks)
        let before = try place.bytes
        expectRefusal(place, .notAStore(place.path))
        #expect(try place.bytes == before)
        #expect(try place.files == ["store.sqlite"])
    }

    @Test("A store of a newer version is refused and stays as it is")
    func newerVersion() throws {
        let place = try TemporaryStore()
        try place.open().add([report(1)])
        try SQLiteConnection(path: place.path, mode: .readWrite).execute("PRAGMA user_version = 99")
        let before = try place.bytes
        expectRefusal(place, .newerVersion(place.path, found: 99, supported: 3))
        #expect(try place.bytes == before)
        #expect(
            StoreError.newerVersion("a", found: 99, supported: 3).description
                == "a: was written by a newer Threatmap (schema 99, this one knows 3); nothing was changed")
    }

    @Test("A directory, a missing file and a missing directory are named")
    func noFile() throws {
        let place = try TemporaryStore()
        #expect(throws: StoreError.missing(place.path)) { try ReportStore(open: place.path) }
        #expect(throws: StoreError.isDirectory(place.directory)) { try ReportStore(open: place.directory) }
        #expect(throws: StoreError.isDirectory(place.directory)) {
            try ReportStore(openOrCreate: place.directory, catalogue: catalogue("kmzb"))
        }
        let nowhere = place.directory + "/no/x.sqlite"
        #expect {
            try ReportStore(openOrCreate: nowhere, catalogue: catalogue("kmzb"))
        } throws: { "\($0)" == nowhere + ": cannot be opened: No such file or directory" }
        #expect(try place.files == [])
    }

    @Test("SQLite's names for databases without a file are files here")
    func specialNames() throws {
        #expect(throws: StoreError.cannotOpen("", "a store needs a name")) {
            try ReportStore(openOrCreate: "", catalogue: catalogue("kmzb"))
        }
        #expect(throws: StoreError.missing(":memory:")) { try ReportStore(open: ":memory:") }
        let place = try TemporaryStore()
        let path = place.directory + "/a%41?b#c.sqlite"
        try ReportStore(openOrCreate: path, catalogue: catalogue("kmzb")).add([report(1)])
        #expect(try place.files == ["a%41?b#c.sqlite"])
        #expect(try SQLiteConnection(path: path, mode: .immutable).integer("SELECT count(*) FROM reports") == 1)
    }

    @Test("An empty file becomes a store")
    func emptyFile() throws {
        let place = try TemporaryStore()
        try place.write([])
        #expect(try ReportStore.catalogue(of: place.path) == nil)
        #expect(throws: StoreError.notAStore(place.path)) { try ReportStore(open: place.path) }
        try place.open().add([report(1)])
        #expect(try ReportStore.catalogue(of: place.path)?.name == "kmzb")
    }

    @Test("A new store that was made in vain goes away; one that holds or ever held something stays")
    func discarding() throws {
        let place = try TemporaryStore()
        try place.open().discardIfNew()
        #expect(try place.files == [])
        let used = try place.open()
        try used.add([])
        used.discardIfNew()
        #expect(try ReportStore(open: place.path).count() == 0)
    }

    @Test("A store that another connection has begun to use is not taken away from it")
    func discardingShared() throws {
        let place = try TemporaryStore()
        let first = try place.open()
        let second = try place.open()
        first.discardIfNew()
        try second.add([report(1)])
        #expect(try ReportStore(open: place.path).count() == 1)
    }

    private func expectRefusal(_ place: TemporaryStore, _ error: StoreError) {
        #expect(throws: error) { try ReportStore(open: place.path) }
        #expect(throws: error) { try ReportStore(open: place.path, readOnly: true) }
        #expect(throws: error) { try place.open() }
        #expect(throws: error) { try ReportStore.catalogue(of: place.path) }
    }
}
