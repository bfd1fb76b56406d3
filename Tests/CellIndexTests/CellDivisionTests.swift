import Reports
import TestSupport
import Testing
import WebMercator

@testable import CellIndex

@Suite struct CellDivisionTests {
    @Test(
        "Parts, their sizes and their counts by kind tell the same, and no part is divided against a rule",
        arguments: 1...6 as ClosedRange<UInt64>)
    func agreement(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (start, reports) = (UInt64.random(in: 0 ... .max, using: &random), 600)
        let all = (1...reports).map { number in
            // Around a place, at all distances.
            let distance = UInt64.random(in: 0...40, using: &random)
            let bits = start ^ (UInt64.random(in: 0 ... .max, using: &random) >> distance)
            return IndexedReport(
                id: UInt32(number), code: MortonCode(bits: bits),
                kind: ReportKind(category: 0, source: .random(in: 0...1, using: &random), status: 0), instant: 0,
                hourOfWeek: 0)
        }
        var snapshot = try CellSnapshot(Array(all.prefix(500)), sequence: 500)
        snapshot = try snapshot.applying(Array(all.suffix(150)), sequence: 600)
        let few = DivisionRule(ReportFilter().restricted(toSources: [0]), minimum: 3)
        let level = Level(clamping: .random(in: 8...24, using: &random))
        for rules in [[], [few], [few, DivisionRule(ReportFilter(), minimum: 40)]] {
            let division = CellDivision(snapshot, ReportFilter(), to: level, rules)
            var total = 0
            for number in stride(from: 0, through: 20, by: 4) {
                let cell = Cell(containing: MortonCode(bits: start), level: Level(clamping: number))
                let (parts, sizes, counts) = (
                    division.parts(of: cell), division.sizes(of: cell), division.counts(of: cell)
                )
                #expect(sizes.map(\.cell) == parts && counts.map(\.cell) == parts)
                #expect(sizes.map(\.count) == counts.map(\.count) && sizes.allSatisfy(\.byKind.isEmpty))
                for part in sizes {
                    let inside = all.filter { part.cell.codes.contains($0.code) }
                    #expect(part.count == inside.count)
                    guard !rules.isEmpty, part.cell != .world else { continue }
                    let hidden = inside.count { $0.kind.source == 0 }
                    #expect(hidden == 0 || hidden >= 3, "\(part.cell.quadkey)")
                }
                if number == 0 { total = sizes.reduce(0) { $0 + $1.count } }
            }
            #expect(total == reports)
        }
    }
}
