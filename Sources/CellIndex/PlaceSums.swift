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
        if !filter.asksForMoreThanKinds, let prepared = snapshot.totals[precision]?.layer(atLeast: level) {
            let passes = snapshot.base.table.kinds.map(filter.passes)
            add(prepared, in: cell, passes)
            if let removed = snapshot.base.removed {
                var gone = PlaceSums(level)
                gone.takeAway(removed, of: snapshot.base.table, in: cell, passes, precision)
                merge(gone)
            }
        } else {
            add(snapshot.base, in: cell, filter, precision)
        }
        guard snapshot.recent.table.count > 0 else { return }
        var recent = PlaceSums(level)
        recent.add(snapshot.recent, in: cell, filter, precision)
        merge(recent)
    }

    private mutating func add(_ layer: PreparedTotals.Layer, in cell: Cell, _ passes: [Bool]) {
        let shift = UInt64(2 * (layer.level.number - level.number))
        var open = Entry(address: 0)
        for entry in layer.entries[layer.rows(of: cell)] where passes[Int(entry.kind)] {
            go(to: entry.address >> shift, &open)
            open.sums.add(entry.x, entry.y, Int64(entry.count))
        }
        finish(open)
    }

    private mutating func takeAway(
        _ removed: RowBits, of table: ReportTable, in cell: Cell, _ passes: [Bool], _ precision: PlacePrecision
    ) {
        var open = Entry(address: 0)
        removed.forEachRow(in: table.rows(seenIn: cell, precision)) { row in
            guard passes[Int(table.kindNumbers[row])] else { return }
            let code = precision.seen(table.codes[row])
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
