import CellIndex
import HTTPMessage
import JSONText
import Reports
import WebMercator

extension TileService {
    /// `/timeline.json?interval=month&bbox=W,S,E,N` and `/timeline.csv`: reports by time and category.
    func timeline(_ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let catalogue = renderer.dataset.catalogue
        let query = try QueryReader(
            call.request.query, own: ["interval", "bbox"], catalogue, areas: renderer.dataset.boundaries)
        let word = query.text("interval") ?? TimelineInterval.month.rawValue
        guard let interval = TimelineInterval(rawValue: word) else {
            let known = TimelineInterval.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badParameter("interval", "\"\(word)\" is not an interval; there are \(known)")
        }
        guard let timeline = Timeline(renderer, query.filter, try query.box("bbox"), interval) else {
            throw .badParameter(
                "interval",
                "that would be more than \(TimelineInterval.most) intervals; ask for longer ones, or for less time by "
                    + "from and to")
        }
        let cache = cacheControl(query, renderer)
        guard call.path.first?.hasSuffix(".csv") == true else { return json(timeline.json(catalogue), cache: cache) }
        let table = LayerTable(text: timeline.csv(catalogue), matched: nil, withheld: timeline.withheld)
        return self.table(table, cache)
    }
}

extension Timeline {
    /// The timeline as JSON.
    public func json(_ catalogue: Catalogue) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("interval", interval.rawValue)
            json.member("timeZone", catalogue.clock.timeZone)
            json.member("count", bins.reduce(0) { $0 + $1.count })
            json.member("withheld", withheld)
            json.member("bins") { json in
                json.array(bins) { json, bin in
                    json.object { json in
                        json.member("time", bin.name)
                        json.member("from", EventTime.iso8601(second: bin.start))
                        json.member("count", bin.count)
                        json.member("byCategory") { json in
                            json.object { json in
                                for (category, count) in zip(catalogue.categories, bin.byCategory) where count > 0 {
                                    json.member(category.key, count)
                                }
                            }
                        }
                    }
                }
            }
        }
        return json.take()
    }

    /// The timeline as CSV (RFC 4180): a row a bin, a column a category that occurs.
    public func csv(_ catalogue: Catalogue) -> [UInt8] {
        let used = catalogue.categories.indices.filter { category in bins.contains { $0.byCategory[category] > 0 } }
        var table = TableText(["time", "from", "count"] + used.map { catalogue.categories[$0].key })
        for bin in bins {
            table.add(
                [bin.name, EventTime.iso8601(second: bin.start), String(bin.count)]
                    + used.map { String(bin.byCategory[$0]) })
        }
        return table.bytes
    }
}
