import Foundation
import HTTPMessage
import Reports

extension TileService {
    /// `/`: the viewer's page; with `?report=ID` it shows that report.
    func viewerPage(_ call: Call) throws(Problem) -> HTTPResponse {
        try Self.checkPageQuery(call.request.query)
        var html = String(decoding: PackageResources.viewer_html, as: UTF8.self)
        if !takesReports { html = html.replacing(Self.filingOn, with: Self.filingOff) }
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
        if call.path.count == 1, let content = Self.ownFiles[call.path[0]] {
            let type = call.path[0].hasSuffix(".css") ? "text/css" : "text/javascript"
            return file(content(), type: "\(type); charset=utf-8")
        }
        if call.path.first == "leaflet", let response = leafletFile(call.path.dropFirst().joined(separator: "/")) {
            return response
        }
        throw call.nothingHere()
    }

    /// The viewer's own files. The page's setting is a `meta`, for its policy lets no script stand in the page itself.
    static let ownFiles: [String: @Sendable () -> [UInt8]] = [
        "report.css": { PackageResources.report_css }, "viewer.css": { PackageResources.viewer_css },
        "api.js": { PackageResources.api_js },
        "coordinator.js": { PackageResources.coordinator_js },
        "coordinator-report.js": { PackageResources.coordinator_report_js },
        "dom.js": { PackageResources.dom_js },
        "draft.js": { PackageResources.draft_js },
        "language.js": { PackageResources.language_js },
        "pin.js": { PackageResources.pin_js },
        "report.js": { PackageResources.report_js },
        "report-category.js": { PackageResources.report_category_js },
        "report-details.js": { PackageResources.report_details_js },
        "report-nearby.js": { PackageResources.report_nearby_js },
        "report-place.js": { PackageResources.report_place_js },
        "report-show.js": { PackageResources.report_show_js },
        "viewer.js": { PackageResources.viewer_js },
        "words-en.js": { PackageResources.words_en_js },
        "words-pl.js": { PackageResources.words_pl_js },
    ]

    private static let filingOn = #"<meta name="filing" content="on">"#
    private static let filingOff = #"<meta name="filing" content="off">"#

    /// Whether the page should offer to file reports: not where each would be refused.
    private var takesReports: Bool {
        settings.filing.isEnabled && settings.store?.writer != nil
            && dataset.catalogue.sources.contains { $0.publicPoints || $0.key == "public" }
    }

    private static func checkPageQuery(_ query: [QueryParameter]) throws(Problem) {
        if let unknown = query.first(where: { $0.name != "report" }) {
            throw .badParameter(
                unknown.name, "\"\(unknown.name)\" is not a parameter of this resource; it takes report")
        }
        guard query.count <= 1 else { throw .badParameter("report", "\"report\" is there more than once") }
        guard let parameter = query.first else { return }
        let digits = (parameter.value ?? "").utf8
        guard (1...18).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else {
            throw .badParameter("report", "\"report\" must be a report's number, such as 17")
        }
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
