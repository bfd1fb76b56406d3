import Boundaries
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// An area as a filter of single reports, wherever they are listed, against a slow look at each of them.
@Suite struct AreaFilterTests {
    private let reports: [Report]
    private let store: OGCStore
    private let layer: BoundaryLayer

    init() throws {
        var random = SeededGenerator(seed: 7)
        reports = try OGCStore.crowd(240, &random)
        let catalogue = try OGCStore.catalogue()
        layer = try AreaRouteTests.grid(7, catalogue.publicLevel.map { Level(clamping: $0) })
        store = try OGCStore(reports, catalogue, boundaries: [layer])
    }

    /// The numbers of the reports that an audience sees in an area, the slow way.
    private func expected(_ area: BoundaryArea, isOperator: Bool) -> [Int] {
        reports.indices.filter { index in
            let report = reports[index]
            let exact = WorldCoordinate(report.place)
            if isOperator { return AreaRouteTests.contains(area.geometry, exact) }
            let middle = Cell(containing: MortonCode(exact), level: Level(clamping: 17)).middle.place
            return report.source == 2 && report.status != 5 && AreaRouteTests.contains(area.geometry, middle)
        }.map { $0 + 1 }
    }

    /// The areas that have reports.
    private var areas: [BoundaryArea] {
        layer.areas.filter { !expected($0, isOperator: true).isEmpty }
    }

    @Test func `points, items and the feed list the reports of an area and no others`() throws {
        try #require(areas.count >= 4)
        var found = 0
        for area in areas {
            for isOperator in [false, true] {
                let ids = expected(area, isOperator: isOperator)
                found += ids.count
                let query = "area=counties/\(area.id)"
                for target in [
                    "/layers/points.geojson?zoom=14&\(query)",
                    "/layers/points.geojson?zoom=14&bbox=13,51,17,55&\(query)",
                    "/ogc/collections/reports/items?limit=10000&\(query)",
                    "/ogc/collections/reports/items?since=0&limit=10000&\(query)",
                ] { #expect(try [store.object(target, key: isOperator)].ids == ids, "\(target) \(isOperator)") }
                let pages = try store.pages("/ogc/collections/reports/items?limit=3&\(query)", key: isOperator)
                #expect(pages.ids == ids)
            }
        }
        // Every report of the operators' lies in one area: the grid covers them all.
        #expect(areas.flatMap { expected($0, isOperator: true) }.count == reports.count && found > reports.count)
    }

    @Test func `a tile of points and the leaves of clusters keep to an area`() throws {
        for area in areas {
            let ids = expected(area, isOperator: true)
            let tile = try store.object("/layers/points/6/34/20.geojson?area=\(area.id)", key: true)
            let other = try store.object("/layers/points/6/34/21.geojson?area=\(area.id)", key: true)
            #expect(([tile].ids + [other].ids).sorted() == ids)
            let clusters = try store.object("/layers/clusters.geojson?zoom=5&area=\(area.id)", key: true)
            let leaves = try [clusters].features.flatMap { cluster in
                let id = try #require(cluster["id"] as? String)
                let page = try store.object("/layers/clusters/\(id)/leaves?limit=1000&area=\(area.id)", key: true)
                return [page].features.compactMap { ($0["properties"] as? [String: Any])?["id"] as? Int }
            }
            #expect(leaves.sorted() == ids)
        }
    }

    @Test func `cells as a collection under an area sum to its reports, and the coordinators' list keeps to it`() throws
    {
        for area in areas {
            let ids = expected(area, isOperator: true)
            let cells = try store.object("/ogc/collections/cells/items?limit=10000&zoom=9&area=\(area.id)", key: true)
            let counts = [cells].features.compactMap { ($0["properties"] as? [String: Any])?["count"] as? Int }
            #expect(counts.reduce(0, +) == ids.count)
            let list = try store.object("/reports?limit=10000&area=\(area.id)", key: true)
            let records = try #require(list["reports"] as? [[String: Any]])
            #expect(records.compactMap { $0["id"] as? Int }.sorted() == ids)
        }
    }

    @Test func `a polygon in a body gives holders of keys the reports in it, page by page as a box does`() throws {
        for area in areas {
            let ids = expected(area, isOperator: true)
            let answer = try post(area)
            try #require(answer.status == 200)
            #expect(answer.header("Cache-Control") == "no-store")
            #expect(try [answer.object()].ids == ids)
            let first = try post(area, query: "limit=2&category=speeding").object()
            let few = ids.filter { reports[$0 - 1].category == 1 }
            #expect([first].ids == Array(few.prefix(2)))
            #expect(first["numberMatched"] as? Int == few.count && first["truncated"] as? Bool == (few.count > 2))
        }
        let area = try #require(areas.first)
        #expect(try post(area, key: nil).status == 401 && post(area, key: "other").status == 401)
        #expect(try post(area, type: "text/plain").status == 415)
        #expect(try post(area, query: "limit=0").problem().parameter == "limit")
        #expect(try post(area, query: "area=01").problem().parameter == "area")
    }

    private func post(
        _ area: BoundaryArea, query: String = "", key: String? = "operator", type: String = "application/geo+json"
    ) throws -> HTTPResponse {
        let ring = area.geometry.polygons[0][0].map { "[\($0.longitude),\($0.latitude)]" }.joined(separator: ",")
        let headers =
            [HTTPHeader("Content-Type", type)] + (key.map { [HTTPHeader("Authorization", "Bearer \($0)")] } ?? [])
        return store.service.respond(
            to: HTTPRequest(
                method: "POST", path: "/layers/points.geojson", query: query.parameters, headers: headers,
                body: Array(#"{"type": "Polygon", "coordinates": [[\#(ring)]]}"#.utf8)))
    }
}
