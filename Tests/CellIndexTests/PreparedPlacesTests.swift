import CellIndex
import Reports
import Testing
import WebMercator

@Suite("Prepared places")
struct PreparedPlacesTests {
    private static func report(_ id: Int, _ x: UInt32, _ y: UInt32, status: UInt8 = 0) -> IndexedReport {
        IndexedReport(
            id: UInt32(id), code: MortonCode(WorldCoordinate(x: x, y: y)),
            kind: ReportKind(category: 0, source: 0, status: status), instant: 0, hourOfWeek: 0)
    }

    /// Alternately the two ends of one cell of level 16 and below.
    private static func column(_ number: Int) -> UInt32 { number % 2 == 0 ? 0x8AD0_0000 : 0x8AD0_7FFF }

    private static func everything() throws -> WorldWindow {
        try #require(WorldWindow(west: 0, width: 1 << 32, north: 0, height: 1 << 32))
    }

    @Test("a crowd at one place stays there, at the edge of its cell too, however many there are")
    func edges() throws {
        // Sums of more than 8,192 reports have more bits than a Double.
        for corner in [0x8AD0_0000, 0x8AD0_0001, UInt32.max, 0] as [UInt32] {
            var snapshot = try CellSnapshot((1...9001).map { Self.report($0, corner, corner) }, sequence: 1)
            snapshot.prepare(ReportFilter(), .one, .exact)
            for level in 4...16 {
                let places = snapshot.places(
                    in: try Self.everything(), cellLevel: Level(clamping: level), ReportFilter(), .one, .exact)
                #expect(places.x == [corner] && places.y == [corner] && places.weights == [9001 * 256])
            }
        }
    }

    @Test("of a crowd that is gone nothing is left behind, and what remains of a cell lies where its reports do")
    func removed() throws {
        let reports = (1...1000).map { Self.report($0, Self.column($0), 0x5000_0000) }
        let weight = ReportWeight(byStatus: [256, 0])
        var snapshot = try CellSnapshot(reports, sequence: 1)
        snapshot.prepare(ReportFilter(), weight, .exact)
        let jokes = (1...999).map { Self.report($0, Self.column($0), 0x5000_0000, status: 1) }
        let changed = try snapshot.applying(jokes, sequence: 2)
        for level in 4...16 {
            let places = changed.places(
                in: try Self.everything(), cellLevel: Level(clamping: level), ReportFilter(), weight, .exact)
            var sums: [WorldCoordinate: Int64] = [:]
            for index in 0..<places.count {
                sums[WorldCoordinate(x: places.x[index], y: places.y[index]), default: 0] += places.weights[index]
            }
            sums = sums.filter { $0.value != 0 }
            let (place, left) = try #require(sums.first)
            #expect(sums.count == 1 && left == 256)
            // The prepared place is rounded to whole units, which a thousand reports make a thousand.
            #expect(abs(Int(place.x) - 0x8AD0_0000) < 1000 && abs(Int(place.y) - 0x5000_0000) < 1000)
        }
    }

    @Test("filters by time are not prepared, and answer as ever")
    func time() throws {
        var snapshot = try CellSnapshot([Self.report(1, 5, 5), Self.report(2, 6, 6)], sequence: 1)
        let catalogue = try Catalogue(ShippedFiles.catalogues["kmzb"] ?? [], file: "kmzb")
        let filter = try ReportFilter([("from", "1970-01-02")], catalogue)
        snapshot.prepare(filter, .one, .exact)
        var later = Self.report(1, 5, 5)
        later.instant = 1_000_000
        let changed = try snapshot.applying([later], sequence: 2)
        let places = changed.places(
            in: try Self.everything(), cellLevel: Level(clamping: 9), filter, .one, .exact)
        #expect(places.weights == [256])
    }
}
