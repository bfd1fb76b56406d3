import Testing
import WebMercator

@testable import CellIndex
@testable import Reports

/// Thousands of seeded filters, cells and changes, each answer compared with that of a list.
@Suite("The index and a list")
struct RandomChangesTests {
    static let weights = [
        ReportWeight.one, ReportWeight(byStatus: [256, 256, 0, 256, 0, 128]),
        ReportWeight(byCategory: [0, 512, 256, 100], byStatus: [256, 64]),
        ReportWeight(byStatus: Array(repeating: 0, count: 7)),
    ]

    /// A filter as queries write them, or one that only a program can make: bounds at the ends of time, nothing at all.
    static func filter(_ random: inout RandomReports) throws -> ReportFilter {
        var filter = try random.filter()
        switch Int.random(in: 0..<12, using: &random.random) {
        case 0: filter.from = [.min, .max, 0].randomElement(using: &random.random)
        case 1: filter.to = [.min, .max, 0].randomElement(using: &random.random)
        case 2: (filter.from, filter.to) = (.min, .max)
        case 3: filter.categories = [400]
        case 4: filter.statuses = []
        case 5: (filter.hours, filter.weekdays) = (0, 0)
        default: break
        }
        return filter
    }

    /// Some changes: new reports, other statuses, other places, several of one report.
    static func changes(_ random: inout RandomReports, _ latest: [UInt32: IndexedReport], newest: UInt32)
        -> [IndexedReport]
    {
        (0..<Int.random(in: 0...12, using: &random.random)).flatMap { _ in
            let id = UInt32.random(in: 1...newest + 8, using: &random.random)
            var changed = random.report(id: id)
            guard let old = latest[id], Bool.random(using: &random.random) else { return [changed] }
            // Another status at the same place, as most changes are.
            changed.code = old.code
            return Bool.random(using: &random.random) ? [changed] : [changed, random.report(id: id), old, changed]
        }
    }

    @Test(
        "agree under thousands of filters while reports come, move and change", arguments: 1...4 as ClosedRange<UInt64>)
    func agree(seed: UInt64) throws {
        var random = try RandomReports(seed: seed &* 7919)
        var latest: [UInt32: IndexedReport] = [:]
        for report in random.reports(seed == 1 ? 1 : 250) { latest[report.id] = report }
        var snapshot = try CellSnapshot(Array(latest.values).shuffled(using: &random.random), sequence: 1)
        for weight in Self.weights { snapshot.prepare(ReportFilter(), weight, .exact) }
        for round in 0..<60 {
            let changes = Self.changes(&random, latest, newest: latest.keys.max() ?? 1)
            for change in changes { latest[change.id] = change }
            snapshot = try snapshot.applying(changes, sequence: Int64(round))
            if round % 17 == 16 { snapshot = try snapshot.compacted() }
            let list = ReportList(reports: Array(latest.values))
            #expect(snapshot.count == latest.count)
            for _ in 0..<10 { try Self.compare(snapshot, list, &random, "seed \(seed), round \(round)") }
        }
    }

    private static func compare(
        _ snapshot: CellSnapshot, _ list: ReportList, _ random: inout RandomReports, _ comment: Comment
    ) throws {
        let filter = Bool.random(using: &random.random) ? try Self.filter(&random) : ReportFilter()
        let weight = weights.randomElement(using: &random.random) ?? .one
        let level = Level(clamping: .random(in: 0...32, using: &random.random))
        let near = random.report(id: 1).code
        let cell = Cell(containing: near, level: level)
        let passing = list.passing(filter)
        #expect(snapshot.count(in: cell, filter) == passing.count { cell.codes.contains($0.code) }, comment)
        #expect(snapshot.count(filter, weight) == passing.count { weight($0.kind) > 0 }, comment)
        var expected: [UInt64: UInt64] = [:]
        for report in passing {
            expected[Cell(containing: report.code, level: level).address, default: 0] += UInt64(weight(report.kind))
        }
        expected = expected.filter { $0.value > 0 }
        let found = snapshot.weights(level: level, filter, weight, .exact)
        #expect(found.addresses == expected.keys.sorted(), comment)
        #expect(found.weights == found.addresses.map { expected[$0] ?? 0 }, comment)
        let cells = snapshot.cells(in: .world, level: level, filter)
        #expect(cells.reduce(0) { $0 + $1.count } == passing.count, comment)
        #expect(cells.allSatisfy { $0.count == $0.byKind.reduce(0) { $0 + $1.count } && $0.count > 0 }, comment)
        comparePlaces(snapshot, near, level, filter, weight, expected, comment)
    }

    /// The places of every cell that a window touches weigh what its reports do.
    private static func comparePlaces(
        _ snapshot: CellSnapshot, _ near: MortonCode, _ level: Level, _ filter: ReportFilter, _ weight: ReportWeight,
        _ expected: [UInt64: UInt64], _ comment: Comment
    ) {
        let place = near.place
        let reach: Int64 = 1 << 27
        guard level.number > 0,
            let window = WorldWindow(
                west: Int64(place.x) - reach, width: 2 * reach, north: Int64(place.y) - reach, height: 2 * reach)
        else { return }
        let places = snapshot.places(in: window, cellLevel: level, filter, weight, .exact)
        let found = CellSnapshotTests.cells(places, level.number)
        for (address, weight) in expected {
            guard let cell = Cell(level: level, address: address), window.intersects(cell) else { continue }
            #expect(found[cell] == Int64(weight), comment)
        }
        for (cell, weight) in found where window.intersects(cell) {
            #expect(weight == Int64(expected[cell.address] ?? 0), comment)
        }
    }

    @Test("what was summed up before changes serves after them", arguments: 1...6 as ClosedRange<UInt64>)
    func summedUpBefore(seed: UInt64) throws {
        var random = try RandomReports(seed: seed &* 104_729)
        let filters = try (0..<3).map { _ in try random.filter() }
        var latest: [UInt32: IndexedReport] = [:]
        for report in random.reports(200) { latest[report.id] = report }
        var snapshot = try CellSnapshot(Array(latest.values), sequence: 1)
        let privacy = seed % 2 == 0 ? .none : ClusterPrivacy(protectedSources: [0], minCount: 1)
        let precision = seed % 2 == 0 ? PlacePrecision.exact : PlacePrecision(snapLevel: Level(clamping: 15))
        for round in 0..<12 {
            let fresh = try CellSnapshot(Array(latest.values), sequence: 1)
            for filter in filters {
                let query = ClusterQuery(filter, precision, privacy)
                let zoom = Zoom(clamping: .random(in: 0...9, using: &random.random))
                let near = random.report(id: 1).code
                let cell = Cell(
                    containing: near, level: Level(clamping: .random(in: 0...zoom.number, using: &random.random)))
                #expect(snapshot.clusters(in: cell, zoom, query) == fresh.clusters(in: cell, zoom, query))
                #expect(
                    snapshot.numbers(in: nil, filter, precision).page(from: 0, limit: .max)
                        == fresh.numbers(in: nil, filter, precision).page(from: 0, limit: .max))
                let level = Level(clamping: .random(in: 0...12, using: &random.random))
                #expect(snapshot.cells(in: cell, level: level, filter) == fresh.cells(in: cell, level: level, filter))
            }
            let changes = Self.changes(&random, latest, newest: 200)
            for change in changes { latest[change.id] = change }
            snapshot = try snapshot.applying(changes, sequence: Int64(round))
        }
    }

    @Test("instants at both ends of time are refused, whichever comes first")
    func extremeInstants() throws {
        var random = try RandomReports(seed: 3)
        var (first, last) = (random.report(id: 1), random.report(id: 2))
        (first.instant, last.instant) = (.min, .max)
        for reports in [[first, last], [last, first]] {
            #expect(throws: CellIndexError.timeSpanTooLong) { try CellSnapshot(reports, sequence: 2) }
        }
        let snapshot = try CellSnapshot([last], sequence: 2)
        var filter = ReportFilter()
        (filter.from, filter.to) = (.max, .max)
        #expect(snapshot.count(filter) == 0)
        filter.to = nil
        #expect(snapshot.count(filter) == 1)
    }

    @Test("a range of time has its first second and not its last", arguments: [1, 3, 200])
    func halfOpen(count: Int) throws {
        var random = try RandomReports(seed: 5)
        let reports = random.reports(count).map { report in
            var report = report
            report.instant = 1000 + Int64(report.id)
            return report
        }
        let list = ReportList(reports: reports)
        let snapshot = try CellSnapshot(reports, sequence: 1)
        for from in Int64(999)...1006 {
            for to in [from - 1, from, from + 1, from + 2, 1000 + Int64(count), 1001 + Int64(count)] {
                var filter = ReportFilter()
                (filter.from, filter.to) = (from, to)
                #expect(snapshot.count(filter) == list.passing(filter).count)
                let cell = Cell(containing: reports[0].code, level: .deepest)
                #expect(snapshot.count(in: cell, filter) == list.count(in: cell, filter))
            }
        }
    }
}
