/// Draws a table's rows in as many columns of rows as the paper has room for.
struct TableDrawing {
    private let table: SheetTable
    private let layout: SheetLayout
    private let place: PaperRectangle
    private let widths: [Double]
    private let isNumber: [Bool]
    private let font: Font

    init(_ table: SheetTable, _ layout: SheetLayout, _ measure: Canvas) {
        (self.table, self.layout) = (table, layout)
        let scale = layout.scale
        font = Font(size: 2.3 * scale, lineHeight: 4.3 * scale)
        place = PaperRectangle(
            x: layout.head.x, y: layout.map.y, width: layout.head.width,
            height: max(0, layout.foot.y - 4 * scale - layout.map.y))
        let columns = max(table.columns.count, 1)
        let whole = place.width
        let widest = whole / Double(columns) - 5 * scale
        let font = font
        let rows = table.rows
        widths = table.columns.indices.map { column in
            let cells = rows.map { column < $0.count ? $0[column] : "" }
            let longest = cells.map { measure.width(String($0.prefix(100)), font) }.max() ?? 0
            let head = measure.width(String(table.columns[column].prefix(100)), font)
            return min(max(longest, head) + 0.2, max(columns == 1 ? whole : widest, 8 * scale))
        }
        isNumber = table.columns.indices.map { column in
            rows.contains { column < $0.count && !$0[column].isEmpty }
                && rows.allSatisfy { column >= $0.count || Self.isNumber($0[column]) }
        }
    }

    /// Digits with what parts them, a sign, a share, or nothing.
    private static func isNumber(_ text: String) -> Bool {
        text.allSatisfy { $0.isNumber || " \u{A0}\u{202F}.,+-–−%".contains($0) }
    }

    private var gap: Double { 5 * layout.scale }
    private var blockWidth: Double { widths.reduce(0, +) + Double(max(widths.count - 1, 0)) * gap }
    private var blocks: Int { max(1, Int((place.width + 2 * gap) / max(blockWidth + 2 * gap, 1))) }
    private var rowsPerBlock: Int { max(1, Int(place.height / font.lineHeight) - 1) }

    /// The rows that one page takes.
    var capacity: Int { blocks * rowsPerBlock }

    /// Draws as many rows as there is room for.
    func draw(_ drawing: inout Drawing) {
        guard !widths.isEmpty else { return }
        // Of the width that is left some goes between the columns, so that they fill the page evenly.
        let spare = (place.width + 2 * gap) / Double(blocks) - 2 * gap
        let width = min(spare, blockWidth * 1.5)
        for block in 0..<blocks {
            let rows = table.rows.dropFirst(block * rowsPerBlock).prefix(rowsPerBlock)
            guard !rows.isEmpty else { return }
            draw(Array(rows), &drawing, x: place.x + Double(block) * (spare + 2 * gap), width: width)
        }
    }

    private func draw(_ rows: [[String]], _ drawing: inout Drawing, x: Double, width: Double) {
        let scale = layout.scale
        row(table.columns, &drawing, x: x, top: place.y, width: width, .faint)
        var y = place.y + font.lineHeight
        drawing.block(x: x, y: y - 0.1 * scale, width: width, height: 0.2 * scale.squareRoot(), .ink)
        for cells in rows {
            row(cells, &drawing, x: x, top: y, width: width, .ink)
            y += font.lineHeight
            drawing.line(
                PaperPoint(x: x, y: y), PaperPoint(x: x + width, y: y), width: 0.08 * scale.squareRoot(), .hairline)
        }
    }

    private func row(
        _ cells: [String], _ drawing: inout Drawing, x: Double, top: Double, width: Double, _ color: InkColor
    ) {
        let stretch = max(0, width - blockWidth) / Double(max(widths.count - 1, 1))
        var left = x
        for (column, cellWidth) in widths.enumerated() {
            let cell = column < cells.count ? cells[column] : ""
            let text = drawing.measure.lines(cell, font, width: cellWidth + 0.1, atMost: 1).first ?? ""
            drawing.text(
                text, x: isNumber[column] ? left + cellWidth : left, baseline: top + font.baseline, font, color,
                isNumber[column] ? .left : .right)
            left += cellWidth + gap + stretch
        }
    }
}

extension SheetTable {
    /// The table in parts of which each fits a page, for ``SheetContent/tablePage(title:subtitle:table:words:)``; the last
    /// has the rest. At least one, also without rows.
    public func pages(_ layout: SheetLayout) -> [SheetTable] {
        guard let measure = Canvas(pixels: 1, 1, scale: 20) else { return [self] }
        let capacity = TableDrawing(self, layout, measure).capacity
        guard rows.count > capacity else { return [self] }
        return stride(from: 0, to: rows.count, by: capacity).map { start in
            SheetTable(columns: columns, rows: Array(rows[start..<min(start + capacity, rows.count)]))
        }
    }
}
