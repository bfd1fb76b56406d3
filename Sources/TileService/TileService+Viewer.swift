import Foundation
import HTTPMessage

extension TileService {
    /// `/`: the viewer's page.
    func viewerPage(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        var html = String(decoding: PackageResources.viewer_html, as: UTF8.self)
        if settings.leafletDirectory == nil { html = Self.withPublicLeaflet(html) }
        let source = settings.leafletDirectory == nil ? "'self' https://unpkg.com" : "'self'"
        let policy =
            "default-src 'self'; script-src \(source); style-src \(source) 'unsafe-inline'; img-src * data:; "
            + "object-src 'none'; base-uri 'none'; frame-ancestors *"
        return HTTPResponse(
            status: 200,
            headers: [
                HTTPHeader("Content-Type", "text/html; charset=utf-8"), HTTPHeader("Cache-Control", "no-cache"),
                HTTPHeader("Content-Security-Policy", policy),
            ], body: Array(html.utf8))
    }

    /// `/viewer/…`: the viewer's files, and Leaflet's.
    func viewerFile(_ call: Call) throws(Problem) -> HTTPResponse {
        try call.refuseQuery()
        switch call.path {
        case ["viewer.css"]: return file(PackageResources.viewer_css, type: "text/css; charset=utf-8")
        case ["viewer.js"]: return file(PackageResources.viewer_js, type: "text/javascript; charset=utf-8")
        default: break
        }
        if call.path.first == "leaflet", let response = leafletFile(call.path.dropFirst().joined(separator: "/")) {
            return response
        }
        throw call.nothingHere()
    }

    /// A file of Leaflet, by a fixed list of names: no path from outside ever reaches the file system.
    private func leafletFile(_ name: String) -> HTTPResponse? {
        let types = ["css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "png": "image/png"]
        guard let directory = settings.leafletDirectory, Self.leafletFiles.contains(name),
            let type = name.split(separator: ".").last.flatMap({ types[String($0)] }),
            let data = FileManager.default.contents(atPath: "\(directory)/\(name)")
        else { return nil }
        return file([UInt8](data), type: type)
    }

    private static let leafletFiles: Set<String> = [
        "leaflet.css", "leaflet.min.js", "images/layers.png", "images/layers-2x.png", "images/marker-icon.png",
        "images/marker-icon-2x.png", "images/marker-shadow.png",
    ]

    private func file(_ bytes: [UInt8], type: String) -> HTTPResponse {
        HTTPResponse(
            status: 200, headers: [HTTPHeader("Content-Type", type), HTTPHeader("Cache-Control", "no-cache")],
            body: bytes)
    }

    /// The page with Leaflet 1.7.1 from a public copy. The hashes are those that Leaflet's own site publishes for it, so
    /// that no one can slip other code under the address.
    private static func withPublicLeaflet(_ html: String) -> String {
        guard let start = html.range(of: "<!-- leaflet -->"), let end = html.range(of: "<!-- /leaflet -->") else {
            return html
        }
        let tags = """
            <link rel="stylesheet" href="https://unpkg.com/leaflet@1.7.1/dist/leaflet.css" crossorigin="anonymous" \
            integrity="sha512-xodZBNTC5n17Xt2atTPuE1HxjVMSvLVW9ocqUKLsCC5CXdbqCmblAshOMAS6/keqq/sMZMZ19scR4PsZChSR7A==">
            <script src="https://unpkg.com/leaflet@1.7.1/dist/leaflet.js" crossorigin="anonymous" defer \
            integrity="sha512-XQoYMqMTK8LvdxXYG3nZ448hOEQiglfqkJs1NOQV44cWnUrBc8PkAOcXy20w0vlaXaVUearIOBhiXZ5V3ynxwA=="></script>
            """
        return html.replacingCharacters(in: start.upperBound..<end.lowerBound, with: "\n\(tags)\n")
    }
}
