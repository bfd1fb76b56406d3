import Foundation
import Reports
import SQLite
import TestSupport
import Testing
import WebMercator

@testable import ReportStore

@Suite struct RetentionTests {
    /// Seeded reports of the years 2020 to 2024, many of them near one another.
    private func reports(_ count: Int, seed: UInt64) throws -> [Report] {
        var random = SeededGenerator(seed: seed)
        let first = try SetClock.warsaw(2020, 1, 1)
        return try (0..<count).map { number in
            var report = try report(UInt64(number), status: UInt8.random(in: 0...6, using: &random), text: "zażółć")
            let near = Int.random(in: 0...2, using: &random) > 0
            report.place = try #require(
                GeographicCoordinate(
                    longitude: near
                        ? 21 + Double.random(in: 0...0.004, using: &random)
                        : Double.random(in: -180...180, using: &random),
                    latitude: near
                        ? 52.2 + Double.random(in: 0...0.004, using: &random)
                        : Double.random(in: -90...90, using: &random)))
            report.occurred = EventTime(
                instant: first + Int64.random(in: 0..<(5 * 365 * 86_400), using: &random), precision: .minute)
            return report
        }
    }

    /// What a map sums up: category, source, status, month and cell of some levels.
    private func sums(_ store: ReportStore, levels: [Int]) throws -> [String: Int64] {
        var sums: [String: Int64] = [:]
        let clock = store.catalogue.clock
        let rows = """
            SELECT category, source, status, longitude, latitude, occurred, 1 FROM reports
            UNION ALL SELECT category, source, status, longitude, latitude, month, count FROM aggregates
            """
        let read = try store.connection.prepare(rows)
        while try read.step() {
            let place = try #require(GeographicCoordinate(longitude: read.double(3), latitude: read.double(4)))
            let code = MortonCode(WorldCoordinate(place))
            for level in levels {
                let cell = Cell(containing: code, level: Level(clamping: level)).address
                let month = clock.startOfMonth(at: read.integer(5))
                let key = "\(level) \(cell) \(month) \(read.integer(0)) \(read.integer(1)) \(read.integer(2))"
                sums[key, default: 0] += read.integer(6)
            }
        }
        return sums
    }

    @Test("No sum by cell, category, source, status and month changes, however often it is done", arguments: 0..<3)
    func sums(seed: UInt64) throws {
        let store = try TemporaryStore().open()
        try store.add(reports(2000, seed: seed))
        let levels = [0, 1, 5, 12, store.catalogue.retainLevel]
        let before = try sums(store, levels: levels)
        let statistics = try store.statistics()
        var sequence = try store.sequence()
        for year in [2022, 2022, 2024, 2021, 2026] {
            let cut = try SetClock.warsaw(year, 1, 1)
            _ = try store.retain(before: cut)
            #expect(try sums(store, levels: levels) == before, "seed \(seed), \(year)")
            let old = try store.connection.rows("SELECT count(*) FROM reports WHERE occurred < ?1", [.integer(cut)]) {
                $0.integer(0)
            }
            #expect(old == [0])
            #expect(try store.sequence() >= sequence)
            sequence = try store.sequence()
            #expect(try store.count() == 2000)
            #expect(try store.problems() == [])
        }
        let after = try store.statistics()
        #expect(after.byStatus.map(\.count) == statistics.byStatus.map(\.count))
        #expect(after.byCategory.map(\.count) == statistics.byCategory.map(\.count))
        #expect(after.retained == 2000)
        // The newest numbers are gone with their reports, and yet are not used again.
        let id = try store.writing { try $0.file(filing(1), by: anybody).id }
        #expect(id == sequence + 1)
    }

    @Test("A report that is given a later time while retention runs stays a report")
    func changedMeanwhile() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        let other = try place.open()
        try store.add(reports(5000, seed: 9))
        let late = try SetClock.warsaw(2025, 6, 1)
        var changed: Int64?
        _ = try store.retain(before: SetClock.warsaw(2025, 1, 1)) { done, total in
            guard changed == nil, done < total else { return }
            changed = try? other.connection.integer("SELECT max(id) FROM reports")
            let text = "UPDATE reports SET occurred = \(late) WHERE id = \(changed ?? 0)"
            #expect(throws: Never.self) { try other.connection.execute(text) }
        }
        #expect(changed != nil)
        #expect(try store.record(changed ?? 0)?.occurred.instant == late)
        #expect(try store.count() == 5000)
    }

    @Test("Neither a running import nor the same file again brings back what was replaced by counts")
    func importedAgain() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        let rows = try reports(300, seed: 4)
        let session = try store.beginImport(ImportedFile(name: "x"))
        let other = try place.open()
        let summary = try other.add(rows)
        _ = try other.retain(before: SetClock.warsaw(2023, 1, 1))
        for row in rows { _ = try session.add(row) }
        try session.finish(ImportSummary())
        #expect(try store.count() == 300)
        let again = try other.add(rows)
        #expect(summary.accepted == 300 && again.accepted == 0)
        #expect(again.rejected + again.duplicates == 300)
        #expect(try store.count() == 300)
    }

    @Test(
        "A filing waits for retention no longer than for an import, also where all reports lie in one cell",
        .timeLimit(.minutes(1)))
    func patience() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        try store.add(
            (0..<6000).map { number in
                var report = try report(UInt64(number))
                report.place = try #require(GeographicCoordinate(longitude: 21, latitude: 52))
                report.occurred.instant = 1_500_000_000
                report.category = 1
                return report
            })
        let writer = try StoreWriter(path: place.path)
        let path = place.path
        nonisolated(unsafe) var slowest = Duration.zero
        onThreads(2) { number in
            if number == 0 {
                _ = try? ReportStore(open: path).retain(before: 1_600_000_000)
                writer.stop()
            } else {
                let clock = ContinuousClock()
                while let took = try? clock.measure({ _ = try writer.perform { try $0.file(filing(1), by: anybody) } })
                {
                    slowest = max(slowest, took)
                    usleep(2000)
                }
            }
        }
        #expect(try store.statistics().retained == 6000)
        // 100 ms in a release build on a quiet machine; this one may be neither.
        #expect(slowest < .milliseconds(250))
    }

    @Test("A chunk that was cut off leaves all as it was, and the next run does the rest")
    func cutOff() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        try store.add(reports(5000, seed: 2))
        let before = try sums(store, levels: [17])
        let victim = try ReportStore(open: place.path)
        let cut = try SetClock.warsaw(2025, 1, 1)
        #expect(throws: StoreError.self) {
            try victim.retain(before: cut) { done, _ in
                // The next chunk fails in its middle.
                try? victim.connection.execute(
                    "CREATE TEMP TRIGGER mishap AFTER INSERT ON aggregates BEGIN SELECT RAISE(ABORT, 'cut'); END")
            }
        }
        #expect(try store.statistics().retained > 0 && store.statistics().retained < 5000)
        #expect(try sums(store, levels: [17]) == before)
        #expect(try store.problems() == [])
        _ = try store.retain(before: cut)
        #expect(try sums(store, levels: [17]) == before)
        #expect(try store.statistics().retained == 5000)
    }

    @Test("Texts, exact places and notes are gone from the file's bytes")
    func bytes() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        let text = "tajemnica sąsiada 🐕"
        try store.add((0..<3000).map { try report($0, text: text) })
        let key = try store.addKey(.coordinator, unit: nil).key
        for id in 1...200 as ClosedRange<Int64> {
            try store.writing { _ = try $0.move(id, MoveRequest(to: 1, note: "notatka poufna"), by: key) }
        }
        _ = try store.retain(before: SetClock.warsaw(2025, 1, 1))
        #expect(try store.statistics().retained == 3000)
        #expect(try occurrences(of: Array(text.utf8), in: place.allBytes) == 0)
        #expect(try occurrences(of: Array("notatka poufna".utf8), in: place.allBytes) == 0)
    }

    @Test(
        "Reports are kept from the first of the month that holds the day so long ago",
        arguments: [
            ("1m", 2025, 3, 1, 0, 2025, 2), ("1m", 2025, 3, 31, 23, 2025, 2), ("5y", 2025, 1, 1, 0, 2020, 1),
            ("18m", 2025, 6, 15, 12, 2023, 12), ("31d", 2025, 3, 31, 12, 2025, 2), ("30d", 2025, 3, 31, 12, 2025, 3),
        ])
    func cut(period: String, year: Int, month: Int, day: Int, hour: Int, cutYear: Int, cutMonth: Int) throws {
        let clock = try #require(LocalClock(timeZone: "Europe/Warsaw"))
        let now = try SetClock.warsaw(year, month, day, hour: hour)
        let cut = try #require(RetentionPeriod(period)).cut(now: now, clock)
        #expect(try cut == SetClock.warsaw(cutYear, cutMonth, 1))
    }

    @Test(
        "What is no period is none",
        arguments: ["", "y", "0d", "-1d", "5", "5w", "٥y", "201y", "2401m", "99999999999999999999d"])
    func noPeriod(text: String) {
        #expect(RetentionPeriod(text) == nil)
    }
}
