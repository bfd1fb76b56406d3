import Boundaries
import PrintSheet
import WebMercator

extension Atlas {
    /// Draws all pages as PDF and hands its bytes on, piece by piece.
    ///
    /// - Parameters:
    ///   - onProgress: Told the pages that are done; what it throws ends the work.
    ///   - sink: Takes the file's bytes.
    public func write(
        onProgress: (Int) throws -> Void = { _ in }, sink: @escaping ([UInt8]) throws -> Void
    ) throws {
        let overview = overview()
        let writer = PDFSheetWriter(title: overview.title, sink: sink)
        try writer.add(overview, request.layout)
        for table in tablePages(overview) { try writer.add(table, request.layout) }
        for position in order.indices { try writer.add(areaPage(position), request.layout) }
        try writer.finish(afterPage: onProgress)
    }

    private func numbered(_ page: Int) -> String { "\(page) / \(pageCount)" }

    /// All areas with the numbers of their pages.
    private func overview() -> SheetContent {
        var request = request
        request.overlays.append(Overlay(neighbours: layer.areas))
        var content = SheetMaker(renderer, request).content()
        content.pageNumber = numbered(1)
        // The towns' names would hide the areas'.
        content.placeNames = order.indices.compactMap { position in
            let area = layer.areas[order[position]]
            return area.geometry.labelPlace.map { place in
                PlaceName(name: "\(area.name ?? area.id) · \(page(ofAreaAt: position))", place: place, rank: 2)
            }
        }
        return content
    }

    private func tablePages(_ overview: SheetContent) -> [SheetContent] {
        tables.enumerated().map { index, table in
            var content = SheetContent.tablePage(
                title: wording.tableTitle, subtitle: [overview.title, overview.subtitle].joined(separator: " · "),
                table: table, words: overview.words)
            content.imprint = overview.imprint
            content.pageNumber = numbered(2 + index)
            return content
        }
    }

    private func areaPage(_ position: Int) -> SheetContent {
        let area = layer.areas[order[position]]
        let maker = SheetMaker(renderer, request(forAreaAt: position))
        var content = maker.content()
        let what = maker.title
        content.subtitle = [what, content.subtitle].joined(separator: " · ")
        let note = wording.note(area, tallies[order[position]])
        content.legend.notes.insert(LegendPicture.Note(heading: note.heading, text: note.text), at: 0)
        content.pageNumber = numbered(page(ofAreaAt: position))
        content.locator = locator(area)
        return content
    }

    /// Where an area lies among the others.
    private func locator(_ area: BoundaryArea) -> Locator? {
        request.extent.box.map { box in
            Locator(
                box: box, outlines: layer.areas.flatMap { $0.geometry.polygons.compactMap(\.first) },
                marked: area.geometry.polygons.compactMap(\.first))
        }
    }
}

extension Overlay {
    /// The outlines of all areas around the one that a page shows.
    init(neighbours areas: [BoundaryArea]) {
        self.init(
            lines: areas.flatMap { $0.geometry.polygons.flatMap { $0 } },
            color: InkColor(red: 0.35, green: 0.38, blue: 0.43), strokeWidth: 0.15)
    }
}

extension AreaGeometry {
    /// Where a name may stand: the centroid of the polygon whose outer ring spans most, which lies inside of most areas.
    var labelPlace: GeographicCoordinate? {
        let rings = polygons.compactMap(\.first).map { (ring: $0, size: Self.centroid($0)) }
        guard let largest = rings.max(by: { abs($0.size.area) < abs($1.size.area) }) else { return nil }
        let (x, y, area) = largest.size
        // A ring without area has no centroid.
        guard abs(area) > 1e-12 else { return largest.ring.first }
        return GeographicCoordinate(longitude: x, latitude: y)
    }

    /// The centroid of a ring in the plane of degrees, with twice its area (P. Bourke, 1988).
    private static func centroid(_ ring: [GeographicCoordinate]) -> (x: Double, y: Double, area: Double) {
        guard let origin = ring.first else { return (0, 0, 0) }
        var (x, y, sum) = (0.0, 0.0, 0.0)
        for (from, to) in zip(ring, ring.dropFirst()) {
            let (x0, y0) = (from.longitude - origin.longitude, from.latitude - origin.latitude)
            let (x1, y1) = (to.longitude - origin.longitude, to.latitude - origin.latitude)
            let cross = x0 * y1 - x1 * y0
            (x, y, sum) = (x + (x0 + x1) * cross, y + (y0 + y1) * cross, sum + cross)
        }
        guard sum != 0 else { return (0, 0, 0) }
        return (origin.longitude + x / (3 * sum), origin.latitude + y / (3 * sum), sum)
    }
}
