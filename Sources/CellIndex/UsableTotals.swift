import Reports
import WebMercator

/// Totals of a table's rows as they answer a filter.
struct UsableTotals {
    /// The layer that tells the cells apart that are asked for.
    let layer: PreparedTotals.Layer
    /// The table.
    let table: ReportTable
    /// By the kinds' numbers in the table, whether they pass.
    let passes: [Bool]
    private let removed: RowBits?
    /// The rows that are summed up, or `nil` for all.
    private let rows: RowBits?

    /// - Parameters:
    ///   - rows: The rows that are summed up, or `nil` for all.
    ///   - level: The level of the cells; `nil` where it is too fine.
    init?(_ totals: PreparedTotals, _ rows: RowBits?, _ part: TablePart, _ level: Level, _ filter: ReportFilter) {
        guard let layer = totals.layer(atLeast: level) else { return nil }
        (self.layer, self.rows, table, removed) = (layer, rows, part.table, part.removed)
        passes = part.table.kinds.map(filter.passes)
    }

    /// Whether any rows count no more.
    var hasGoneRows: Bool { removed != nil }

    /// Calls `body` with the entries in a cell that pass.
    @inline(__always)
    func forEachEntry(in cell: Cell, _ body: (PreparedTotals.Entry) -> Void) {
        for entry in layer.entries[layer.rows(of: cell)] where passes[Int(entry.kind)] { body(entry) }
    }

    /// Calls `body` with the rows in a range that the totals hold, that pass, and that count no more.
    @inline(__always)
    func forEachGoneRow(in range: Range<Int>, _ body: (Int) -> Void) {
        removed?.forEachRow(in: range) { row in
            guard passes[Int(table.kindNumbers[row])], rows?.contains(row) ?? true else { return }
            body(row)
        }
    }
}
