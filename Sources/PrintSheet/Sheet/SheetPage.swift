/// A page, prepared to be drawn: the base map, the surface, and above them all marks.
struct SheetPage {
    let basemap: BasemapMosaic?
    /// `nil` on a page that is all table.
    let surface: SurfaceImage?
    let marks: [Mark]

    /// - Throws: ``SheetError``, and what the base map throws.
    init(_ content: SheetContent, _ layout: SheetLayout) throws {
        guard let measure = Canvas(pixels: 1, 1, scale: 20) else { throw SheetError.outOfMemory }
        var drawing = Drawing(measure: measure)
        let draftsman = SheetDrawing(content: content, layout: layout)
        if let table = content.table {
            (basemap, surface) = (nil, nil)
            draftsman.drawTable(table, &drawing)
        } else {
            let size = layout.surfaceSize
            guard content.surface.width == size.width, content.surface.height == size.height else {
                throw SheetError.surface(
                    "it is \(content.surface.width) x \(content.surface.height) pixels, "
                        + "and the frame \(size.width) x \(size.height)")
            }
            let tiles = try content.basemap?.tiles(content.extent) ?? []
            basemap = try BasemapMosaic(tiles, content.extent, layout.map)
            surface = content.surface
            draftsman.drawMap(&drawing)
        }
        marks = drawing.marks
        if let failure = measure.failure { throw SheetError.drawing(failure) }
    }
}
