import Reports
import WebMercator

/// What the reports of cells sum to, by cell and kind: counts, and sums of places, from which centroids are made.
struct ClusterTotals {
    /// The reports of one kind in one cell, or some of them; several entries may be of the same.
    struct Entry: Sendable, BitwiseCopyable {
        /// The cell's address.
        var address: UInt64
        /// The sum of the columns of their places, in units of the world square.
        var x: Int64
        /// The sum of the rows of their places.
        var y: Int64
        /// Their number; below 0 it takes away what another entry brought.
        var count: Int32
        /// The kind, as a place in ``kinds``.
        var kind: UInt16
        /// Of protected reports the level of the cell in the middle of which they stand, which holds this one; as far as the
        /// zoom goes so deep, so that their sums are empty. `nil` of others.
        var home: UInt8?
    }

    /// The kinds that occur.
    private(set) var kinds: [ReportKind]

    /// The entries, in the order of their addresses.
    private(set) var entries: [Entry] = []

    /// The level of the cells.
    let level: Level
    private let query: ClusterQuery

    /// The reports of a snapshot whose places, as the audience sees them, lie in a cell; by cells of a level.
    init(_ snapshot: CellSnapshot, in cell: Cell, level: Level, _ query: ClusterQuery) {
        (self.level, self.query) = (max(level, cell.level), query)
        kinds = snapshot.base.table.kinds
        var sources = 1
        if let prepared = snapshot.totals[query.precision]?.layer(atLeast: self.level),
            !query.filter.asksForMoreThanKinds
        {
            addPrepared(prepared, cell)
            if snapshot.base.removed != nil { takeAwayRemoved(of: snapshot.base, cell, &sources) }
        } else {
            addRows(of: snapshot.base, cell, numbers: Array(0..<UInt16(truncatingIfNeeded: kinds.count)))
        }
        if snapshot.recent.table.count > 0 {
            sources += 1
            addRows(of: snapshot.recent, cell, numbers: numbers(of: snapshot.recent.table.kinds))
        }
        if sources > 1 { entries.sort { $0.address < $1.address } }
    }

    /// The places in ``kinds`` of a table's kinds; those that are new join the list.
    private mutating func numbers(of others: [ReportKind]) -> [UInt16] {
        others.map { kind in
            if let known = kinds.firstIndex(of: kind) { return UInt16(truncatingIfNeeded: known) }
            kinds.append(kind)
            return UInt16(truncatingIfNeeded: kinds.count - 1)
        }
    }

    private mutating func addPrepared(_ layer: PreparedTotals.Layer, _ cell: Cell) {
        let passes = kinds.map(query.filter.passes)
        let shift = UInt64(2 * (layer.level.number - level.number))
        let rows = layer.rows(of: cell)
        entries.reserveCapacity(rows.count)
        for entry in layer.entries[rows] where passes[Int(entry.kind)] {
            var entry = entry
            entry.address >>= shift
            entries.append(entry)
        }
    }

    private mutating func takeAwayRemoved(of part: TablePart, _ cell: Cell, _ sources: inout Int) {
        guard let removed = part.removed else { return }
        let table = part.table
        let rows = table.rows(seenIn: cell, query.precision)
        guard !rows.isEmpty else { return }
        sources += 1
        for word in rows.lowerBound / 64..<RowBits.words(rows.upperBound) {
            var rest = removed.words[word] & RowBits.mask(word: word, of: rows)
            while rest != 0 {
                let row = word * 64 + rest.trailingZeroBitCount
                rest &= rest - 1
                guard query.filter.passes(table.kinds[Int(table.kindNumbers[row])]) else { continue }
                let code = query.precision.seen(table.codes[row])
                let place = MortonCode(bits: code).place
                entries.append(
                    Entry(
                        address: code >> level.mortonShift, x: -Int64(place.x), y: -Int64(place.y), count: -1,
                        kind: table.kindNumbers[row]))
            }
        }
    }

    private mutating func addRows(of part: TablePart, _ cell: Cell, numbers: [UInt16]) {
        let rows = part.table.rows(seenIn: cell, query.precision)
        guard !rows.isEmpty else { return }
        var sums = KindSums(numbers: numbers, shift: level.mortonShift)
        let view = TableView(part, query.filter, .one, rows: rows.count)
        let (codes, kindNumbers) = (part.table.codes, part.table.kindNumbers)
        let precision = query.precision
        view.forEachRow(rows) { sums.add(precision.seen(codes[$0]), Int(kindNumbers[$0]), to: &entries) }
        sums.finish(to: &entries)
    }
}

extension ClusterTotals {
    /// Replaces the entries.
    mutating func replaceEntries(_ entries: [Entry]) { self.entries = entries }
}

extension ReportFilter {
    /// Whether it takes more than a report's kind to decide.
    var asksForMoreThanKinds: Bool { from != nil || to != nil || needsHourOfWeek || area != nil }
}

extension ReportTable {
    /// The rows of the reports whose places, as an audience sees them, lie in a cell.
    func rows(seenIn cell: Cell, _ precision: PlacePrecision) -> Range<Int> {
        guard let snapLevel = precision.snapLevel, cell.level > snapLevel else { return rows(of: cell, in: rows) }
        // All reports of the larger cell are seen in its middle, which lies in one of the smaller cells.
        let home = Cell(containing: cell.codes.lowerBound, level: snapLevel)
        guard Cell(containing: home.middle, level: cell.level) == cell else { return 0..<0 }
        return rows(of: home, in: rows)
    }
}
