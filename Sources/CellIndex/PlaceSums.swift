import Reports
import WebMercator

/// What the reports of the cells of a level sum to: their number, and their places, from which centroids are made.
struct PlaceSums {
    /// The reports of one cell.
    struct Entry: BitwiseCopyable {
        /// The cell's address.
        var address: UInt64
        /// The sums of their columns and rows in units of the world square, and their number; below 0 it takes away what
        /// other lists hold.
        var sums = ClusterBlock.Sums()
    }

    /// The cells, rising.
    private(set) var cells: [Entry] = []

    /// The level of the cells.
    let level: Level

    private init(_ level: Level) {
        self.level = level
    }

    /// The reports of a snapshot that pass a filter and that an audience sees in a cell, by cells of a level.
    init(_ snapshot: CellSnapshot, in cell: Cell, level: Level, _ filter: ReportFilter, _ precision: PlacePrecision) {
        self.init(level)
        for part in snapshot.sumParts(in: cell, level, filter, precision) {
            var sums = PlaceSums(level)
            switch part {
            case .totals(let totals): sums.add(totals, in: cell)
            case .gone(let totals): sums.takeAway(totals, in: cell, precision)
            case .base(let part), .recent(let part): sums.add(part, in: cell, filter, precision)
            }
            merge(sums)
        }
    }

    private mutating func add(_ totals: UsableTotals, in cell: Cell) {
        let shift = UInt64(2 * (totals.layer.level.number - level.number))
        var open = Entry(address: 0)
        totals.forEachEntry(in: cell) { entry in
            go(to: entry.address >> shift, &open)
            open.sums.add(entry.x, entry.y, Int64(entry.count))
        }
        finish(open)
    }

    private mutating func takeAway(_ totals: UsableTotals, in cell: Cell, _ precision: PlacePrecision) {
        var open = Entry(address: 0)
        totals.forEachGoneRow(in: totals.table.rows(seenIn: cell, precision)) { row in
            let code = precision.seen(totals.table.codes[row])
            go(to: code >> level.mortonShift, &open)
            open.sums.add(code, -1)
        }
        finish(open)
    }

    private mutating func add(
        _ part: TablePart, in cell: Cell, _ filter: ReportFilter, _ precision: PlacePrecision
    ) {
        let rows = part.table.rows(seenIn: cell, precision)
        guard !rows.isEmpty else { return }
        let view = TableView(part, filter, .one, rows: rows.count)
        // The reports of one cell of the level of snapping are seen at one place.
        let starts = precision.snapLevel.flatMap { part.table.boundaries.bits(atLeast: $0.number) }
        var open = Entry(address: 0)
        for weightClass in view.classes {
            var cursor = view.cursor(weightClass)
            cursor.start(rows)
            while cursor.advance() { add(cursor, part.table.codes, starts, precision, &open) }
        }
        finish(open)
    }

    private mutating func add(
        _ cursor: MaskCursor, _ codes: [UInt64], _ starts: RowBits?, _ precision: PlacePrecision, _ open: inout Entry
    ) {
        let codes = codes.span
        for index in 0..<cursor.count where cursor.words[index] != 0 {
            let first = (cursor.firstWord + index) * 64
            var runs = RowRuns(cursor.words[index], starts: starts?.words[cursor.firstWord + index] ?? .max)
            while let run = runs.next() {
                let code = precision.seen(codes[first + run.first])
                go(to: code >> level.mortonShift, &open)
                open.sums.add(code, Int64(run.count))
            }
        }
    }

    /// Begins with a cell, unless it is under way; addresses must not fall.
    @inline(__always)
    private mutating func go(to address: UInt64, _ open: inout Entry) {
        guard address != open.address else { return }
        finish(open)
        open = Entry(address: address)
    }

    private mutating func finish(_ open: Entry) {
        if open.sums.count != 0 { cells.append(open) }
    }

    /// Adds other cells; those whose reports are all taken away are none.
    private mutating func merge(_ other: PlaceSums) {
        guard !cells.isEmpty else { return cells = other.cells }
        guard !other.cells.isEmpty else { return }
        var merged: [Entry] = []
        merged.reserveCapacity(cells.count + other.cells.count)
        var rest = other.cells[...]
        for var cell in cells {
            while let first = rest.first, first.address <= cell.address {
                rest.removeFirst()
                if first.address == cell.address { cell.sums.add(first.sums) } else { merged.append(first) }
            }
            if cell.sums.count > 0 { merged.append(cell) }
        }
        cells = merged + rest
    }
}

extension ClusterBlock.Sums {
    /// Adds reports that are seen at one place.
    @inline(__always)
    fileprivate mutating func add(_ code: UInt64, _ number: Int64) {
        let place = MortonCode(bits: code).place
        add(Int64(place.x) &* number, Int64(place.y) &* number, number)
    }
}
