import WebMercator

/// The totals of all cells of some coarse levels, by kind: what cells and clusters of low zooms are made from under any filter
/// by kind, without a look at the rows. Those of all rows are prepared; those of rows by time, hour or area are made when they
/// are asked for first.
struct PreparedTotals: Sendable {
    /// The reports of one kind in one cell.
    struct Entry: Sendable, BitwiseCopyable {
        /// The cell's address.
        var address: UInt64
        /// The sum of the columns of their places, in units of the world square.
        var x: Int64
        /// The sum of the rows of their places.
        var y: Int64
        /// Their number.
        var count: Int32
        /// The kind's number in the table.
        var kind: UInt16
    }

    /// The totals of one level, in the order of their cells.
    struct Layer: Sendable {
        let level: Level
        let entries: [Entry]

        /// The entries of a cell of this level or above it, or of the cell of this level that holds it.
        func rows(of cell: Cell) -> Range<Int> {
            let bounds = cell.codes
            let first = bounds.lowerBound.bits >> level.mortonShift
            let last = bounds.upperBound.bits >> level.mortonShift
            let start = partition(0..<entries.count) { $0 < first }
            return start..<partition(start..<entries.count) { $0 <= last }
        }

        private func partition(_ range: Range<Int>, _ isBefore: (UInt64) -> Bool) -> Int {
            var (low, high) = (range.lowerBound, range.upperBound)
            while low < high {
                let middle = low + (high - low) / 2
                if isBefore(entries[middle].address) { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// The levels: with two finer levels for the zooms at which clusters fall apart, those of zooms up to 2, to 4 and to 6. A
    /// finer level would take as much memory as a third of the reports' columns.
    static let levels = [7, 9, 11]

    /// By level, the coarsest first.
    let layers: [Layer]

    /// Sums up the reports of a table, where an audience sees them.
    ///
    /// - Parameter rows: Those that are meant, or `nil` for all.
    init(_ table: ReportTable, _ precision: PlacePrecision, _ rows: RowBits? = nil) {
        let finest = Level(clamping: Self.levels.last ?? 0)
        // Two halves of whole cells; where the audience sees larger cells, one of them may have entries in both.
        let middle = table.middle(atBeginOf: finest)
        let (first, second) = Parallel.both(
            if: table.count > 1 << 16,
            {
                Self.entries(table, 0..<middle, rows, finest, precision)
            }
        ) {
            Self.entries(table, middle..<table.count, rows, finest, precision)
        }
        let entries = first + second
        var layers = [Layer(level: finest, entries: entries)]
        for number in Self.levels.dropLast().reversed() {
            layers.insert(Self.coarser(layers[0], Level(clamping: number), kinds: table.kinds.count), at: 0)
        }
        self.layers = layers
    }

    /// The coarsest layer that can tell the cells of a level apart.
    func layer(atLeast level: Level) -> Layer? {
        layers.first { $0.level >= level }
    }

    private static func entries(
        _ table: ReportTable, _ range: Range<Int>, _ rows: RowBits?, _ level: Level, _ precision: PlacePrecision
    ) -> [Entry] {
        var sums = KindSums(kinds: table.kinds.count, shift: level.mortonShift)
        var entries: [Entry] = []
        let (codes, kindNumbers) = (table.codes.span, table.kindNumbers.span)
        if let rows {
            rows.forEachRow(in: range) { sums.add(precision.seen(codes[$0]), Int(kindNumbers[$0]), to: &entries) }
        } else {
            for row in range { sums.add(precision.seen(codes[row]), Int(kindNumbers[row]), to: &entries) }
        }
        sums.finish(to: &entries)
        return entries
    }

    private static func coarser(_ layer: Layer, _ level: Level, kinds: Int) -> Layer {
        let shift = UInt64(2 * (layer.level.number - level.number))
        var entries: [Entry] = []
        // By kind, where its entry of the cell under way stands.
        var places = [Int](repeating: -1, count: kinds)
        var start = 0
        for entry in layer.entries {
            let address = entry.address >> shift
            if entries.last?.address != address { start = entries.count }
            let kind = Int(entry.kind)
            if places[kind] >= start {
                entries[places[kind]].x &+= entry.x
                entries[places[kind]].y &+= entry.y
                entries[places[kind]].count &+= entry.count
            } else {
                places[kind] = entries.count
                var entry = entry
                entry.address = address
                entries.append(entry)
            }
        }
        return Layer(level: level, entries: entries)
    }
}

extension ReportTable {
    /// The row nearest the middle, at or before it, at which a cell of a level begins.
    fileprivate func middle(atBeginOf level: Level) -> Int {
        guard count > 0 else { return 0 }
        return rows(of: Cell(containing: MortonCode(bits: codes[count / 2]), level: level), in: rows).lowerBound
    }
}
