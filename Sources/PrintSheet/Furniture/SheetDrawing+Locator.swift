import WebMercator

extension SheetDrawing {
    /// The small map of a larger area.
    func draw(_ locator: Locator, _ drawing: inout Drawing, in place: PaperRectangle) {
        guard place.width > 5, place.height > 5, let extent = MapExtent(fitting: locator.box, in: place) else { return }
        let land = InkColor(red: 0.93, green: 0.94, blue: 0.945)
        let mark = InkColor(red: 0.7, green: 0.12, blue: 0.17)
        drawing.clip = place
        for (lines, color) in [(locator.outlines, land), (locator.marked, mark)] {
            let rings = lines.map { ring($0, extent, place) }.filter { $0.count > 2 }
            // Each by itself: in one figure an area inside another would be cut out of it.
            for ring in rings { drawing.add(.area(PaperLines([ring], isClosed: true), color)) }
            if color == land {
                let edge = Stroke(width: pen(0.1), color: InkColor(red: 0.6, green: 0.64, blue: 0.67))
                drawing.add(.lines(PaperLines(rings, isClosed: true), edge))
            }
        }
        if locator.marked.isEmpty { drawView(&drawing, extent, place, mark) }
        drawing.clip = nil
        drawing.edge(place, width: pen(0.12), .hairline)
    }

    private func ring(_ line: [GeographicCoordinate], _ extent: MapExtent, _ place: PaperRectangle) -> [PaperPoint] {
        var points: [PaperPoint] = []
        for coordinate in line {
            let position = extent.position(coordinate, in: place)
            let point = PaperPoint(x: position.x, y: position.y)
            if let last = points.last, abs(last.x - point.x) < 0.05, abs(last.y - point.y) < 0.05 { continue }
            points.append(point)
        }
        return points
    }

    /// The map's frame; a very small one is drawn as large as it takes to be seen.
    private func drawView(
        _ drawing: inout Drawing, _ extent: MapExtent, _ place: PaperRectangle, _ color: InkColor
    ) {
        guard let middle = content.extent.box?.middle else { return }
        let position = extent.position(middle, in: place)
        let width = max(content.extent.width / extent.width * place.width, 1.2 * scale)
        let height = max(content.extent.height / extent.height * place.height, 1.2 * scale)
        let view = PaperRectangle(x: position.x - width / 2, y: position.y - height / 2, width: width, height: height)
        drawing.edge(view, width: pen(0.3), color)
    }
}
