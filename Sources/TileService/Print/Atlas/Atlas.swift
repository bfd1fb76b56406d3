import Boundaries
import CellIndex
import PrintSheet
import Rendering
import Reports
import WebMercator

/// An atlas of a boundary layer: an overview of all areas, their counts as a table, and a page for each of them.
///
/// Every page has the legend of its own zoom, as tiles have; in a style with fixed limits a colour means the same on all
/// pages.
public struct Atlas: Sendable {
    let renderer: MapRenderer
    let layer: BoundaryLayer
    let wording: AtlasWording

    /// What all pages have in common, with the overview's map.
    let request: SheetRequest

    /// The areas' places in the layer, in the order of their names.
    let order: [Int]

    /// What the audience is told of each area, in the layer's order.
    let tallies: [KindTally]

    /// The parts of the table of counts, of which each fits a page.
    let tables: [SheetTable]

    /// The maps of the areas' pages, in the order of their names.
    private let extents: [MapExtent]

    /// Prepares an atlas for a renderer's audience.
    ///
    /// - Parameter request: Paper, style, filter and words, whose map is that of the overview.
    /// - Throws: ``SheetRequestError`` where the layer has no areas or too many, or one of them fits on no paper.
    public init(_ renderer: MapRenderer, _ request: SheetRequest, _ layer: BoundaryLayer) throws(SheetRequestError) {
        guard (1...Self.mostAreas).contains(layer.areas.count) else {
            throw SheetRequestError(
                "atlas", "the layer \(layer.name) has \(layer.areas.count) areas; an atlas has 1 to \(Self.mostAreas)")
        }
        guard request.compared == nil else {
            throw SheetRequestError("style", "an atlas counts one period; its style must be none that compares two")
        }
        let wording = AtlasWording(request.language)
        let order = wording.sorted(layer.areas)
        var extents: [MapExtent] = []
        for index in order { extents.append(try Self.extent(layer.areas[index], request.layout)) }
        let tallies = Self.tallies(renderer, request, layer)
        (self.renderer, self.request, self.layer) = (renderer, request, layer)
        (self.wording, self.order, self.extents, self.tallies) = (wording, order, extents, tallies)
        tables = Self.tables(order.map { (layer.areas[$0], tallies[$0]) }, wording, renderer, request)
    }

    /// The areas that an atlas may have: as many as Poland has municipalities, and some.
    public static let mostAreas = 3000

    /// The pages: the overview, the table, the areas.
    public var pageCount: Int { 1 + tables.count + order.count }

    /// The number of an area's page, from 1.
    ///
    /// - Parameter position: The area's place in the order of names.
    func page(ofAreaAt position: Int) -> Int { Self.page(ofAreaAt: position, tables: tables.count) }

    private static func page(ofAreaAt position: Int, tables: Int) -> Int { 2 + tables + position }

    /// A request for the page of an area.
    func request(forAreaAt position: Int) -> SheetRequest {
        let area = layer.areas[order[position]]
        var page = request
        page.extent = extents[position]
        page.title = area.name ?? area.id
        page.overlays += [Overlay(neighbours: layer.areas), Overlay(outlineOf: area.geometry)]
        return page
    }

    private static func extent(_ area: BoundaryArea, _ layout: SheetLayout) throws(SheetRequestError) -> MapExtent {
        guard let box = area.geometry.bounds?.padded, let extent = MapExtent(fitting: box, in: layout.map) else {
            throw SheetRequestError("atlas", "the area \(area.id) cannot be printed on this paper")
        }
        return extent
    }

    /// Counts what the map shows: reports of kinds that have no weight are not among them.
    private static func tallies(_ renderer: MapRenderer, _ request: SheetRequest, _ layer: BoundaryLayer) -> [KindTally]
    {
        AreaLayer(renderer, renderer.weighed(request.filter, request.style), layer).tallies
    }

    /// The table of counts. How many pages it has moves the areas' pages, whose numbers stand in it, so it is divided twice.
    private static func tables(
        _ areas: [(BoundaryArea, KindTally)], _ wording: AtlasWording, _ renderer: MapRenderer,
        _ request: SheetRequest
    ) -> [SheetTable] {
        func table(_ pages: Int) -> [SheetTable] {
            let rows = areas.enumerated().map { position, entry in
                wording.row(
                    entry.0, entry.1, page: page(ofAreaAt: position, tables: pages), renderer.dataset.catalogue)
            }
            return SheetTable(columns: wording.columns(areas.map(\.0)), rows: rows).pages(request.layout)
        }
        return table(table(1).count)
    }
}
