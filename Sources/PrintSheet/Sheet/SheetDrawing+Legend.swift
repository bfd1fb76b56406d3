import WebMercator

extension SheetDrawing {
    /// Legend, locator, scale bar and north arrow: beside the map one below the other, below it in three columns.
    func drawLegend(_ drawing: inout Drawing) {
        var place = layout.legend
        // The first line's capitals meet the map's upper edge.
        let lead = layout.isHigh ? 0 : 1.1 * scale
        (place.y, place.height) = (place.y - lead, place.height + lead)
        let gutter = 9 * scale
        var columns = [place]
        if layout.isHigh {
            let width = (place.width - 2 * gutter) / 3
            columns = (0..<3).map { index in
                PaperRectangle(
                    x: place.x + Double(index) * (width + gutter), y: place.y, width: width, height: place.height)
            }
        }
        let end = columns.count - 1
        let furniture = PaperRectangle(
            x: columns[end].x, y: place.bottom - furnitureHeight, width: columns[end].width, height: furnitureHeight)
        drawFurniture(&drawing, in: furniture)
        columns[end].height -= furnitureHeight + 5 * scale
        if let locator = content.locator { draw(locator, &drawing, above: &columns[end]) }
        drawExplanation(&drawing, columns)
    }

    /// Takes a place for the locator from a column's foot, as high as its area's shape asks for.
    private func draw(_ locator: Locator, _ drawing: inout Drawing, above column: inout PaperRectangle) {
        let box = locator.box
        let (west, east) = ((box.west + 180) / 360, (box.east + 180) / 360 + (box.crossesAntimeridian ? 1 : 0))
        let north = WebMercator.fractionSouth(latitude: box.north)
        let shape = (WebMercator.fractionSouth(latitude: box.south) - north) / max(east - west, 1e-9)
        let highest = min(34 * scale, 0.4 * column.height)
        let height = min(highest, column.width * shape)
        let width = min(column.width, max(height / max(shape, 1e-9), height * 0.6))
        let place = PaperRectangle(x: column.x, y: column.bottom - height, width: width, height: height)
        draw(locator, &drawing, in: place)
        column.height -= height + 5 * scale
    }

    /// How a legend is made to fit: smaller, then with shorter notes, then with fewer.
    private struct Fit {
        var size: Double
        var lines: Int
        var notes: Int
    }

    /// Scale and notes, as large as there is room for.
    private func drawExplanation(_ drawing: inout Drawing, _ columns: [PaperRectangle]) {
        let notes = content.legend.notes.count
        var fits = [(1, 9), (0.93, 9), (0.87, 9), (0.87, 5), (0.87, 3), (0.87, 2), (0.87, 1)].map {
            Fit(size: $0.0, lines: $0.1, notes: notes)
        }
        fits += (0..<notes).reversed().map { Fit(size: 0.87, lines: 1, notes: $0) }
        for fit in fits {
            var trial = drawing
            if draw(fit, &trial, columns) {
                drawing = trial
                return
            }
        }
        _ = draw(Fit(size: 0.87, lines: 1, notes: 0), &drawing, columns)
    }

    /// Draws all of it; false where it does not fit.
    private func draw(_ fit: Fit, _ drawing: inout Drawing, _ columns: [PaperRectangle]) -> Bool {
        guard let first = columns.first else { return true }
        func parts(_ column: PaperRectangle) -> LegendDrawing {
            LegendDrawing(
                legend: content.legend, measures: .sheet(scale * fit.size), x: column.x, width: column.width)
        }
        let count = max(content.legend.entries.count, 1)
        var head = drawing
        let headHeight = parts(first).head(&head, top: 0) + 2.6 * scale
        let room = (layout.isHigh ? first.height : 0.5 * first.height) - headHeight
        let classHeight = min(5.6 * scale * fit.size, max(room / Double(count), 0.4))
        var top = parts(first).scale(&drawing, top: first.y, classHeight: classHeight)
        let notes = content.legend.notes.prefix(fit.notes)
        guard layout.isHigh, columns.count == 3 else {
            top += 5.5 * scale
            let end = parts(first).notes(&drawing, notes, top: top, lines: fit.lines)
            return notes.isEmpty || end - 1.5 * scale * fit.size <= first.bottom
        }
        // In two columns, about as many on each side, more on the left.
        for count in ((notes.count + 1) / 2)...notes.count {
            var trial = drawing
            let ends = [(columns[1], notes.prefix(count)), (columns[2], notes.dropFirst(count))].map { column, notes in
                parts(column).notes(&trial, notes, top: column.y, lines: fit.lines) - column.bottom
            }
            guard ends.allSatisfy({ $0 <= 1.5 * scale * fit.size }) else { continue }
            drawing = trial
            return true
        }
        return notes.isEmpty
    }
}
