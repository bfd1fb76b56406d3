import HTTPMessage
import JSONText
import Rendering
import Reports
import WebMercator

extension TileService {
    /// `/legend/{style}.json?zoom=Z`; without a zoom, the one at which the data fills a map.
    func legend(_ request: HTTPRequest, _ path: [String]) throws(Problem) -> HTTPResponse {
        guard path.count == 1, path[0].hasSuffix(".json") else {
            throw .notFound("there is nothing at \"\(request.path)\"; a legend is at /legend/{style}.json?zoom=Z")
        }
        let style = try style(String(path[0].dropLast(5)))
        let renderer = renderer()
        let query = try QueryReader(request.query, own: ["zoom"], renderer.dataset.catalogue)
        let zoom = try query.zoom("zoom") ?? renderer.dataset.fittingZoom
        return json(Legend(renderer, style, zoom, query.filter).json)
    }

    /// `/catalogue.json`: the catalogue's own file.
    func catalogueDocument(_ request: HTTPRequest) throws(Problem) -> HTTPResponse {
        try refuseQuery(request)
        return json(dataset.catalogue.json)
    }
}
