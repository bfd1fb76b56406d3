extension WorldWindow {
    /// Ranges of a list sorted by Morton code, apart from each other and rising, that together hold everything in the
    /// window, and little else: whole cells of a level or larger.
    ///
    /// Because no cell of that level is divided, what a list's cell holds is the same for all windows that touch it.
    ///
    /// - Parameters:
    ///   - rows: The list's rows.
    ///   - level: The level of cells that are not divided.
    ///   - rowsOfCell: The rows of a cell among rows that hold them all.
    public func ranges(
        of rows: Range<Int>, level: Level, rowsOfCell: (Cell, Range<Int>) -> Range<Int>
    ) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var open = [(cell: Cell.world, rows: rows)]
        while let (cell, rows) = open.popLast() {
            guard !rows.isEmpty, intersects(cell) else { continue }
            // Few rows are looked at faster than they are divided further.
            if cell.level >= level || rows.count <= 160 || contains(cell) {
                // Beginning another range costs more than the few rows between; those are whole cells as well.
                if let last = ranges.last, rows.lowerBound - last.upperBound <= 128 {
                    ranges[ranges.count - 1] = last.lowerBound..<rows.upperBound
                } else {
                    ranges.append(rows)
                }
                continue
            }
            var start = rows.lowerBound
            var children: [(cell: Cell, rows: Range<Int>)] = []
            for child in cell.children {
                let childRows = rowsOfCell(child, start..<rows.upperBound)
                children.append((child, childRows))
                start = childRows.upperBound
            }
            open += children.reversed()
        }
        return ranges
    }
}
