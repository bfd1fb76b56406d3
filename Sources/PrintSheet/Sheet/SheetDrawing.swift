/// Draws the parts of a page that are marks.
struct SheetDrawing {
    let content: SheetContent
    let layout: SheetLayout

    var scale: Double { layout.scale }

    /// The width of a line, in millimetres: lines grow less than letters do.
    func pen(_ millimetres: Double) -> Double { millimetres * scale.squareRoot() }

    func font(_ size: Double, isBold: Bool = false, isItalic: Bool = false, leading: Double = 1.35) -> Font {
        Font(size: size * scale, isBold: isBold, isItalic: isItalic, lineHeight: size * leading * scale)
    }

    /// A page with a map.
    func drawMap(_ drawing: inout Drawing) {
        let graticule = Graticule(content.extent, layout.map, distance: 24 * scale)
        drawMapContents(&drawing, graticule)
        drawFrame(&drawing, graticule)
        drawTitle(&drawing)
        drawLegend(&drawing)
        drawFoot(&drawing)
    }

    /// A page with a table in the map's place.
    func drawTable(_ table: SheetTable, _ drawing: inout Drawing) {
        drawTitle(&drawing)
        TableDrawing(table, layout, drawing.measure).draw(&drawing)
        drawFoot(&drawing)
    }
}
