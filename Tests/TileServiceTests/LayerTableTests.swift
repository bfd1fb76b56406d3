import Foundation
import HTTPMessage
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// The layers and collections as tables: the same as their GeoJSON.
@Suite struct LayerTableTests {
    private let store: OGCStore

    init() throws {
        var random = SeededGenerator(seed: 21)
        store = try OGCStore(
            OGCStore.crowd(150, &random), OGCStore.catalogue(),
            boundaries: [AreaRouteTests.grid(3, Level(clamping: 17))])
    }

    /// The rows of a table without quotes, by the names of their columns.
    private func rows(_ response: HTTPResponse) throws -> [[String: String]] {
        #expect(response.status == 200 && response.header("Content-Type")?.hasPrefix("text/csv") == true)
        let lines = response.text.components(separatedBy: "\r\n")
        #expect(lines.last == "")
        let names = lines[0].components(separatedBy: ",")
        return try lines.dropFirst().dropLast().map { line in
            let values = line.components(separatedBy: ",")
            try #require(values.count == names.count, "\(line)")
            return Dictionary(uniqueKeysWithValues: zip(names, values))
        }
    }

    private func get(_ target: String, _ isOperator: Bool, _ headers: [String: String] = [:]) -> HTTPResponse {
        store.service.get(target, isOperator ? headers.merging(["Authorization": "Bearer operator"]) { $1 } : headers)
    }

    private static func number(_ text: String?) -> Double? { text.flatMap(Double.init) }

    @Test(
        "Tiles and boxes of cells, clusters and points have a row a feature",
        arguments: [
            "cells.geojson?zoom=9", "cells.geojson?zoom=12&detail=3&category=speeding,parking",
            "cells/6/34/20.geojson?adaptive=20",
            "clusters.geojson?zoom=7", "clusters/6/34/20.geojson", "points.geojson?zoom=14&limit=9",
            "points/14/8885/5375.geojson?source=public", "cells.geojson?zoom=9&area=05",
            "clusters.geojson?zoom=20&bbox=0,0,1,1",
        ], [false, true])
    func layers(target: String, isOperator: Bool) throws {
        let object = try store.object("/layers/\(target)", key: isOperator)
        let response = get("/layers/\(target.replacing(".geojson", with: ".csv"))", isOperator)
        let rows = try rows(response)
        let features = [object].features
        #expect(rows.count == features.count)
        #expect(response.header("X-Number-Matched") == (object["numberMatched"] as? Int).map { "\($0)" })
        let withheld = object["withheld"] as? Int ?? 0
        #expect(response.header("X-Withheld") == (withheld > 0 ? "\(withheld)" : nil))
        for (row, feature) in zip(rows, features) { try compare(row, feature) }
        for name in rows.first?.keys.filter({ $0.hasPrefix("category.") }) ?? [] {
            #expect(rows.contains { $0[name] != "0" }, "\(name)")
        }
    }

    private func compare(_ row: [String: String], _ feature: [String: Any]) throws {
        let properties = try #require(feature["properties"] as? [String: Any])
        for (name, value) in properties {
            switch value {
            case let counts as [String: Int]:
                let prefix = ["byCategory": "category.", "byStatus": "status."][name] ?? "withheld."
                let told = row.filter { $0.key.hasPrefix(prefix) && $0.value != "0" }
                #expect(told == Dictionary(uniqueKeysWithValues: counts.map { (prefix + $0.key, "\($0.value)") }))
            case let text as String: #expect(row[name] == text)
            case is NSNull: #expect(row[name] == "")
            default: #expect(try Self.number(row[name]) == #require(value as? Double), "\(name)")
            }
        }
        let geometry = try #require(feature["geometry"] as? [String: Any])
        if let place = geometry["coordinates"] as? [Double] {
            #expect(Self.number(row["longitude"]) == place[0] && Self.number(row["latitude"]) == place[1])
        } else {
            let ring = try #require((geometry["coordinates"] as? [[[Double]]])?.first)
            #expect(Self.number(row["west"]) == ring[0][0] && Self.number(row["south"]) == ring[0][1])
            #expect(Self.number(row["east"]) == ring[2][0] && Self.number(row["north"]) == ring[2][1])
        }
    }

    @Test("Pages of collections are tables by f or Accept, linked by the header", arguments: [false, true])
    func collections(isOperator: Bool) throws {
        for name in ["reports", "cells", "areas-counties"] {
            let items = "/ogc/collections/\(name)/items?limit=4&offset=3&category=speeding,parking,vandalism"
            let object = try store.object(items, key: isOperator)
            let table = get(items + "&f=csv", isOperator)
            // Areas' names are quoted, and hold commas.
            if !name.hasPrefix("areas") {
                for (row, feature) in try zip(rows(table), [object].features) { try compare(row, feature) }
            }
            #expect(table.text.components(separatedBy: "\r\n").count - 2 == [object].features.count)
            #expect(table.header("X-Number-Matched") == "\(object["numberMatched"] as? Int ?? -1)")
            let links = try #require(object["links"] as? [[String: String]])
            for relation in ["next", "prev"] {
                let isLinked = table.header("Link")?.contains("rel=\"\(relation)\"; type=\"text/csv\"") ?? false
                #expect(isLinked == links.contains { $0["rel"] == relation }, "\(name) \(relation)")
            }
            #expect(links.contains { $0["rel"] == "alternate" && $0["type"] == "text/csv" })
            #expect(get(items, isOperator, ["Accept": "text/csv"]).text == table.text)
            #expect(get(items + "&f=json", isOperator, ["Accept": "text/csv"]).text.hasPrefix("{"))
        }
        #expect(try get("/ogc/collections/reports/items?since=0&f=csv", false).problem().parameter == "f")
        #expect(get("/ogc/collections/reports/items?since=0", false, ["Accept": "text/csv"]).text.hasPrefix("{"))
        #expect(try get("/ogc/collections?f=csv", false).problem().parameter == "f")
        #expect(get("/ogc/collections", false, ["Accept": "text/csv"]).text.hasPrefix("{"))
    }

    @Test("The number of reports that a timeline keeps back stands in its header")
    func timeline() throws {
        let object = try store.object("/timeline.json?interval=day")
        let withheld = try #require(object["withheld"] as? Int)
        #expect(withheld > 0 && get("/timeline.csv?interval=day", false).header("X-Withheld") == "\(withheld)")
    }

    @Test("Tables of what is not there are refused as its GeoJSON is")
    func errors() throws {
        for (target, status) in [
            ("/layers/roads.csv", 404), ("/layers/cells.csv?zoom=23", 400), ("/layers/cells.csv?limit=3", 400),
            ("/layers/points.csv?limit=0", 400), ("/layers/points/14/99999/1.csv", 404),
            ("/layers/clusters/1/2.csv", 404),
            ("/layers/cells/6/34/20.csv?bbox=1,2,3,4", 400), ("/layers/clusters.csv?adaptive=3", 400),
        ] { #expect(get(target, false).status == status, "\(target)") }
    }
}
