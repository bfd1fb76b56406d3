import Reports
import Testing
import WebMercator

@testable import CellIndex

/// How far reports reach, against a look at all of them.
struct OutermostCellsTests {
    /// The box around some columns and rows, given by their first and last unit.
    private static func box(_ columns: ClosedRange<UInt32>, _ rows: ClosedRange<UInt32>) -> BoundingBox {
        let first = Cell(
            containing: MortonCode(WorldCoordinate(x: columns.lowerBound, y: rows.lowerBound)), level: .deepest)
        let last = Cell(
            containing: MortonCode(WorldCoordinate(x: columns.upperBound, y: rows.upperBound)), level: .deepest)
        return first.bounds.united(with: last.bounds)
    }

    /// The range of the columns or rows of a level that hold some units: of each end so wide a one that it holds so many.
    private static func range(_ units: [UInt32], _ level: Level, _ minimum: Int) -> ClosedRange<UInt32>? {
        guard units.count >= minimum, let first = units.min(), let last = units.max() else { return nil }
        func strip(_ unit: UInt32, _ level: Int) -> ClosedRange<UInt32> {
            let size = UInt64(1) << UInt64(32 - level)
            let start = UInt64(unit) / size * size
            return UInt32(start)...UInt32(start + size - 1)
        }
        func widened(_ unit: UInt32) -> ClosedRange<UInt32>? {
            (0...level.number).reversed().map { strip(unit, $0) }.first { strip in
                units.count(where: strip.contains) >= minimum
            }
        }
        guard let lower = widened(first)?.lowerBound, let upper = widened(last)?.upperBound else { return nil }
        return lower...upper
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `the edges are the outermost columns and rows that hold enough`(seed: UInt64) throws {
        var random = try RandomReports(seed: seed)
        let count = [1, 2, 5, 40, 300][Int(seed % 5)]
        var reports = random.reports(count)
        var snapshot = try CellSnapshot(reports, sequence: 1)
        if seed % 2 == 0 {
            let moved = (0..<3).map { random.report(id: UInt32($0 * 7 + 1)) }
            snapshot = try snapshot.applying(moved, sequence: 2)
            reports = reports.filter { report in !moved.contains { $0.id == report.id } } + moved
        }
        for _ in 0..<5 {
            let filter = Bool.random(using: &random.random) ? ReportFilter() : try random.filter()
            let places = ReportList(reports: reports).passing(filter).map(\.code.place)
            let level = Level(clamping: .random(in: 0...32, using: &random.random))
            let search = OutermostCells(snapshot, filter, level)
            for minimum in 1...4 {
                let columns = Self.range(places.map(\.x), level, minimum)
                let rows = Self.range(places.map(\.y), level, minimum)
                let expected = columns.flatMap { columns in rows.map { Self.box(columns, $0) } }
                #expect(search.box(showingAtLeast: minimum) == expected, "level \(level), at least \(minimum)")
                if minimum == 1 { #expect(search.box == expected) }
            }
        }
    }
}
