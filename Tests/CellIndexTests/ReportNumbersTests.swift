import Reports
import TestSupport
import Testing
import WebMercator

@testable import CellIndex

@Suite struct ReportNumbersTests {
    @Test("Any page of a set of numbers is the same part of the sorted list", arguments: 1...6 as ClosedRange<UInt64>)
    func pages(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let largest = [1, 63, 64, 5000, 70_000][Int(seed % 5)]
        let share = [0.001, 0.5, 1][Int(seed % 3)]
        let numbers = (0...largest).filter { _ in Double.random(in: 0..<1, using: &random) < share }
        var bits = RowBits(rows: largest + 1)
        for number in numbers { bits.insert(number) }
        let set = ReportNumbers(bits)
        #expect(set.count == numbers.count)
        for _ in 0..<100 {
            let offset = Int.random(in: 0...numbers.count + 2, using: &random)
            let limit = Int.random(in: 0...200, using: &random)
            #expect(set.page(from: offset, limit: limit) == numbers.dropFirst(offset).prefix(limit).map(Int64.init))
        }
        for number in [-1, 0, 63, 64, largest - 1, largest, largest + 64, .max]
            + (0..<50).map({ _ in .random(in: 0...largest, using: &random) })
        {
            #expect(set.count(above: Int64(number)) == numbers.count { $0 > number }, "\(number)")
        }
        #expect(set.page(from: .max, limit: .max).isEmpty && set.page(from: -1, limit: 5).isEmpty)
        #expect(set.page(from: 0, limit: .max).count == numbers.count)
        #expect(numbers.allSatisfy { set.contains(UInt32($0)) } && !set.contains(.max))
    }

    @Test("Numbers in a box are those of a slow search, snapped or not", arguments: 1...6 as ClosedRange<UInt64>)
    func boxes(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let reports = (1...3000).map { number in
            IndexedReport(
                id: UInt32(number), code: MortonCode(bits: .random(in: 0 ... .max, using: &random)),
                kind: ReportKind(category: 0, source: 0, status: 0), instant: 0, hourOfWeek: 0)
        }
        var snapshot = try CellSnapshot(Array(reports.prefix(2500)), sequence: 2500)
        snapshot = try snapshot.applying(Array(reports.suffix(600)), sequence: 3000)
        for precision in [PlacePrecision.exact, PlacePrecision(snapLevel: Level(clamping: 6))] {
            for _ in 0..<20 {
                let latitudes = [Double.random(in: -85...85, using: &random), .random(in: -85...85, using: &random)]
                    .sorted()
                let box = try #require(
                    BoundingBox(
                        west: .random(in: -180...180, using: &random), south: latitudes[0],
                        east: .random(in: -180...180, using: &random), north: latitudes[1]))
                let slow = reports.filter { box.contains(precision.seen($0.code.place).geographic) }.map {
                    Int64($0.id)
                }
                #expect(snapshot.numbers(in: box, ReportFilter(), precision).page(from: 0, limit: 9999) == slow)
            }
            // Every report lies in one tile.
            let cells = Cell.world.children.flatMap(\.children)
            let counts = cells.map { snapshot.numbers(in: $0, ReportFilter(), precision).count }
            #expect(counts.reduce(0, +) == 3000)
        }
        #expect(snapshot.numbers(in: nil, ReportFilter(), .exact).count == 3000)
        #expect(CellSnapshot().numbers(in: nil, ReportFilter(), .exact).count == 0)
    }
}
