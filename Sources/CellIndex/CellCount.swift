import Reports
import WebMercator

/// What a cell holds under a filter.
public struct CellCount: Sendable, Equatable {
    /// The cell.
    public var cell: Cell
    /// The number of reports.
    public var count: Int
    /// The number of reports of each kind that occurs.
    public var byKind: [ReportKind: Int]

    /// Creates a count.
    public init(cell: Cell, count: Int, byKind: [ReportKind: Int]) {
        self.cell = cell
        self.count = count
        self.byKind = byKind
    }
}

extension CellSnapshot {
    /// The non-empty cells of a level inside a cell, in the order of their addresses.
    ///
    /// Their counts sum to the count of the cell, under every filter.
    public func cells(in cell: Cell, level: Level, _ filter: ReportFilter) -> [CellCount] {
        let rowFilter = RowFilter(columns, filter, .one)
        let shift = max(level, cell.level).mortonShift
        var cells: [CellCount] = []
        var byKind: [Int] = Array(repeating: 0, count: columns.kinds.count)
        var current: UInt64?
        func finish() {
            guard let address = current, let cell = Cell(level: max(level, cell.level), address: address) else {
                return
            }
            cells.append(cellCount(cell, byKind))
            for kind in byKind.indices { byKind[kind] = 0 }
        }
        columns.forEachPassingRow(rowFilter, columns.rows(of: cell, in: 0..<count)) { row, _ in
            let address = columns.codes[row] >> shift
            if address != current {
                finish()
                current = address
            }
            byKind[Int(columns.kindNumbers[row])] += 1
        }
        finish()
        return cells
    }

    private func cellCount(_ cell: Cell, _ byKind: [Int]) -> CellCount {
        var kinds: [ReportKind: Int] = [:]
        for (kind, count) in byKind.enumerated() where count > 0 { kinds[columns.kinds[kind]] = count }
        return CellCount(cell: cell, count: byKind.reduce(0, +), byKind: kinds)
    }
}
