import Reports
import SQLite
import TestSupport
import Testing

@testable import ReportStore
@testable import Reports

@Suite struct RecordQueryTests {
    private static let units: [String?] = [nil, "WRO-1", "OPO-2", "Łódź"]

    /// A store with seeded reports, some with deadlines of their own, and all of its records.
    private func seeded(_ seed: UInt64, _ count: Int = 400) throws -> (ReportStore, [ReportRecord]) {
        var random = SeededGenerator(seed: seed)
        let store = try TemporaryStore().open()
        try store.add(
            (1...count).map { number in
                var report = try report(UInt64(number), status: UInt8.random(in: 0...6, using: &random))
                report.occurred.instant = 1_700_000_000 + Int64.random(in: 0..<(400 * 86_400), using: &random)
                report.occurred.precision = TimePrecision.allCases.randomElement(using: &random) ?? .second
                return report
            })
        for id in 1...count {
            // Few different deadlines, so that ids decide as well.
            let due = Bool.random(using: &random) ? Int64.random(in: 1...20, using: &random) : nil
            try store.connection.run(
                "UPDATE reports SET due = ?2, unit = ?3 WHERE id = ?1",
                [.integer(Int64(id)), .integer(due), .text(Self.units.randomElement(using: &random) ?? nil)])
        }
        return (store, try store.records((1...Int64(count)).map { $0 }))
    }

    /// The slow version: every record is looked at.
    private func slow(_ query: RecordQuery, _ all: [ReportRecord], _ clock: LocalClock) -> [Int64] {
        let filter = query.filter
        var found = all.filter { record in
            let hour = clock.hourOfWeek(at: record.occurred.instant)
            let passesHour =
                !filter.needsHourOfWeek || record.occurred.precision >= .minute && filter.passes(hourOfWeek: hour)
            return (filter.categories?.contains(Int(record.category)) ?? true)
                && (filter.statuses?.contains(Int(record.status)) ?? true)
                && (filter.sources?.contains(Int(record.source)) ?? true)
                && record.occurred.instant >= filter.from ?? .min && record.occurred.instant < filter.to ?? .max
                && passesHour
        }
        if let unit = query.unit { found.removeAll { $0.unit != unit } }
        if let overdueAt = query.overdueAt { found.removeAll { $0.due ?? .max >= overdueAt } }
        if query.overdueAt == nil {
            found.sort { $0.id > $1.id }
            if let after = query.after { found.removeAll { $0.id >= after.id } }
        } else {
            found.sort { ($0.due ?? 0, $0.id) < ($1.due ?? 0, $1.id) }
            if let after = query.after { found.removeAll { ($0.due ?? 0, $0.id) <= (after.due, after.id) } }
        }
        return found.prefix(query.limit).map(\.id)
    }

    @Test("Any filter, unit and page finds what a look at every report finds, in the same order", arguments: 0..<6)
    func againstSlow(seed: UInt64) throws {
        let (store, all) = try seeded(seed)
        var random = SeededGenerator(seed: seed &+ 100)
        var found = 0
        for _ in 0..<120 {
            var query = RecordQuery()
            func maybe() -> Bool { Int.random(in: 0..<4, using: &random) == 0 }
            func some(_ count: Int) -> Set<Int> { Set((0..<count).filter { _ in Bool.random(using: &random) }) }
            if maybe() { query.filter.categories = some(27) }
            if maybe() { query.filter.statuses = some(7) }
            if maybe() { query.filter.sources = some(3) }
            if maybe() { query.filter.from = 1_700_000_000 + Int64.random(in: 0..<20_000_000, using: &random) }
            if maybe() { query.filter.to = 1_700_000_000 + Int64.random(in: 10_000_000..<35_000_000, using: &random) }
            if maybe() { query.filter.hours = UInt32.random(in: 1...0xFF_FFFF, using: &random) }
            if maybe() { query.filter.weekdays = UInt8.random(in: 1...127, using: &random) }
            if maybe() { query.unit = .some(Self.units.randomElement(using: &random) ?? nil) }
            if Bool.random(using: &random) { query.overdueAt = Int64.random(in: 0...25, using: &random) }
            if maybe() {
                query.after = (Int64.random(in: 0...20, using: &random), Int64.random(in: 0...400, using: &random))
            }
            query.limit = [0, 1, 7, 100, 1000].randomElement(using: &random) ?? 100
            let ids = try store.records(query).map(\.id)
            #expect(ids == slow(query, all, store.catalogue.clock), "seed \(seed): \(query)")
            found += ids.count
        }
        #expect(found > 500)
    }

    @Test("Page by page a list holds each report once", arguments: [true, false])
    func paging(overdue: Bool) throws {
        let (store, all) = try seeded(77)
        var query = RecordQuery()
        query.overdueAt = overdue ? 15 : nil
        query.limit = 13
        var pages: [Int64] = []
        while let last = try store.records(query).last {
            pages += try store.records(query).map(\.id)
            query.after = (last.due ?? 0, last.id)
        }
        query.after = nil
        query.limit = .max
        #expect(pages == slow(query, all, store.catalogue.clock) && pages.count > 100)
    }

    @Test("Records come in the order in which they are asked for, those that exist")
    func byNumber() throws {
        let (store, all) = try seeded(5, 10)
        #expect(try store.records([7, 99, 3, 7, -1, .max]).map(\.id) == [7, 3, 7])
        #expect(try store.record(11) == nil)
        #expect(all.map(\.id) == Array(1...10))
    }

    @Test("The life cycle's numbers are those that a look at every report gives", arguments: 0..<3)
    func statistics(seed: UInt64) throws {
        let (store, every) = try seeded(seed)
        store.now = { 12 }
        let statistics = try store.lifeCycleStatistics()
        try check(statistics, every)
        let some = every.filter { $0.source != 1 && [0, 2, 3].contains($0.status) }
        try check(store.lifeCycleStatistics(sources: [0, 2], statuses: [0, 2, 3]), some)
        #expect(some.count < every.count && !some.isEmpty)
        #expect(statistics.confirmed == every.count { [2, 4, 6].contains($0.status) })
        #expect(statistics.unconfirmed == every.count { [3, 5].contains($0.status) })
        #expect(statistics.medianSeconds == [:])
    }

    private func check(_ statistics: LifeCycleStatistics, _ all: [ReportRecord]) throws {
        let overdue = all.filter { $0.due ?? .max < 12 }
        #expect(statistics.overdue == overdue.count)
        for unit in statistics.units where unit.unit != nil {
            #expect(unit.reports == all.count { $0.unit == unit.unit })
            #expect(unit.overdue == overdue.count { $0.unit == unit.unit })
        }
        #expect(statistics.units.first { $0.unit == nil }?.overdue == overdue.count { $0.unit == nil })
        let units = Set(all.compactMap(\.unit))
        #expect(Set(statistics.units.compactMap(\.unit)) == units)
    }
}
