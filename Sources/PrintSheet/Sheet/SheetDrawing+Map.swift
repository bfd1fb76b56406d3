extension SheetDrawing {
    /// What lies over the surface, clipped to the map.
    func drawMapContents(_ drawing: inout Drawing) {
    }

    /// The edge of the map.
    func drawFrame(_ drawing: inout Drawing) {
        let pen = pen(0.25)
        drawing.edge(layout.map.grown(pen / 2), width: pen, .ink)
    }
}
