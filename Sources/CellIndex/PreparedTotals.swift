import WebMercator

/// The totals of all cells of some coarse levels, by kind: what cells and clusters of low zooms are made from under any filter
/// but one by time or area, without a look at the rows.
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

    /// The levels: with two finer levels for the zooms at which clusters fall apart, those of zooms up to 4 and to 6. Another
    /// level would take as much memory as a third of the reports' columns.
    static let levels = [9, 11]

    /// By level, the coarsest first.
    let layers: [Layer]

    /// Sums up the reports of a table, where an audience sees them.
    init(_ table: ReportTable, _ precision: PlacePrecision) {
        let finest = Level(clamping: Self.levels.last ?? 0)
        var sums = KindSums(kinds: table.kinds.count, shift: finest.mortonShift)
        var entries: [Entry] = []
        let (codes, kindNumbers) = (table.codes.span, table.kindNumbers.span)
        for row in codes.indices { sums.add(precision.seen(codes[row]), Int(kindNumbers[row]), to: &entries) }
        sums.finish(to: &entries)
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

extension CellSnapshot {
    /// Prepares the clusters of low zooms for an audience: one pass over all reports, unless it is done already.
    public mutating func prepareClusters(_ precision: PlacePrecision) {
        guard totals[precision] == nil else { return }
        totals[precision] = PreparedTotals(base.table, precision)
    }
}
