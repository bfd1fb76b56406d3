import Foundation
import HTTPMessage
import Reports
import Testing

@testable import TileService

/// TileJSON, the lists, the catalogue, the viewer.
struct DocumentTests {
    private func service(leaflet: String? = nil) throws -> TileService {
        let catalogue = try Fixture.kmzb()
        return try Fixture.service(Fixture.scattered(200, seed: 3, catalogue), catalogue, leaflet: leaflet)
    }

    @Test(arguments: ["heat", "density"])
    func `TileJSON has what version 3 asks for`(style: String) throws {
        let tileJSON = try service().object("/tiles/\(style).json")
        #expect(tileJSON["tilejson"] as? String == "3.0.0")
        #expect(
            tileJSON["tiles"] as? [String] == ["https://map.example.org/threats/tiles/\(style)/{z}/{x}/{y}.png"])
        #expect(tileJSON["scheme"] as? String == "xyz")
        #expect(tileJSON["minzoom"] as? Int == 0 && tileJSON["maxzoom"] as? Int == 18)
        let bounds = try #require(tileJSON["bounds"] as? [Double])
        #expect(bounds.count == 4 && bounds[0] < bounds[2] && bounds[1] < bounds[3])
        let center = try #require(tileJSON["center"] as? [Double])
        #expect((bounds[0]...bounds[2]).contains(center[0]) && (bounds[1]...bounds[3]).contains(center[1]))
        #expect((0...18).contains(center[2]) && center[2] == center[2].rounded())
        #expect((tileJSON["version"] as? String)?.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
        #expect(tileJSON["legend"] as? String == "https://map.example.org/threats/legend/\(style).json")
        #expect(
            (tileJSON["styles"] as? [[String: Any]])?.map { $0["name"] as? String } == [
                "heat", "density", "difference",
            ])
        #expect(
            (tileJSON["styles"] as? [[String: Any]])?.map { $0["kind"] as? String } == ["heat", "heat", "difference"])
    }

    @Test func `TileJSON repeats its filter in its links`() throws {
        let tileJSON = try service().object(
            "/tiles/heat.json?category=speeding,parking&from=2025-01-01T00:00+02:00&v=5")
        let query = "?category=speeding,parking&from=2025-01-01T00:00%2B02:00&v=5"
        #expect((tileJSON["tiles"] as? [String])?.first?.hasSuffix("{y}.png" + query) == true)
        #expect((tileJSON["legend"] as? String)?.hasSuffix("heat.json" + query) == true)
    }

    @Test func `without reports there is a TileJSON of the whole world`() throws {
        let tileJSON = try Fixture.service([], Fixture.kmzb()).object("/tiles/heat.json")
        #expect(tileJSON["bounds"] as? [Double] == [-180, -90, 180, 90])
        #expect(tileJSON["center"] as? [Double] == [0, 0, 0])
    }

    @Test func `links come from the public address and never from the request`() throws {
        let service = try service()
        for target in ["/tiles/heat.json", "/layers", "/legend/heat.json", "/"] {
            let body = String(
                decoding: service.get(target, ["Host": "evil.example", "X-Forwarded-Host": "evil.example"]).body,
                as: UTF8.self)
            #expect(!body.contains("evil"))
            #expect(!body.contains("threats//"), "a slash at the public address's end is not doubled")
        }
    }

    @Test func `the layers are listed with their addresses`() throws {
        let layers = try #require(try service().object("/layers")["layers"] as? [[String: Any]])
        #expect(layers.map { $0["name"] as? String } == ["cells", "clusters", "points"])
        for (layer, name) in zip(layers, ["cells", "clusters", "points"]) {
            let address = "https://map.example.org/threats/layers/\(name)"
            #expect(layer["geojson"] as? String == "\(address).geojson")
            #expect(layer["tiles"] as? String == "\(address)/{z}/{x}/{y}.geojson")
            #expect(layer["tilejson"] as? String == "\(address).json")
            #expect(layer["vectorTiles"] as? String == "\(address)/{z}/{x}/{y}.mvt")
        }
    }

    @Test func `the catalogue is its own file`() throws {
        let response = try service().get("/catalogue.json")
        #expect(response.body == ShippedFiles.catalogues["kmzb"])
        #expect(response.header("Content-Type") == "application/json")
    }

    @Test(arguments: [("/healthz", "ok\n"), ("/readyz", "ready\n")])
    func `the service says that it lives`(path: String, text: String) throws {
        let response = try service().get(path)
        #expect(response.status == 200 && response.body == Array(text.utf8))
        #expect(response.header("Cache-Control") == "no-store")
    }

    @Test func `the viewer with Leaflet's files loads nothing from elsewhere`() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        for name in ["leaflet.css", "leaflet.min.js"] {
            try Data("/**/".utf8).write(to: directory.appending(path: name))
        }
        let service = try service(leaflet: directory.path)
        let page = service.get("/")
        let html = String(decoding: page.body, as: UTF8.self)
        let policy = try #require(page.header("Content-Security-Policy"))
        #expect(page.header("Content-Type") == "text/html; charset=utf-8")
        #expect(policy.contains("default-src 'self'; script-src 'self'; ") && !policy.contains("unpkg"))
        #expect(!html.contains("unpkg"))
        let links = html.matches(of: /(?:src|href)="(viewer\/[^"]+)"/).map { String($0.1) }
        #expect(links.count == 2 + TileService.ownFiles.count)
        for link in links { #expect(service.get("/" + link).status == 200, "\(link)") }
        #expect(service.get("/viewer/viewer.js").header("Content-Type") == "text/javascript; charset=utf-8")
        #expect(service.get("/viewer/leaflet/images/layers.png").status == 404)
    }

    @Test func `the viewer without Leaflet's files takes them, with their hashes, from a public copy`() throws {
        let service = try service()
        let page = service.get("/")
        let html = String(decoding: page.body, as: UTF8.self)
        #expect(page.header("Content-Security-Policy")?.contains("script-src 'self' https://unpkg.com;") == true)
        #expect(html.matches(of: /https:\/\/unpkg\.com\/leaflet@1\.7\.1\/dist\/leaflet\.(css|js)"/).count == 2)
        #expect(html.matches(of: /integrity="sha512-[A-Za-z0-9+\/]{86}=="/).count == 2)
        #expect(html.matches(of: /crossorigin="anonymous"/).count == 2)
        #expect(!html.contains("viewer/leaflet/"))
        #expect(service.get("/viewer/leaflet/leaflet.css").status == 404)
    }

    @Test func `the page has no script of its own inside, which its policy would refuse`() throws {
        let html = String(decoding: try service().get("/").body, as: UTF8.self)
        #expect(html.matches(of: /<script(?![^>]*\bsrc=)/).isEmpty)
        #expect(html.matches(of: /\son[a-z]+="/).isEmpty)
        for id in ["legend-weights", "legend-kernel", "legend-filter"] { #expect(html.contains("id=\"\(id)\"")) }
    }
}
