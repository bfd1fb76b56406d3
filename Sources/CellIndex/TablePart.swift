/// A table, and which of its rows count no more.
struct TablePart: Sendable {
    var table: ReportTable
    var removed: RowBits?
    var removedCount = 0

    /// The number of rows that count.
    var count: Int { table.count - removedCount }

    /// Strikes rows out.
    mutating func remove(_ rows: [Int]) {
        guard !rows.isEmpty else { return }
        var bits = removed ?? RowBits(rows: table.count)
        for row in rows where !bits.contains(row) {
            bits.insert(row)
            removedCount += 1
        }
        removed = bits
    }

    /// The rows that count.
    var remaining: [IndexedReport] {
        table.rows.lazy.filter { removed?.contains($0) != true }.map { table[$0] }
    }
}
