import CellIndex
import Reports
import Testing
import WebMercator

@Suite("Snapshots of the index")
struct CellSnapshotTests {
    @Test("counts under seeded random filters equal those of a list", arguments: [1, 2, 3] as [UInt64])
    func counts(seed: UInt64) throws {
        var random = try RandomReports(seed: seed)
        let list = ReportList(reports: random.reports(700))
        let snapshot = try CellSnapshot(list.reports.shuffled(using: &random.random), sequence: 1)
        for _ in 0..<60 {
            let filter = try random.filter()
            let near = random.report(id: 1).code
            let level = Level(clamping: .random(in: 0...32, using: &random.random))
            let cell = Cell(containing: near, level: level)
            #expect(snapshot.count(in: cell, filter) == list.count(in: cell, filter))
            #expect(snapshot.count(filter) == list.passing(filter).count)
        }
    }

    @Test("at every level the cells' counts sum to the whole, under every filter")
    func conservation() throws {
        var random = try RandomReports(seed: 4)
        let list = ReportList(reports: random.reports(500))
        let snapshot = try CellSnapshot(list.reports, sequence: 1)
        for number in Level.range {
            let filter = try random.filter()
            let cells = snapshot.cells(in: .world, level: Level(clamping: number), filter)
            #expect(cells.map(\.count).reduce(0, +) == list.passing(filter).count)
            #expect(Set(cells.map(\.cell)).count == cells.count)
            for cell in cells.prefix(20) {
                #expect(cell.count == list.count(in: cell.cell, filter))
                #expect(cell.byKind.reduce(0) { $0 + $1.count } == cell.count)
            }
        }
    }

    @Test("weights of a window are those of all reports inside it, wherever it lies")
    func windows() throws {
        var random = try RandomReports(seed: 6)
        let reports = random.reports(500)
        let snapshot = try CellSnapshot(reports, sequence: 1)
        for _ in 0..<200 {
            let width = Int64(1) << Int64.random(in: 4...32, using: &random.random)
            let west = Int64.random(in: -4_294_967_296..<4_294_967_296, using: &random.random)
            let north = Int64.random(in: -1_073_741_824..<4_294_967_296, using: &random.random)
            guard let window = WorldWindow(west: west, width: width, north: north, height: width) else { continue }
            let inside = reports.filter { Self.isInside($0.code.place, west: west, north: north, side: width) }
            // Cells of the deepest level keep every place apart.
            let places = snapshot.places(in: window, cellLevel: .deepest, ReportFilter(), .one, .exact)
            var sums: [WorldCoordinate: Int64] = [:]
            for index in 0..<places.count {
                sums[WorldCoordinate(x: places.x[index], y: places.y[index]), default: 0] += places.weights[index]
            }
            var wanted: [WorldCoordinate: Int64] = [:]
            for report in inside { wanted[report.code.place, default: 0] += 256 }
            for (place, weight) in wanted { #expect(sums[place] == weight) }
        }
    }

    @Test("a cell's places stand together at their centroid, the same for every window that touches the cell")
    func centroids() throws {
        var random = try RandomReports(seed: 7)
        let reports = random.reports(600)
        let snapshot = try CellSnapshot(reports, sequence: 1)
        for _ in 0..<60 {
            let filter = try random.filter()
            let level = Level(clamping: .random(in: 4...20, using: &random.random))
            let passing = ReportList(reports: reports).passing(filter)
            let near = random.report(id: 1).code.place
            let reach: Int64 = 1 << 24
            let window = try #require(
                WorldWindow(
                    west: Int64(near.x) - reach, width: 2 * reach, north: Int64(near.y) - reach, height: 2 * reach))
            let places = snapshot.places(in: window, cellLevel: level, filter, .one, .exact)
            var cells: [Cell: Int64] = [:]
            for index in 0..<places.count {
                let place = WorldCoordinate(x: places.x[index], y: places.y[index])
                cells[Cell(containing: MortonCode(place), level: level), default: 0] += places.weights[index]
            }
            for (cell, weight) in cells {
                #expect(weight == 256 * Int64(passing.count { cell.codes.contains($0.code) }))
            }
            for report in passing {
                let cell = Cell(containing: report.code, level: level)
                #expect(cells[cell] != nil || !window.intersects(cell))
            }
        }
    }

    @Test("prepared places hold as much as those made from the rows, also after changes")
    func prepared() throws {
        var random = try RandomReports(seed: 12)
        var snapshot = try CellSnapshot(random.reports(500), sequence: 500)
        let weight = ReportWeight(byStatus: [256, 256, 256, 0, 128])
        let plain = snapshot
        snapshot.prepare(ReportFilter(), weight, .exact)
        let changes = (0..<80).map { _ in random.report(id: .random(in: 1...560, using: &random.random)) }
        for (ready, raw) in [
            (snapshot, plain),
            (try snapshot.applying(changes, sequence: 580), try plain.applying(changes, sequence: 580)),
        ] {
            let window = try #require(WorldWindow(west: 0, width: 1 << 32, north: 0, height: 1 << 32))
            for level in [4, 9, 16, 17] {
                let left = ready.places(in: window, cellLevel: Level(clamping: level), ReportFilter(), weight, .exact)
                let right = raw.places(in: window, cellLevel: Level(clamping: level), ReportFilter(), weight, .exact)
                #expect(left.weights.reduce(0, +) == right.weights.reduce(0, +))
                #expect(Self.cells(left, level) == Self.cells(right, level))
            }
        }
    }

    /// The weight of each cell, those without any left out.
    static func cells(_ places: WeightedPlaces, _ level: Int) -> [Cell: Int64] {
        var cells: [Cell: Int64] = [:]
        for index in 0..<places.count {
            let place = WorldCoordinate(x: places.x[index], y: places.y[index])
            cells[Cell(containing: MortonCode(place), level: Level(clamping: level)), default: 0] +=
                places.weights[index]
        }
        return cells.filter { $0.value != 0 }
    }

    static func isInside(_ place: WorldCoordinate, west: Int64, north: Int64, side: Int64) -> Bool {
        let east: Int64 = (Int64(place.x) - west) & 0xFFFF_FFFF
        let south: Int64 = Int64(place.y) - north
        return east < side && south >= 0 && south < side
    }

    @Test("weights are the product of category and status, and 0 leaves a report out")
    func weights() throws {
        var reports: [IndexedReport] = []
        for index in 0..<4 {
            let kind = ReportKind(category: UInt16(index % 2), source: 0, status: UInt8(index / 2))
            let code = MortonCode(bits: UInt64(index) << 40)
            reports.append(IndexedReport(id: UInt32(index + 1), code: code, kind: kind, instant: 0, hourOfWeek: 0))
        }
        let snapshot = try CellSnapshot(reports, sequence: 1)
        let weight = ReportWeight(byCategory: [256, 128], byStatus: [256, 0])
        let all = snapshot.weights(level: .deepest, ReportFilter(), weight, .exact)
        #expect(all.weights == [256, 128])
        #expect(snapshot.count(ReportFilter(), weight) == 2)
    }

    @Test("places are seen in the middle of their cell, and the order of codes stays")
    func snapping() throws {
        var random = try RandomReports(seed: 8)
        let reports = random.reports(300)
        let snapshot = try CellSnapshot(reports, sequence: 1)
        for number in [0, 1, 12, 17, 31, 32] {
            let level = Level(clamping: number)
            let seen = snapshot.weights(
                level: .deepest, ReportFilter(), .one, PlacePrecision(snapLevel: level))
            #expect(seen.addresses == seen.addresses.sorted())
            #expect(seen.weights.reduce(0, +) == UInt64(reports.count) * 256)
            let middles = Set(reports.map { Cell(containing: $0.code, level: level).middle.bits })
            #expect(Set(seen.addresses) == middles)
        }
    }

    @Test("changes add and replace reports as building anew would")
    func changes() throws {
        var random = try RandomReports(seed: 10)
        var latest: [UInt32: IndexedReport] = [:]
        for report in random.reports(200) { latest[report.id] = report }
        var snapshot = try CellSnapshot(Array(latest.values), sequence: 200)
        for round in 0..<20 {
            let changes = (0..<15).map { _ in random.report(id: .random(in: 1...300, using: &random.random)) }
            for change in changes { latest[change.id] = change }
            snapshot = try snapshot.applying(changes, sequence: Int64(201 + round))
            let list = ReportList(reports: Array(latest.values))
            #expect(snapshot.count == list.reports.count)
            #expect(snapshot.sequence == Int64(201 + round))
            if round % 6 == 5 { snapshot = try snapshot.compacted() }
            for _ in 0..<5 {
                let filter = try random.filter()
                #expect(snapshot.count(filter) == list.passing(filter).count)
            }
        }
    }

    @Test("an empty index answers everything with nothing")
    func empty() {
        let snapshot = CellSnapshot()
        #expect(snapshot.count == 0)
        #expect(snapshot.count(in: .world, ReportFilter()) == 0)
        #expect(snapshot.cells(in: .world, level: .deepest, ReportFilter()).isEmpty)
        #expect(snapshot.medianLatitude == nil)
        #expect(snapshot.bounds == nil)
    }

    @Test("events more than 136 years apart are refused rather than miscounted")
    func timeSpan() throws {
        var random = try RandomReports(seed: 1)
        var (first, last) = (random.report(id: 1), random.report(id: 2))
        (first.instant, last.instant) = (-2_208_988_800, 2_208_988_800)
        #expect(throws: CellIndexError.timeSpanTooLong) { try CellSnapshot([first, last], sequence: 2) }
    }
}
