import Reports
import Testing

@testable import ReportStore

@Suite struct ConcurrencyTests {
    @Test("A reader sees the old state until an import is whole, and then all of it")
    func readerBesideWriter() throws {
        let place = try TemporaryStore()
        let writer = try place.open()
        try writer.add([report(1)])
        let reader = try ReportStore(open: place.path, readOnly: true)
        let version = try reader.dataVersion()
        _ = try writer.importing(file: "x") { session in
            for number in 2...3000 { _ = try session.add(report(UInt64(number))) }
            #expect(try reader.count() == 1)
            #expect(try reader.statistics().reports == 1)
            #expect(try reader.dataVersion() == version)
            return ImportSummary()
        }
        #expect(try reader.dataVersion() != version)
        #expect(try reader.count() == 3000)
        #expect(try reader.ids(changedAfter: 1).count == 2999)
    }

    @Test("A second writer is told that the store is locked")
    func twoWriters() throws {
        let place = try TemporaryStore()
        let first = try place.open()
        let second = try place.open()
        second.connection.setPatience(milliseconds: 10)
        #expect(throws: StoreError.busy(place.path)) {
            try first.importing(file: "x") { _ in try second.add([report(1)]) }
        }
        #expect(try second.add([report(1)]).accepted == 1)
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
