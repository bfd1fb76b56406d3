import CellIndex
import GeoJSON
import HTTPMessage
import JSONText
import Reports
import WebMercator

/// The collection of cells.
extension TileService {
    /// `/ogc/collections/cells/items`
    func cellItems(_ call: Call, _ format: OGCFormat) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try OGCQuery(call.request, own: OGCCollection.cells.parameters, renderer.dataset)
        let zoom = try query.reader.zoom("zoom") ?? renderer.fittingZoom
        let layer = CellLayer(renderer, query.filter, try query.reader.detail())
        let selection = layer.cells(in: query.box ?? .world, zoom: zoom, page: query.page)
        var links = itemLinks(call, format, .cells, of: OGCFormat.allCases)
        links.addPages(query, returned: selection.cells.count, matched: selection.matched)
        let properties = layer.properties
        if format == .csv {
            let table = layer.table(of: selection.cells, properties, selection)
            return self.table(table, cacheControl(query.reader, renderer), links: links)
        }
        var collection = FeatureCollectionWriter()
        for cell in selection.cells {
            collection.feature(id: cell.cell.quadkey, box: cell.cell.bounds) { properties.write(cell, to: &$0) }
        }
        let bytes = collection.finish { json in
            links.write(to: &json)
            json.member("numberMatched", selection.matched)
            json.member("numberReturned", selection.cells.count)
            if selection.withheld > 0 { json.member("withheld", selection.withheld) }
            timeStamp(&json, renderer)
        }
        return itemsAnswer(bytes, format, .cells, call, cacheControl(query.reader, renderer))
    }

    /// `/ogc/collections/cells/items/{quadkey}`
    func cellItem(_ call: Call, _ format: OGCFormat, _ name: String) throws(Problem) -> HTTPResponse {
        try Self.refuseAllButFormat(call.request)
        let layer = CellLayer(renderer(for: call.visitor), ReportFilter())
        guard let cell = Cell(quadkey: name), let count = layer.cell(cell) else {
            throw .notFound("there is no cell \"\(name.prefix(40))\"; an id is a quadkey", parameter: "featureId")
        }
        let links = itemLinks(call, format, .cells)
        let properties = layer.properties
        var json = JSONWriter()
        json.object { json in
            json.member("type", "Feature")
            json.member("id", name)
            json.member("geometry") { FeatureCollectionWriter.polygon(of: cell.bounds, &$0) }
            json.member("properties") { json in json.object { properties.write(count, to: &$0) } }
            links.write(to: &json)
        }
        return ogcAnswer(json.bytes, format, "Cell \(name)", call, type: OGCLinks.geoJSON)
    }
}
