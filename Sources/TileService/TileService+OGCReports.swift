import CellIndex
import HTTPMessage
import JSONText
import ReportStore
import Reports
import WebMercator

/// The collection of reports.
extension TileService {
    /// `/ogc/collections/reports/items`
    func reportItems(_ call: Call, _ format: OGCFormat) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let query = try OGCQuery(
            call.request, own: OGCCollection.reports.parameters, renderer.dataset)
        if let since = query.since { return try changedItems(call, format, query, since, renderer) }
        let features = PointFeatures(renderer)
        let numbers = numbers(features.visible(query.filter), query.box, renderer)
        let ids = numbers.page(from: query.offset, limit: query.limit)
        // The store may be a moment ahead of the index: what it hides by now stays hidden.
        let points = ids.isEmpty ? [] : try read { try $0.points(ids) }.filter(features.isVisible)
        var links = itemLinks(call, format, .reports, of: OGCFormat.allCases)
        links.addPages(query, returned: ids.count, matched: numbers.count)
        if format == .csv {
            var rows = PointRows(features)
            for point in points { rows.add(point) }
            let table = LayerTable(text: rows.text.bytes, matched: numbers.count, withheld: 0)
            return self.table(table, cacheControl(query.reader, renderer), links: links)
        }
        var json = JSONWriter()
        json.object { json in
            json.member("type", "FeatureCollection")
            links.write(to: &json)
            json.member("numberMatched", numbers.count)
            json.member("numberReturned", points.count)
            json.member("features") { json in json.array(points) { features.write($1, to: &$0) } }
            timeStamp(&json, renderer)
        }
        return itemsAnswer(json.bytes, format, .reports, call, cacheControl(query.reader, renderer))
    }

    /// `/ogc/collections/reports/items?since=SEQUENCE`: what was inserted or changed after that, in the order in which it
    /// was, for mirrors. `sequence` is where to go on; `removed` lists reports that a mirror may hold and no longer should.
    private func changedItems(
        _ call: Call, _ format: OGCFormat, _ query: OGCQuery, _ since: Int64, _ renderer: MapRenderer
    ) throws(Problem) -> HTTPResponse {
        let feed = PointFeed(PointFeatures(renderer), query.filter, query.box)
        let (page, matched) = try read { store in
            try store.reading { _ in
                let page = try feed.page(of: store, after: since, limit: query.limit)
                let matched = try feed.count(of: store, after: since, indexed: renderer.dataset.snapshot.sequence) {
                    numbers(feed.features.visible(query.filter), query.box, renderer)
                }
                return (page, matched)
            }
        }
        var links = itemLinks(call, format, .reports)
        if page.hasMore { links.addPage("next", "Later changes", [("since", String(page.sequence))]) }
        var json = JSONWriter()
        json.object { json in
            json.member("type", "FeatureCollection")
            links.write(to: &json)
            if let matched { json.member("numberMatched", matched) }
            json.member("numberReturned", page.points.count)
            json.member("sequence", Int(page.sequence))
            json.member("features") { json in json.array(page.points) { feed.features.write($1, to: &$0) } }
            json.member("removed") { json in json.array(page.removed) { $0.integer(Int($1)) } }
            timeStamp(&json, renderer)
        }
        return itemsAnswer(json.bytes, format, .reports, call, "no-cache")
    }

    /// The reports that the index has under a filter and in a box; remembered.
    private func numbers(_ filter: ReportFilter, _ box: BoundingBox?, _ renderer: MapRenderer) -> ReportNumbers {
        let snapshot = renderer.dataset.snapshot
        let key = RecentFindings<ReportNumbers>.Key(
            filter: filter, box: box, audience: renderer.audience, stamp: renderer.dataset.stamp,
            sequence: snapshot.sequence)
        return recentNumbers.value(key) { snapshot.numbers(in: box, filter, renderer.precision) }
    }

    /// `/ogc/collections/reports/items/{id}`
    func reportItem(_ call: Call, _ format: OGCFormat, _ name: String) throws(Problem) -> HTTPResponse {
        try Self.refuseAllButFormat(call.request)
        let features = PointFeatures(renderer(for: call.visitor))
        let isNumber = (1...18).contains(name.utf8.count) && name.utf8.allSatisfy { (48...57).contains($0) }
        guard isNumber, let id = Int64(name), String(id) == name else { throw Self.noReport(name) }
        let points = try read { try $0.points([id]) }
        guard let point = points.first, features.isVisible(point) else { throw Self.noReport(name) }
        let links = itemLinks(call, format, .reports)
        var json = JSONWriter()
        features.write(point, to: &json) { links.write(to: &$0) }
        return ogcAnswer(json.bytes, format, "Report \(id)", call, type: OGCLinks.geoJSON)
    }

    /// The links of items.
    ///
    /// - Parameter formats: The formats that there are.
    func itemLinks(
        _ call: Call, _ format: OGCFormat, _ collection: OGCCollection, of formats: [OGCFormat] = OGCFormat.documents
    ) -> OGCLinks {
        var links = OGCLinks(settings.publicURL, call.request, format, of: formats, type: OGCLinks.geoJSON)
        links.add("collection", "/ogc/collections/\(collection.id)", "The collection")
        return links
    }

    /// Writes since when the text so far has been as it is.
    func timeStamp(_ json: inout JSONWriter, _ renderer: MapRenderer) {
        let time = contentTimes.time(of: json.bytes, renderer.audience, now: renderer.dataset.updated)
        json.member("timeStamp", EventTime.iso8601(second: time))
    }

    /// A page of items as it was asked for.
    func itemsAnswer(
        _ bytes: [UInt8], _ format: OGCFormat, _ collection: OGCCollection, _ call: Call, _ cache: String
    ) -> HTTPResponse {
        guard format == .json else { return ogcAnswer(bytes, format, collection.title, call) }
        return json(bytes, type: OGCLinks.geoJSON, cache: cache)
    }
}

extension OGCLinks {
    /// Adds links to the next and the previous page.
    mutating func addPages(_ query: OGCQuery, returned: Int, matched: Int) {
        // Where nothing is returned the offset lies behind the end, and adding to it might overflow.
        if returned > 0, query.offset + returned < matched {
            addPage("next", "The next page", [("offset", String(query.offset + returned))])
        }
        if query.offset > 0 {
            let before = max(0, min(query.offset, matched) - query.limit)
            addPage("prev", "The previous page", [("offset", String(before))])
        }
    }
}
