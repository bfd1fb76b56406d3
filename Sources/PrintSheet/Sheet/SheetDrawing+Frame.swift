extension SheetDrawing {
    /// The edge of the map: a line, a narrow bar whose light and dark parts are one step of the graticule, and outside it the
    /// coordinates.
    func drawFrame(_ drawing: inout Drawing, _ graticule: Graticule) {
        let map = layout.map
        let bar = 0.55 * scale
        let outer = map.grown(bar)
        drawBar(&drawing, graticule.meridians, (map.x, map.right)) { from, to in
            [map.y - bar, map.bottom].map { PaperRectangle(x: from, y: $0, width: to - from, height: bar) }
        }
        drawBar(&drawing, graticule.parallels.reversed(), (map.y, map.bottom)) { from, to in
            [map.x - bar, map.right].map { PaperRectangle(x: $0, y: from, width: bar, height: to - from) }
        }
        drawing.edge(map.grown(pen(0.1)), width: pen(0.2), .ink)
        drawing.edge(outer, width: pen(0.12), .ink)
        drawCoordinates(&drawing, graticule, outer)
    }

    /// The dark parts along two opposite edges: those before the lines of even numbers.
    ///
    /// - Parameters:
    ///   - lines: In the order of their positions.
    ///   - ends: Where the edges begin and end.
    ///   - parts: The rectangles from one position to another.
    private func drawBar(
        _ drawing: inout Drawing, _ lines: [Graticule.Line], _ ends: (from: Double, to: Double),
        _ parts: (Double, Double) -> [PaperRectangle]
    ) {
        guard let first = lines.first else { return }
        var from = ends.from
        var isDark = first.number.isMultiple(of: 2)
        for position in lines.map(\.position) + [ends.to] {
            if isDark, position > from {
                for part in parts(from, position) { drawing.add(.block(part, .ink)) }
            }
            from = position
            isDark.toggle()
        }
    }

    private func drawCoordinates(_ drawing: inout Drawing, _ graticule: Graticule, _ outer: PaperRectangle) {
        let font = font(1.8)
        let words = content.words.hemispheres
        let (gap, capitals) = (0.75 * scale, font.size * 0.73)
        for line in graticule.meridians {
            let label = Graticule.label(
                line.seconds, step: graticule.step.meridians, positive: words.east, negative: words.west,
                isLongitude: true)
            // Beyond the corners they would meet those of the other edges.
            let half = drawing.measure.width(label, font) / 2
            guard line.position - half >= outer.x, line.position + half <= outer.right else { continue }
            drawing.text(label, x: line.position, baseline: outer.y - gap, font, .faint, .middle)
            drawing.text(label, x: line.position, baseline: outer.bottom + gap + capitals, font, .faint, .middle)
        }
        for line in graticule.parallels {
            let label = Graticule.label(
                line.seconds, step: graticule.step.parallels, positive: words.north, negative: words.south,
                isLongitude: false)
            let width = drawing.measure.width(label, font)
            guard line.position - width / 2 >= outer.y, line.position + width / 2 <= outer.bottom else { continue }
            var text = TextLine(
                text: label, start: PaperPoint(x: outer.x - gap, y: line.position + width / 2), width: width,
                font: font, color: .faint, turn: .left)
            drawing.add(.text(text))
            text.start.x = outer.right + gap + capitals
            drawing.add(.text(text))
        }
    }
}
