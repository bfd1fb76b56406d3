import Boundaries
import Foundation
import HTTPMessage
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// The collections of areas.
@Suite struct OGCAreasTests {
    private static let items = "/ogc/collections/areas-counties/items"

    private func store(_ layers: [BoundaryLayer]? = nil) throws -> OGCStore {
        var random = SeededGenerator(seed: 5)
        return try OGCStore(
            OGCStore.crowd(200, &random), OGCStore.catalogue(),
            boundaries: layers ?? [AreaRouteTests.grid(5, Level(clamping: 17))])
    }

    private func properties(_ feature: [String: Any]) throws -> NSDictionary {
        try #require(feature["properties"] as? NSDictionary)
    }

    @Test("Items are what the layer of areas has, under every filter, for both audiences", arguments: [false, true])
    func items(isOperator: Bool) throws {
        let store = try store()
        for query in [
            "", "category=speeding,parking", "from=2025-01-01&hours=6-18", "area=012", "source=public&status=new",
        ] {
            let layer = try store.object("/layers/areas.geojson?\(query)", key: isOperator)
            let whole = try store.object("\(Self.items)?limit=10000&\(query)", key: isOperator)
            let pages = try store.pages("\(Self.items)?limit=7&\(query)", key: isOperator)
            #expect(pages.count == 4 && whole["withheld"] as? Int == layer["withheld"] as? Int)
            for page in pages {
                // Of the whole layer, also on a page: of one area it would tell how many there are.
                #expect(page["withheld"] as? Int == layer["withheld"] as? Int && page["numberMatched"] as? Int == 25)
            }
            for features in [[whole].features, pages.features] {
                #expect(features.count == 25)
                for (feature, expected) in zip(features, [layer].features) {
                    #expect(try properties(feature) == properties(expected))
                    #expect(feature["geometry"] as? NSDictionary == expected["geometry"] as? NSDictionary)
                }
            }
        }
        let single = try store.object(Self.items + "/012", key: isOperator)
        let listed = try [store.object(Self.items + "?limit=10000", key: isOperator)].features[12]
        #expect(single["id"] as? String == "012" && listed["id"] as? String == "012")
        #expect(try properties(single) == properties(listed))
        #expect(try store.service.get(Self.items + "/99").problem().parameter == "featureId")
    }

    @Test("A box holds the areas that share ground with it, and cuts nothing out of them")
    func boxes() throws {
        let store = try store()
        // The grid's sides are 0.62 degrees, from 13.7 east and 51.2 north.
        let all = try [store.object(Self.items + "?limit=100")].features
        for (box, ids) in [
            ("14,51.3,14.1,51.4", ["00"]), ("14,51.3,14.4,51.4", ["00", "01"]),
            ("14.3,51.8,14.35,51.85", ["00", "01", "05", "06"]),
            ("-180,-90,180,90", all.compactMap { $0["id"] as? String }), ("170,-20,-170,20", []), ("0,0,1,1", []),
            ("16.2,54,-170,54.1", ["024"]), ("14,51.3,14,51.3", ["00"]),
        ] {
            let page = try store.object("\(Self.items)?bbox=\(box)&limit=100")
            #expect(
                [page].features.compactMap { $0["id"] as? String } == ids && page["numberMatched"] as? Int == ids.count)
            let layer = try store.object("/layers/areas.geojson?bbox=\(box)")
            #expect([layer].features.compactMap { $0["id"] as? String } == ids)
            for feature in [page].features {
                let same = all.first { $0["id"] as? String == feature["id"] as? String }
                #expect(try properties(feature) == properties(#require(same)))
            }
        }
        #expect(try [store.object(Self.items + "?offset=24&limit=5")].features.count == 1)
        #expect(try [store.object(Self.items + "?offset=25")].features.isEmpty)
    }

    @Test("Every layer is a collection with its own extent, and without layers there is none")
    func collections() throws {
        let level = Level(clamping: 17)
        let store = try store([
            AreaRouteTests.grid(2, level, name: "gminy.1"), AreaRouteTests.grid(3, level, name: "powiaty_2"),
        ])
        let list = try #require(store.object("/ogc/collections")["collections"] as? [[String: Any]])
        #expect(list.map { $0["id"] as? String } == ["reports", "cells", "areas-gminy.1", "areas-powiaty_2"])
        let extent = try #require(list[2]["extent"] as? [String: [String: Any]])
        let edges = try #require((extent["spatial"]?["bbox"] as? [[Double]])?.first)
        #expect(zip(edges, [13.7, 51.2, 16.8, 54.3]).allSatisfy { abs($0 - $1) < 1e-7 })
        #expect(list[2]["crs"] as? [String] == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"])
        let paths = try #require(store.object("/ogc/api")["paths"] as? [String: Any])
        for name in ["areas-gminy.1", "areas-powiaty_2"] {
            for end in ["", "/items", "/items/{featureId}"] { #expect(paths["/collections/\(name)\(end)"] != nil) }
            #expect(store.service.get("/ogc/collections/\(name)").status == 200)
        }
        #expect(!paths.keys.contains { $0.contains("@AREAS@") || $0.contains("@LAYER@") })
        let none = try self.store([])
        #expect(try (none.object("/ogc/collections")["collections"] as? [Any])?.count == 2)
        #expect(!none.service.get("/ogc/api").text.contains("/collections/areas-"))
        #expect(none.service.get(Self.items).status == 404)
    }

    @Test("An area whose id holds a slash, a space or markup is found by its own link")
    func ids() throws {
        let ring = try AreaRouteTests.grid(1, nil).areas[0].geometry
        let ids = ["a/b", "Łódź 1", "<b>&\"", "100%", "?f=csv#x", ".."]
        let areas = ids.map { BoundaryArea(id: $0, geometry: ring) }
        let store = try store([BoundaryLayer(name: "odd", areas, snapLevel: nil)])
        let page = store.service.get("/ogc/collections/areas-odd/items?f=html")
        for id in ids {
            let link = "/ogc/collections/areas-odd/items/" + QueryText.escape(id)
            #expect(page.text.contains("/threats\(link)?f=html\""), "\(id)")
            let decoded = try #require(link.removingPercentEncoding)
            let answer = store.service.respond(to: HTTPRequest(path: decoded))
            #expect(try answer.object()["id"] as? String == id)
        }
        #expect(!page.text.contains("<b>"))
    }
}
