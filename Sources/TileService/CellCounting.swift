import CellIndex
import Reports
import WebMercator

/// Counts what some cells hold, many at a time.
struct CellCounting {
    private let snapshot: CellSnapshot
    private let filter: ReportFilter
    private let level: Level

    /// Counts the reports that pass a filter, in cells of a level or larger ones.
    init(_ snapshot: CellSnapshot, _ filter: ReportFilter, _ level: Level) {
        (self.snapshot, self.filter, self.level) = (snapshot, filter, level)
    }

    /// The counts of cells that do not overlap, in the order of their addresses, which is kept.
    func counts(of cells: ArraySlice<Cell>) -> [CellCount] {
        var counts: [CellCount] = []
        counts.reserveCapacity(cells.count)
        let chunkLevel = chunkLevel(cells)
        var rest = cells
        while let first = rest.first {
            let chunk = first.level < chunkLevel ? first : Cell(containing: first.codes.lowerBound, level: chunkLevel)
            let end = rest.firstIndex { $0.codes.lowerBound > chunk.codes.upperBound } ?? rest.endIndex
            append(rest[rest.startIndex..<end], of: chunk, to: &counts)
            rest = rest[end...]
        }
        return counts
    }

    /// Counts cells that lie in one larger cell.
    private func append(_ cells: ArraySlice<Cell>, of chunk: Cell, to counts: inout [CellCount]) {
        if let only = cells.first, only == chunk {
            counts += snapshot.cells(in: only, level: only.level, filter)
            return
        }
        var rest = cells
        var current: CellCount?
        for count in snapshot.cells(in: chunk, level: level, filter) {
            while let first = rest.first, first.codes.upperBound < count.cell.codes.lowerBound { rest.removeFirst() }
            guard let cell = rest.first, cell.codes.contains(count.cell.codes.lowerBound) else { continue }
            if current?.cell == cell {
                current?.add(count)
            } else {
                if let current { counts.append(current) }
                current = CellCount(cell: cell, count: count.count, byKind: count.byKind)
            }
        }
        if let current { counts.append(current) }
    }

    /// The level of the coarser cells in which cells are counted together: fine ones, so that little is counted beyond
    /// those that are asked for, unless that would make many thousands.
    private func chunkLevel(_ cells: ArraySlice<Cell>) -> Level {
        for distance in 5..<9 {
            let level = Level(clamping: level.number - distance)
            var chunks = 0
            var last: Cell?
            for cell in cells {
                let chunk = Cell(containing: cell.codes.lowerBound, level: level)
                if chunk != last { chunks += 1 }
                last = chunk
            }
            if chunks <= 4096 { return level }
        }
        return Level(clamping: level.number - 9)
    }
}
