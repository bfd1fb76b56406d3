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
        drawTitle(&drawing)
        drawMapContents(&drawing)
        drawFrame(&drawing)
        drawLegend(&drawing)
        drawFoot(&drawing)
    }

    /// A page with a table in the map's place.
    func drawTable(_ drawing: inout Drawing) {
        drawTitle(&drawing)
        drawFoot(&drawing)
    }
}
