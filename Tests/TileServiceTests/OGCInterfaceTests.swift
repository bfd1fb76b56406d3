import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// The interface of OGC API - Features: documents, formats, errors.
@Suite struct OGCInterfaceTests {
    private static let items = "/ogc/collections/reports/items"

    private func store() throws -> OGCStore {
        var random = SeededGenerator(seed: 1)
        return try OGCStore(
            OGCStore.crowd(40, &random), Fixture.kmzb(),
            boundaries: [AreaRouteTests.grid(3, Level(clamping: 17), name: "powiaty_2.0")])
    }

    @Test("Bad input is a 400 that names the parameter")
    func badInput() throws {
        let store = try store()
        let cases = [
            ("limit", ["0", "-1", "1e9", "", "ten", "1.5", "+5", " 5", "0x10", "٣"]),
            ("offset", ["-1", "x", "", "1e3"]),
            (
                "bbox",
                [
                    "", "1,2,3", "1,2,3,4,5", "1,2,3,4,5,6,7", "1,2,3,nan", "inf,0,1,1", "10,5,11,4", "a,b,c,d",
                    "1,2,3,",
                    "0x1,0,1,1", "1;2;3;4", "1,2,9,5,1,9", ",,,",
                ]
            ),
            (
                "datetime",
                ["", "..", "yesterday", "2025-13-01", "2025-01-02/2025-01-01", "a/b", "2025-01-01/2025-01-02/x"]
            ),
            ("bbox-crs", ["", "EPSG:3857"]), ("crs", ["http://www.opengis.net/def/crs/EPSG/0/4326"]),
            ("f", ["", "xml", "JSON"]), ("since", ["-1", "x", ""]), ("category", ["nothing", ""]), ("status", ["odd"]),
            ("hours", ["25"]), ("weekdays", ["someday"]), ("zoom", ["3"]), ("colour", ["red"]), ("Limit", ["5"]),
        ]
        for (name, values) in cases {
            for value in values {
                let response = store.service.respond(
                    to: HTTPRequest(path: Self.items, query: [QueryParameter(name: name, value: value)]))
                #expect(response.status == 400, "\(name)=\(value)")
                #expect(try response.problem().parameter == name, "\(name)=\(value)")
            }
        }
        for target in ["?limit=5&limit=6", "?limit", "?since=1&offset=2", "?f=json&f=html"] {
            #expect(store.service.get(Self.items + target).status == 400, "\(target)")
        }
        for path in ["/ogc", "/ogc/conformance", "/ogc/api", "/ogc/collections", Self.items + "/1"] {
            #expect(try store.service.get(path + "?limit=5").problem().parameter == "limit")
        }
    }

    @Test("What is not there is a 404, and a limit too large is the largest")
    func absent() throws {
        let store = try store()
        for path in [
            "/ogc/nothing", "/ogc/collections/roads", "/ogc/collections/roads/items", Self.items + "/0",
            Self.items + "/x",
            Self.items + "/999999", Self.items + "/01", Self.items + "/99999999999999999999", Self.items + "/1/2",
            "/ogc/collections/cells/items/9", "/ogc/collections/cells/items/3333", "/ogc/api/x", "/ogc//",
        ] { #expect(store.service.get(path).status == 404, "\(path)") }
        for limit in ["10001", "1000000000", "99999999999999999999999"] {
            #expect(try [store.object(Self.items + "?limit=\(limit)", key: true)].ids.count == 40)
        }
        let beyond = try store.object(Self.items + "?offset=9223372036854775807&limit=10", key: true)
        #expect([beyond].ids.isEmpty && beyond["numberMatched"] as? Int == 40)
    }

    @Test("f wins over Accept, and browsers get pages")
    func formats() throws {
        let store = try store()
        let browser = ["Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"]
        for path in [
            "/ogc", "/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/collections/reports", Self.items,
            "/ogc/collections/cells/items", "/ogc/collections/cells",
        ] {
            for (query, headers, isPage) in [
                ("", [:], false), ("", browser, true), ("?f=json", browser, false), ("?f=html", [:], true),
                ("", ["Accept": "application/geo+json, text/html;q=0.5"], false), ("", ["Accept": "*/*"], false),
            ] {
                let response = store.service.get(path + query, headers)
                let type = try #require(response.header("Content-Type"))
                #expect(response.status == 200 && type.hasPrefix("text/html") == isPage, "\(path)\(query)")
                #expect(response.header("Vary")?.contains("Accept") == true)
                if isPage {
                    #expect(response.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
                }
            }
        }
    }

    @Test("Links are absolute, below the public address, and lead somewhere")
    func links() throws {
        let store = try store()
        var open = ["/ogc"]
        var seen: Set<String> = []
        while let target = open.popLast(), seen.count < 60 {
            guard seen.insert(target).inserted else { continue }
            let response = store.service.get(target)
            #expect(response.status == 200, "\(target)")
            guard response.header("Content-Type")?.contains("json") == true else { continue }
            let object = try response.object()
            let nested = (object["collections"] as? [[String: Any]] ?? []).flatMap {
                $0["links"] as? [[String: String]] ?? []
            }
            for link in (object["links"] as? [[String: String]] ?? []) + nested {
                let address = try #require(link["href"])
                #expect(address.hasPrefix("https://map.example.org/threats/ogc"))
                open.append(String(address.dropFirst("https://map.example.org/threats".count)))
            }
        }
        #expect(seen.count > 15)
    }

    @Test("Nothing in a page is markup that was data")
    func escaping() throws {
        let hostile = #"<script>alert("x")</script>'&ą🔥"#
        let text = try JSONSerialization.data(withJSONObject: [
            "title": hostile, "description": hostile, "conformsTo": [hostile],
            "links": [["href": #""onclick="x"#, "title": hostile, "rel": "next", "type": hostile]],
            "features": [["id": hostile, "properties": [hostile: hostile, "list": [hostile: 1]]]],
        ])
        let page = OGCPage(title: hostile, path: ["collections", hostile], publicURL: "https://x/\"><b>")
        let html = String(decoding: page.html(of: Array(text)), as: UTF8.self)
        #expect(!html.contains("<script") && !html.contains("<b>") && !html.contains("\"onclick"))
        #expect(html.contains("&lt;script&gt;") && html.contains("ą🔥"))
    }

    @Test("The OpenAPI document tells the truth: every operation answers as it says")
    func openAPI() throws {
        let store = try store()
        let document = try store.object("/ogc/api")
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        let samples = [
            "{style}": "heat", "{z}": "6", "{x}": "34", "{y}": "20",
        ]
        for (template, item) in paths {
            guard let operation = item["get"] as? [String: Any] else { continue }
            let start = item["servers"] == nil ? "" : "/ogc"
            let cluster = template.hasPrefix("/layers/clusters/{id}") ? try clusterID(store) : "1"
            let area = template.hasPrefix("/collections/areas-") ? "05" : "1"
            let named = (start + template).replacing("{id}", with: cluster).replacing("{featureId}", with: area)
            let path = samples.reduce(named) { $0.replacing($1.key, with: $1.value) }
            let needed =
                template == "/reports/nearby"
                ? "?lon=15&lat=52&category=speeding"
                : template.hasPrefix("/print.") ? "?bbox=15,52,16,53&dpi=72" : ""
            let response = store.service.get(path + needed, ["Authorization": "Bearer operator"])
            let responses = try #require(operation["responses"] as? [String: [String: Any]])
            let told = try #require(responses["\(response.status)"], "\(path): \(response.status) \(response.text)")
            if template.hasPrefix("/print/jobs/") {
                // There is no job here; what becomes of one is looked at where sheets are.
                #expect(response.status == 404, "\(path)")
                continue
            }
            #expect(response.status == 200, "\(path)")
            let type = try #require(response.header("Content-Type"))
            #expect((told["content"] as? [String: Any])?[Self.plain(type)] != nil, "\(path): \(type)")
            // What it says can be asked for is known to the service.
            for parameter in try parameters(operation, document) where parameter["in"] as? String == "query" {
                let name = try #require(parameter["name"] as? String)
                let answer = store.service.respond(
                    to: HTTPRequest(
                        path: path, query: [QueryParameter(name: name, value: "\u{0}")],
                        headers: [HTTPHeader("Authorization", "Bearer operator")]))
                #expect(!answer.text.contains("is not a parameter"), "\(path) \(name)")
            }
        }
        for path in [
            "/tiles", "/legend", "/layers", "/reports", "/catalogue", "/statistics", "/collections", "/metrics",
        ] {
            #expect(paths.keys.contains { $0.hasPrefix(path) }, "\(path)")
        }
    }

    private func clusterID(_ store: OGCStore) throws -> String {
        let clusters = try store.object("/layers/clusters.geojson?zoom=6", key: true)
        return try #require([clusters].features.first?["id"] as? String)
    }

    /// A type without how its text is written; that of the document itself has a version that belongs to it.
    private static func plain(_ type: String) -> String {
        type.hasPrefix("text/") ? String(type.prefix { $0 != ";" }) : type
    }

    private func parameters(_ operation: [String: Any], _ document: [String: Any]) throws -> [[String: Any]] {
        let components = try #require(document["components"] as? [String: Any])
        let known = try #require(components["parameters"] as? [String: [String: Any]])
        return try (operation["parameters"] as? [[String: Any]] ?? []).map { parameter in
            guard let reference = parameter["$ref"] as? String else { return parameter }
            return try #require(known[String(reference.split(separator: "/").last ?? "")])
        }
    }
}
