import Boundaries
import CellIndex
import GeoJSON
import HTTPMessage
import JSONText
import Reports
import WebMercator

/// The collections of areas, one a layer.
extension TileService {
    /// `/ogc/collections/areas-{layer}/items`: all areas that share ground with the box, with the reports in the whole of
    /// each that pass the filter.
    func areaItems(_ call: Call, _ format: OGCFormat, _ boundaries: BoundaryLayer) throws(Problem) -> HTTPResponse {
        let collection = OGCCollection.areas(boundaries)
        let renderer = renderer(for: call.visitor)
        let query = try OGCQuery(call.request, own: collection.parameters, renderer.dataset)
        let layer = AreaLayer(renderer, query.filter, boundaries)
        let tallies = tallies(layer, boundaries, query.filter, renderer)
        let numbers = boundaries.numbers(in: query.box)
        let page = numbers[query.page.clamped(to: numbers.indices)]
        var links = itemLinks(call, format, collection, of: OGCFormat.allCases)
        links.addPages(query, returned: page.count, matched: numbers.count)
        let cache = "public, max-age=60"
        if format == .csv {
            let table = LayerTable(
                text: layer.table(of: page, tallies), matched: numbers.count, withheld: layer.withheld(tallies))
            return self.table(table, cache, links: links)
        }
        var features = FeatureCollectionWriter()
        for number in page {
            let area = boundaries.areas[number]
            features.feature(id: area.id, polygons: area.geometry.polygons) { json in
                layer.write(area, tallies[number], to: &json)
            }
        }
        let bytes = features.finish { json in
            links.write(to: &json)
            json.member("numberMatched", numbers.count)
            json.member("numberReturned", page.count)
            layer.writeWithheld(tallies, to: &json)
            timeStamp(&json, renderer)
        }
        return itemsAnswer(bytes, format, collection, call, cache)
    }

    /// `/ogc/collections/areas-{layer}/items/{id}`
    func areaItem(
        _ call: Call, _ format: OGCFormat, _ boundaries: BoundaryLayer, _ id: String
    ) throws(Problem) -> HTTPResponse {
        try Self.refuseAllButFormat(call.request)
        guard let number = boundaries.number(id) else {
            throw .notFound("there is no area \"\(id.prefix(80))\" in \(boundaries.name)", parameter: "featureId")
        }
        let layer = AreaLayer(renderer(for: call.visitor), ReportFilter(), boundaries)
        let area = boundaries.areas[number]
        let links = itemLinks(call, format, .areas(boundaries))
        var json = JSONWriter()
        json.object { json in
            json.member("type", "Feature")
            json.member("id", area.id)
            json.member("geometry") { FeatureCollectionWriter.geometry(of: area.geometry.polygons, &$0) }
            json.member("properties") { json in
                json.object { layer.write(area, layer.tally(of: number), to: &$0) }
            }
            links.write(to: &json)
        }
        return ogcAnswer(json.bytes, format, area.name ?? "Area \(id)", call, type: OGCLinks.geoJSON)
    }

    /// What is told of each area. All are counted, also for one page: what is withheld is said of the whole layer.
    func tallies(
        _ layer: AreaLayer, _ boundaries: BoundaryLayer, _ filter: ReportFilter, _ renderer: MapRenderer
    ) -> [KindTally] {
        let dataset = renderer.dataset
        let key = RecentFindings<[KindTally]>.Key(
            filter: filter, layer: "\(boundaries.name)#\(dataset.boundaries.version)", audience: renderer.audience,
            stamp: dataset.stamp, sequence: dataset.snapshot.sequence)
        return recentTallies.value(key) { layer.tallies }
    }
}
