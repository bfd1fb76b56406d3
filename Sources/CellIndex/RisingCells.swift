import WebMercator

/// Cells that rise and do not overlap, walked through beside others that rise too.
struct RisingCells {
    private var rest: ArraySlice<Cell>

    init(_ cells: [Cell]) {
        rest = cells[...]
    }

    /// The one of them that holds a cell; the cells that are asked for must not fall.
    mutating func holder(of cell: Cell) -> Cell? {
        while let first = rest.first, first.codes.upperBound < cell.codes.lowerBound { rest.removeFirst() }
        return rest.first.flatMap { $0.codes.contains(cell.codes.lowerBound) ? $0 : nil }
    }
}
