import CellIndex
import Density
import Foundation
import HTTPMessage
import JSONText
import Rendering
import Reports
import WebMercator

extension TileService {
    /// `/tiles/{style}/{z}/{x}/{y}.png`, `…/{y}@2x.png` and `/tiles/{style}.json`.
    func tiles(_ call: Call) throws(Problem) -> HTTPResponse {
        let (request, path) = (call.request, call.path)
        if path.count == 1, path[0].hasSuffix(".json") {
            return try tileJSON(call, style(String(path[0].dropLast(5))))
        }
        guard path.count == 4 else {
            throw .notFound("there is nothing at \"\(request.path)\"; a tile is at /tiles/{style}/{z}/{x}/{y}.png")
        }
        // Before the style: a picture of an old style must never be kept under the number of a new one.
        let styleVersion = styleVersion
        let style = try style(path[0])
        let (name, ratio) = try Self.picture(path[3])
        let tile = try Self.tileCoordinate(path[1], path[2], name)
        let renderer = renderer(for: call.visitor)
        let query = try QueryReader(
            request.query, own: ReportFilter.comparisonNames, renderer.dataset.catalogue,
            areas: renderer.dataset.boundaries)
        let compared = try query.compared(style, renderer.dataset.catalogue, styles: styles)
        let key = tileKey(renderer, tile, ratio, style, styleVersion, query.filter, compared)
        let draw = { renderer.tile(tile, ratio: ratio, style, query.filter, against: compared) }
        guard let image = tileCache.tile(key, draw) else {
            throw .failure("the tile could not be encoded")
        }
        return HTTPResponse(
            status: 200,
            headers: [
                HTTPHeader("Content-Type", "image/png"),
                HTTPHeader("Cache-Control", cacheControl(query, renderer, compared)),
            ],
            body: image)
    }

    private func tileKey(
        _ renderer: MapRenderer, _ tile: TileCoordinate, _ ratio: PixelRatio, _ style: Style, _ styleVersion: Int,
        _ filter: ReportFilter, _ compared: ReportFilter?
    ) -> TileCache.Key {
        TileCache.Key(
            tile: tile, audience: renderer.audience, ratio: ratio.rawValue, style: style.name,
            styleVersion: styleVersion, filter: renderer.told(filter, style),
            compared: compared.map { renderer.told($0, style) },
            limits: renderer.scale(style, tile.zoom, filter, against: compared).limits,
            content: TileContent(
                sequence: renderer.lastChange(in: PixelWindow(tile: tile, ratio: ratio), style)))
    }

    /// How long a client may keep an answer: a minute, or, for the stated version of a period that is over, for ever; of two
    /// periods, both must be over.
    func cacheControl(
        _ query: QueryReader, _ renderer: MapRenderer, _ compared: ReportFilter? = nil
    ) -> String {
        let now = Int64(Date().timeIntervalSince1970)
        if let version = query.version, version <= renderer.dataset.snapshot.sequence, let to = query.filter.to,
            // Boundaries are replaced without a new sequence number.
            max(to, compared?.to ?? to) <= now, query.filter.area == nil
        {
            return "public, max-age=31536000, immutable"
        }
        return "public, max-age=60"
    }

    /// Splits `123.png` or `123@2x.png`.
    private static func picture(_ file: String) throws(Problem) -> (name: String, ratio: PixelRatio) {
        if file.hasSuffix("@2x.png") { return (String(file.dropLast(7)), .two) }
        if file.hasSuffix(".png") { return (String(file.dropLast(4)), .one) }
        throw .notFound("\"\(file)\" is no tile; its name ends in .png or @2x.png", parameter: "y")
    }

    /// The tile of three numbers as they stand in a path: what is no number is a 400, what is no tile a 404.
    static func tileCoordinate(_ z: String, _ x: String, _ y: String) throws(Problem) -> TileCoordinate {
        let zoomNumber = try number(z, "z")
        let column = try number(x, "x")
        let row = try number(y, "y")
        guard let zoom = Zoom(zoomNumber) else {
            throw .notFound("there is no zoom \(z); zooms are 0 to 22", parameter: "z")
        }
        guard let tile = TileCoordinate(zoom: zoomNumber, x: column, y: row) else {
            let parameter = column >= 0 && column < Int(zoom.tilesPerSide) ? "y" : "x"
            throw .notFound(
                "there is no tile \(z)/\(x)/\(y); at zoom \(zoomNumber), x and y are 0 to "
                    + "\(zoom.tilesPerSide - 1)", parameter: parameter)
        }
        return tile
    }

    private static func number(_ text: String, _ parameter: String) throws(Problem) -> Int {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .badParameter(parameter, "\"\(text)\" is not a whole number")
        }
        // A number too large for an Int is surely no tile.
        return Int(text) ?? .max
    }

    /// TileJSON 3.0.0 (https://github.com/mapbox/tilejson-spec/tree/master/3.0.0).
    private func tileJSON(_ call: Call, _ style: Style) throws(Problem) -> HTTPResponse {
        let request = call.request
        let renderer = renderer(for: call.visitor)
        let dataset = renderer.dataset
        // The links repeat the query, so it must be a sound one.
        let query = try QueryReader(
            request.query, own: ReportFilter.comparisonNames, dataset.catalogue, areas: dataset.boundaries)
        _ = try query.compared(style, dataset.catalogue, styles: styles)
        let suffix = request.query.isEmpty ? "" : "?" + QueryText.encode(request.query)
        // The zoom too is of what is told: of all data, it would tell how far that reaches which is left out.
        let told = renderer.bounds
        let bounds = told ?? .world
        var json = JSONWriter()
        json.object { json in
            json.member("tilejson", "3.0.0")
            json.member("name", style.titleEN)
            json.member("description", Self.description(style) + "; \(style.titlePL)")
            json.member("scheme", "xyz")
            json.member("tiles") {
                $0.array(["\(settings.publicURL)/tiles/\(style.name)/{z}/{x}/{y}.png\(suffix)"]) { $0.string($1) }
            }
            json.member("tileSize", 256)
            json.member("minzoom", Zoom.range.lowerBound)
            json.member("maxzoom", maximumUsefulZoom(renderer))
            json.member("bounds") { json in
                json.array([bounds.west, bounds.south, bounds.east, bounds.north]) { $0.number($1, decimals: 6) }
            }
            json.member("center") { json in
                let middle = bounds.middle
                json.array([middle.longitude, middle.latitude, Double((told?.fittingZoom ?? .world).number)]) {
                    $0.number($1, decimals: 6)
                }
            }
            json.member("legend", "\(settings.publicURL)/legend/\(style.name).json\(suffix)")
            json.member("version", "1.0.\(dataset.snapshot.sequence)")
            settings.basemap?.write(to: &json)
            json.member("styles") { json in json.array(styles) { Self.write($1, to: &$0) } }
        }
        return self.json(json.bytes)
    }

    private static func description(_ style: Style) -> String {
        switch style.kind {
        case .heat: "Reports per km² as heat"
        case .difference: "The change in reports per km² between two periods"
        }
    }

    private static func write(_ style: Style, to json: inout JSONWriter) {
        json.object { json in
            json.member("name", style.name)
            json.member("title") { json in
                json.object { json in
                    json.member("pl", style.titlePL)
                    json.member("en", style.titleEN)
                }
            }
            json.member("kind", style.kind.rawValue)
        }
    }

    /// Beyond the level to which places are snapped, a closer look shows nothing more.
    private func maximumUsefulZoom(_ renderer: MapRenderer) -> Int {
        guard renderer.audience == .public, let level = renderer.dataset.catalogue.publicLevel else { return 18 }
        return min(level + 1, Zoom.range.upperBound)
    }
}
