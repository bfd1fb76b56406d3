import Reports
import SQLite
import Testing

@testable import ReportStore

@Suite struct ConcurrencyTests {
    @Test("A reader sees the old state until a batch is whole")
    func readerBesideWriter() throws {
        let place = try TemporaryStore()
        let writer = try place.open()
        try writer.add([report(1)])
        let reader = try ReportStore(open: place.path, readOnly: true)
        let version = try reader.dataVersion()
        let session = try writer.beginImport(ImportedFile(name: "x"))
        let begun = try reader.dataVersion()
        #expect(begun == version)
        for number in 2...60 { _ = try session.add(report(UInt64(number))) }
        #expect(try reader.count() == 1)
        #expect(try reader.statistics().reports == 1)
        #expect(try reader.dataVersion() == begun)
        for number in 61...3000 { _ = try session.add(report(UInt64(number))) }
        try session.finish(ImportSummary())
        #expect(try reader.dataVersion() != begun)
        #expect(try reader.count() == 3000)
        #expect(try reader.ids(changedAfter: 1).count == 2999)
    }

    @Test("A second writer is told that the store is locked")
    func twoWriters() throws {
        let place = try TemporaryStore()
        let first = try place.open()
        let second = try place.open()
        second.connection.setPatience(milliseconds: 10)
        let session = try first.beginImport(ImportedFile(name: "x"))
        _ = try session.add(report(1))
        #expect(throws: StoreError.busy(place.path)) { try second.add([report(1)]) }
        try session.finish(ImportSummary())
        #expect(try second.add([report(1), report(2)]).accepted == 1)
    }

    @Test("What one connection reads is of one moment")
    func oneMoment() throws {
        let place = try TemporaryStore()
        let writer = try place.open()
        try writer.add([report(1), report(2)])
        let reader = try ReportStore(open: place.path, readOnly: true)
        var seen = 0
        let sequence = try reader.reports(changedAfter: 0) { _ in
            if seen == 0 { _ = try? writer.add([report(3)]) }
            seen += 1
        }
        #expect((sequence, seen) == (2, 2))
        #expect(try reader.ids(changedAfter: sequence) == [3])
    }
}
