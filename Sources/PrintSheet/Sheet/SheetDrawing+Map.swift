extension SheetDrawing {
    /// What lies over the surface, clipped to the map.
    func drawMapContents(_ drawing: inout Drawing, _ graticule: Graticule) {
        drawing.clip = layout.map
        if content.hasGraticule { drawLines(graticule, &drawing) }
        for overlay in content.overlays { draw(overlay, &drawing) }
        drawNames(&drawing)
        drawing.clip = nil
        if content.legend.entries.isEmpty { drawEmptyText(&drawing) }
    }

    private func drawLines(_ graticule: Graticule, _ drawing: inout Drawing) {
        let map = layout.map
        let color = InkColor(red: 0.25, green: 0.33, blue: 0.4, alpha: 0.55)
        for line in graticule.meridians {
            drawing.line(
                PaperPoint(x: line.position, y: map.y), PaperPoint(x: line.position, y: map.bottom), width: pen(0.09),
                color)
        }
        for line in graticule.parallels {
            drawing.line(
                PaperPoint(x: map.x, y: line.position), PaperPoint(x: map.right, y: line.position), width: pen(0.09),
                color)
        }
    }

    private func draw(_ overlay: Overlay, _ drawing: inout Drawing) {
        guard overlay.strokeWidth > 0, overlay.strokeWidth.isFinite else { return }
        let lines = overlay.dashes.isEmpty ? overlay.lines : OverlayPath.unique(overlay.lines)
        let path = OverlayPath(lines, content.extent, layout.map, margin: overlay.strokeWidth + 1)
        var stroke = Stroke(width: overlay.strokeWidth, color: overlay.color, dashes: overlay.dashes)
        guard stroke.dashes.isEmpty else {
            for piece in path.pieces {
                stroke.dashStart = piece.start
                drawing.add(.lines(PaperLines([piece.points]), stroke))
            }
            return
        }
        stroke.hasRoundEnds = true
        if overlay.color.alpha < 1 {
            // In one stroke, for where two translucent ones lay over each other they would be darker.
            drawing.add(.lines(PaperLines(path.pieces.map(\.points)), stroke))
        } else {
            for piece in path.pieces { drawing.add(.lines(PaperLines([piece.points]), stroke)) }
        }
    }

    private func drawNames(_ drawing: inout Drawing) {
        var placer = LabelPlacer(layout.map, scale: scale, measure: drawing.measure)
        let labels = placer.labels(
            content.placeNames.map { name in
                let place = content.extent.position(name.place, in: layout.map)
                return (name.name, PaperPoint(x: place.x, y: place.y), name.rank)
            })
        for label in labels {
            let (dot, radius) = (label.dot, label.radius)
            drawing.add(.area(.circle(dot, radius + 0.22 * scale), InkColor(red: 1, green: 1, blue: 1, alpha: 0.85)))
            drawing.add(.area(.circle(dot, radius), .ink))
            // Cities have a ring, smaller places a plain dot.
            if label.rank < 2 { drawing.add(.area(.circle(dot, radius * 0.5), .white)) }
            drawing.add(.text(label.text))
        }
    }

    /// A map without heat says why it is empty.
    private func drawEmptyText(_ drawing: inout Drawing) {
        let map = layout.map
        let font = font(3.4, leading: 1.4)
        let lines = drawing.measure.lines(content.legend.emptyText, font, width: map.width * 0.7, atMost: 3)
        var baseline = map.middle.y - Double(lines.count) * font.lineHeight / 2 + font.baseline
        for line in lines {
            drawing.text(line, x: map.middle.x, baseline: baseline, font, .faint, .middle, halo: 0.8 * scale)
            baseline += font.lineHeight
        }
    }
}
