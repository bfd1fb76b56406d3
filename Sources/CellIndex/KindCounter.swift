import Reports
import WebMercator

/// Counts the reports of one cell after the other, by kind.
struct KindCounter {
    private let level: Level
    private let precision: PlacePrecision
    /// By the kinds' numbers in the rows, their places among the kinds listed.
    private let places: [UInt16]
    /// The kinds' numbers in the order of their places.
    private let order: [Int]
    private var counts: [Int32]
    private var present: [Int] = []
    private var current: UInt64 = 0
    private var cells = CellKinds()

    /// - Parameters:
    ///   - places: By the kinds' numbers in the rows, their places among the kinds listed.
    ///   - level: The level of the cells.
    ///   - precision: How exactly places are seen.
    init(_ places: [UInt16], _ level: Level, _ precision: PlacePrecision) {
        (self.places, self.level, self.precision) = (places, level, precision)
        order = places.indices.sorted { places[$0] < places[$1] }
        counts = Array(repeating: 0, count: places.count)
    }

    /// Adds totals of a cell.
    mutating func add(_ totals: UsableTotals, in cell: Cell) {
        let shift = UInt64(2 * (totals.layer.level.number - level.number))
        totals.forEachEntry(in: cell) { entry in
            go(to: entry.address >> shift)
            add(Int(entry.kind), entry.count)
        }
    }

    /// Takes away the rows in a cell that totals hold and that count no more.
    mutating func takeAway(_ totals: UsableTotals, in cell: Cell) {
        totals.forEachGoneRow(in: totals.table.rows(seenIn: cell, precision)) { row in
            go(to: precision.seen(totals.table.codes[row]) >> level.mortonShift)
            add(Int(totals.table.kindNumbers[row]), -1)
        }
    }

    /// Adds the rows in a cell that pass a filter.
    mutating func add(_ part: TablePart, in cell: Cell, _ filter: ReportFilter) {
        let table = part.table
        let rows = table.rows(seenIn: cell, precision)
        guard !rows.isEmpty else { return }
        let view = TableView(part, filter, .one, rows: rows.count)
        let starts = table.boundaries.bits(atLeast: level.number)
        for weightClass in view.classes {
            var cursor = view.cursor(weightClass)
            cursor.start(rows)
            while cursor.advance() { add(cursor, table, starts) }
        }
    }

    private mutating func add(_ cursor: MaskCursor, _ table: ReportTable, _ starts: RowBits?) {
        let (codes, kindNumbers) = (table.codes.span, table.kindNumbers.span)
        var isNew = true
        for index in 0..<cursor.count {
            let first = (cursor.firstWord + index) * 64
            var runs = RowRuns(cursor.words[index], starts: starts?.words[cursor.firstWord + index] ?? .max, isNew)
            while let run = runs.next() {
                if run.isNew { go(to: precision.seen(codes[first + run.first]) >> level.mortonShift) }
                Self.count(run.rows, from: first, kindNumbers, &counts, &present)
            }
            isNew = runs.isNewBehind
        }
    }

    /// Counts the rows of some bits, from a row on; static, since its loop must not ask each time who else has the lists.
    @inline(__always)
    private static func count(
        _ rows: UInt64, from first: Int, _ kindNumbers: Span<UInt16>, _ counts: inout [Int32], _ present: inout [Int]
    ) {
        var counts = counts.mutableSpan
        var rest = rows
        while rest != 0 {
            let kind = Int(kindNumbers[first + rest.trailingZeroBitCount])
            rest &= rest - 1
            if counts[kind] == 0 { present.append(kind) }
            counts[kind] &+= 1
        }
    }

    @inline(__always)
    private mutating func add(_ kind: Int, _ count: Int32) {
        if counts[kind] == 0 { present.append(kind) }
        counts[kind] += count
    }

    /// Begins with a cell, unless it is under way; addresses must not fall.
    @inline(__always)
    private mutating func go(to address: UInt64) {
        guard address != current else { return }
        finishCell()
        current = address
    }

    private mutating func finishCell() {
        // Many kinds are found faster by looking at all than by sorting those that are there.
        if present.count > 16 {
            for kind in order where counts[kind] != 0 { takeOut(kind) }
        } else {
            present.sort { places[$0] < places[$1] }
            for kind in present where counts[kind] != 0 { takeOut(kind) }
        }
        present.removeAll(keepingCapacity: true)
        cells.finish(current)
    }

    @inline(__always)
    private mutating func takeOut(_ kind: Int) {
        cells.append(places[kind], counts[kind])
        counts[kind] = 0
    }

    /// The cells, the one under way included.
    consuming func finish() -> CellKinds {
        finishCell()
        return cells
    }
}
