import HTTPMessage
import JSONText
import PrintSheet
import Rendering
import Reports
import WebMercator

extension TileService {
    /// `/legend/{style}.json?zoom=Z`, `….png?zoom=Z&language=pl` and `…@2x.png`; without a zoom, the one at which the data
    /// fills a map.
    func legend(_ call: Call) throws(Problem) -> HTTPResponse {
        let (request, path) = (call.request, call.path)
        guard path.count == 1, let end = [".json", "@2x.png", ".png"].first(where: path[0].hasSuffix) else {
            throw .notFound(
                "there is nothing at \"\(request.path)\"; a legend is at /legend/{style}.json?zoom=Z or "
                    + "/legend/{style}.png?zoom=Z")
        }
        let style = try style(String(path[0].dropLast(end.count)))
        let renderer = renderer(for: call.visitor)
        let own = ReportFilter.comparisonNames + (end == ".json" ? ["zoom"] : ["zoom", "language"])
        let query = try QueryReader(
            request.query, own: own, renderer.dataset.catalogue, areas: renderer.dataset.boundaries)
        let zoom = try query.zoom("zoom") ?? renderer.fittingZoom
        let language = try query.language("language") ?? .english
        let compared = try query.compared(style, renderer.dataset.catalogue, styles: styles)
        let legend = Legend(renderer, style, zoom, query.filter, against: compared)
        if end == ".json" { return json(legend.json) }
        guard let image = legend.picture(language).png(ratio: end == ".png" ? 1 : 2) else {
            throw .failure("the legend could not be drawn")
        }
        return HTTPResponse(
            status: 200, headers: [HTTPHeader("Content-Type", "image/png"), HTTPHeader("Cache-Control", "no-cache")],
            body: image)
    }

    /// `/catalogue.json`: the catalogue's own file.
    func catalogueDocument(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        return json(dataset.catalogue.json)
    }
}
