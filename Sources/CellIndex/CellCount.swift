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
        let level = max(level, cell.level)
        let lists = parts.map { Self.cells(of: $0, in: cell, level, filter) }
        return lists.count == 1 ? lists[0] : Self.merged(lists[0], lists[1])
    }

    private static func cells(
        of part: TablePart, in cell: Cell, _ level: Level, _ filter: ReportFilter
    ) -> [CellCount] {
        let table = part.table
        let rows = table.rows(of: cell, in: table.rows)
        let shift = level.mortonShift
        var cells: [CellCount] = []
        var byKind = [Int](repeating: 0, count: table.kinds.count)
        var present: [Int] = []
        var current: UInt64?
        func finish() {
            guard let address = current, let cell = Cell(level: level, address: address) else { return }
            var kinds: [ReportKind: Int] = [:]
            for kind in present {
                kinds[table.kinds[kind]] = byKind[kind]
                byKind[kind] = 0
            }
            cells.append(CellCount(cell: cell, count: kinds.values.reduce(0, +), byKind: kinds))
            present.removeAll(keepingCapacity: true)
        }
        TableView(part, filter, .one, rows: rows.count).forEachRow(rows) { row in
            let address = table.codes[row] >> shift
            if address != current {
                finish()
                current = address
            }
            let kind = Int(table.kindNumbers[row])
            if byKind[kind] == 0 { present.append(kind) }
            byKind[kind] += 1
        }
        finish()
        return cells
    }

    private static func merged(_ left: [CellCount], _ right: [CellCount]) -> [CellCount] {
        var merged: [CellCount] = []
        var rest = right[...]
        for var cell in left {
            while let first = rest.first, first.cell.address <= cell.cell.address {
                rest = rest.dropFirst()
                guard first.cell.address == cell.cell.address else {
                    merged.append(first)
                    continue
                }
                cell.count += first.count
                cell.byKind.merge(first.byKind, uniquingKeysWith: +)
            }
            merged.append(cell)
        }
        return merged + rest
    }
}
