import Reports
import WebMercator

/// An immutable state of the index. Any number of threads may read it at once; a change makes another snapshot.
public struct CellSnapshot: Sendable {
    let columns: ReportColumns

    /// The store's sequence number up to which this snapshot is complete.
    public let sequence: Int64

    /// A snapshot of no reports.
    public init() {
        columns = ReportColumns()
        sequence = 0
    }

    /// Indexes reports, in whatever order they come.
    ///
    /// - Throws: ``CellIndexError``.
    public init(_ reports: [IndexedReport], sequence: Int64) throws(CellIndexError) {
        columns = try ReportColumns(reports)
        self.sequence = sequence
    }

    /// The number of reports.
    public var count: Int { columns.count }

    /// This snapshot with some reports added or, where it has their numbers already, replaced. Of reports with the same
    /// number the last one holds.
    ///
    /// - Throws: ``CellIndexError``.
    public func applying(_ changes: [IndexedReport], sequence: Int64) throws(CellIndexError) -> CellSnapshot {
        var latest: [UInt32: IndexedReport] = [:]
        for change in changes { latest[change.id] = change }
        let kept = (0..<count).lazy.filter { latest[columns.ids[$0]] == nil }.map { columns[$0] }
        return try CellSnapshot(Array(kept) + latest.values, sequence: sequence)
    }

    /// The number of reports in a cell that pass a filter.
    public func count(in cell: Cell, _ filter: ReportFilter) -> Int {
        let rowFilter = RowFilter(columns, filter, .one)
        var total: UInt64 = 0
        columns.forEachPassing(rowFilter, columns.rows(of: cell, in: 0..<count)) { _, weight in total += UInt64(weight)
        }
        return Int(total / UInt64(ReportWeight.unit))
    }

    /// The number of reports that pass a filter and weigh anything.
    public func count(_ filter: ReportFilter, _ weight: ReportWeight = .one) -> Int {
        var total = 0
        columns.forEachPassing(RowFilter(columns, filter, weight), 0..<count) { _, _ in total += 1 }
        return total
    }
}

extension ReportColumns {
    /// Calls `body` with the code and weight of each row that passes.
    @inline(__always)
    func forEachPassing(_ filter: RowFilter, _ rows: Range<Int>, _ body: (UInt64, UInt32) -> Void) {
        forEachPassingRow(filter, rows) { row, weight in body(codes[row], weight) }
    }

    /// Calls `body` with the number and weight of each row that passes.
    @inline(__always)
    func forEachPassingRow(_ filter: RowFilter, _ rows: Range<Int>, _ body: (Int, UInt32) -> Void) {
        guard !filter.isEmpty else { return }
        for row in rows {
            let weight = filter.weights[Int(kindNumbers[row])]
            guard weight > 0 else { continue }
            if !filter.ignoresTime {
                let second = seconds[row]
                guard second >= filter.from, second <= filter.through, filter.hours[Int(hours[row])] else { continue }
            }
            body(row, weight)
        }
    }
}
