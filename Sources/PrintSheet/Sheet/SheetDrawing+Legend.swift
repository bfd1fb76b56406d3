extension SheetDrawing {
    /// Legend, locator, scale bar and north arrow.
    func drawLegend(_ drawing: inout Drawing) {
        let place = layout.legend
        let parts = LegendDrawing(
            legend: content.legend, measures: .sheet(scale), x: place.x, width: min(place.width, 58 * scale))
        let y = parts.scale(&drawing, top: place.y, classHeight: 5.6 * scale)
        if !layout.isHigh {
            _ = parts.notes(&drawing, content.legend.notes, top: y + 5 * scale, lines: 4)
        }
    }
}
