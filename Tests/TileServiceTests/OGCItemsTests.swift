import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// Lists of features: paging, filters, the feed.
@Suite struct OGCItemsTests {
    private static let items = "/ogc/collections/reports/items"

    /// A feature's properties as a text.
    private static func properties(_ feature: [String: Any]) throws -> String {
        let properties = try #require(feature["properties"] as? [String: Any])
        return properties.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
    }

    @Test("Following the links gives every report once, in rising order", arguments: 1...3 as ClosedRange<UInt64>)
    func paging(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let reports = try OGCStore.crowd(130, &random)
        let store = try OGCStore(reports, OGCStore.catalogue())
        for query in [
            "", "&category=speeding,parking&status=confirmed,new", "&bbox=15.2,52.7,15.3,52.8", "&hours=6-18",
        ] {
            let limit = Int.random(in: 1...40, using: &random)
            let pages = try store.pages("\(Self.items)?limit=\(limit)\(query)", key: true)
            let whole = try store.object("\(Self.items)?limit=10000\(query)", key: true)
            #expect(pages.ids == [whole].ids && pages.ids == Set(pages.ids).sorted())
            #expect(whole["numberMatched"] as? Int == pages.ids.count)
            for page in pages.dropLast() { #expect(page["numberReturned"] as? Int == limit) }
            // And back again.
            let links = try #require(pages.last?["links"] as? [[String: String]])
            #expect((pages.count > 1) == links.contains { $0["rel"] == "prev" })
        }
        let inBox = reports.enumerated().filter { _, report in
            BoundingBox("15.2,52.7,15.3,52.8").map { $0.contains(report.place) } ?? false
        }
        #expect(
            try [store.object(Self.items + "?limit=10000&bbox=15.2,52.7,15.3,52.8", key: true)].ids
                == inBox.map { $0.offset + 1 })
    }

    @Test("Pages of cells hold every cell once, and their counts sum to all reports")
    func cells() throws {
        var random = SeededGenerator(seed: 4)
        let store = try OGCStore(OGCStore.crowd(200, &random), Fixture.kmzb())
        let pages = try store.pages("/ogc/collections/cells/items?limit=7&zoom=9")
        let keys = pages.features.compactMap { $0["id"] as? String }
        #expect(keys.count == Set(keys).count && keys == keys.sorted() && pages.count > 1)
        let counts = pages.features.compactMap { ($0["properties"] as? [String: Any])?["count"] as? Int }
        #expect(counts.reduce(0, +) == 200)
        for (key, count) in zip(keys, counts) {
            let cell = try store.object("/ogc/collections/cells/items/\(key)")
            #expect((cell["properties"] as? [String: Any])?["count"] as? Int == count)
        }
    }

    @Test("A box across the antimeridian, beyond the world, or with heights holds what lies in it")
    func boxes() throws {
        let places = [(179.9, 10.0), (-179.9, 10), (0, 10), (180, -10), (-180, -10), (15, 84.9)]
        let reports = try places.enumerated().map { index, place in
            OGCStore.report(
                index, try #require(GeographicCoordinate(longitude: place.0, latitude: place.1)))
        }
        let store = try OGCStore(reports, Fixture.kmzb())
        let cases: [(String, [Int])] = [
            ("179,-20,-179,20", [1, 2, 4, 5]), ("-180,-90,180,90", [1, 2, 3, 4, 5, 6]),
            ("-400,-100,400,100", [1, 2, 3, 4, 5, 6]),
            ("-1,9,-100,1,11,100", [3]), ("14,80,16,90", [6]), ("1e1,8.4e1,2e1,8.6e1", [6]), ("200,0,300,20", []),
            ("0,0,0,0", []), ("0,10,0,10", [3]),
        ]
        for (box, ids) in cases {
            #expect(try [store.object("\(Self.items)?bbox=\(box)", key: true)].ids == ids, "\(box)")
        }
    }

    @Test("Both ends of a time interval belong to it, and it may be open at either")
    func datetimes() throws {
        // 2025-06-01T10:00:00Z and a day, an hour and a second later.
        let reports = [0, 1, 3600, 86_400].enumerated().map { index, seconds in
            OGCStore.report(index, .origin, instant: Fixture.noon + Int64(seconds))
        }
        let store = try OGCStore(reports, Fixture.kmzb())
        let cases: [(String, [Int])] = [
            ("2025-06-01T10:00:00Z", [1]), ("2025-06-01T10:00:01Z/2025-06-01T11:00:00Z", [2, 3]),
            ("2025-06-01", [1, 2, 3]), ("2025-06", [1, 2, 3, 4]), ("../2025-06-01", [1, 2, 3]),
            ("2025-06-02/..", [4]), ("/2025-06-01T10:00:00Z", [1]), ("2025-06-01T11:00:00Z/", [3, 4]),
            ("../..", [1, 2, 3, 4]), ("2026-01-01/..", []), ("2025-06-01T12:00:00%2B02:00", [1]),
            ("2025-06-01/2025-06-30&to=2025-06-02", [1, 2, 3]), ("2025-06-02&to=2025-06-01", []),
        ]
        for (time, ids) in cases {
            let target = "\(Self.items)?datetime=" + time.replacing("%2B", with: "+")
            #expect(try [store.object(target, key: true)].ids == ids, "\(time)")
        }
    }

    @Test(
        "A mirror that follows the feed ends with what the list holds, also of reports that become hidden",
        arguments: 41...43 as ClosedRange<UInt64>)
    func mirror(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var reports = try OGCStore.crowd(60, &random)
        let store = try OGCStore(reports, OGCStore.catalogue())
        var mirror: [Int: String] = [:]
        var sequence = 0
        for round in 0..<8 {
            for page in try store.pages("\(Self.items)?limit=\(3 + round)&since=\(sequence)") {
                for feature in [page].features {
                    mirror[try #require(feature["id"] as? Int)] = try Self.properties(feature)
                }
                for id in try #require(page["removed"] as? [Int]) {
                    // Nothing is told of reports that the public could never see.
                    #expect(reports[safe: id - 1]?.source ?? 2 == 2)
                    mirror[id] = nil
                }
                let next = try #require(page["sequence"] as? Int)
                #expect(next >= sequence)
                sequence = next
            }
            let listed = try store.pages(Self.items + "?limit=1000")
            #expect(mirror.keys.sorted() == listed.ids)
            for feature in listed.features {
                #expect(try mirror[feature["id"] as? Int ?? 0] == Self.properties(feature))
            }
            for _ in 0..<10 {
                let index = Int.random(in: 0..<reports.count, using: &random)
                reports[index].status = .random(in: 0..<7, using: &random)
                reports[index].category = .random(in: 0..<27, using: &random)
            }
            let place = try #require(GeographicCoordinate(longitude: 15.3, latitude: 52.7))
            reports.append(OGCStore.report(reports.count + 1, place, status: round % 2 == 0 ? 5 : 0))
            try store.put(reports)
        }
        let latest = try store.object(Self.items + "?since=999999999999")
        #expect([latest].ids.isEmpty && latest["sequence"] as? Int ?? 0 > sequence)
        #expect(latest["numberMatched"] as? Int == 0)
    }

    @Test(
        "A page of the feed tells how many reports it and the pages behind it hold, also where the index lags",
        arguments: 51...53 as ClosedRange<UInt64>)
    func feedCounts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var reports = try OGCStore.crowd(80, &random)
        let store = try OGCStore(reports, OGCStore.catalogue())
        var counts: Set<Int> = []
        for round in 0..<6 {
            for _ in 0..<12 {
                let index = Int.random(in: 0..<reports.count, using: &random)
                reports[index].status = .random(in: 0..<7, using: &random)
            }
            let place = try #require(GeographicCoordinate(longitude: 15.24, latitude: 52.73))
            reports.append(OGCStore.report(reports.count + 1, place, status: .random(in: 0..<7, using: &random)))
            try store.put(reports, isIndexed: round % 3 != 2)
            for filter in ["", "&status=new,confirmed", "&source=public&bbox=15.2,52.7,15.3,52.8"] {
                for (key, since) in [
                    (false, 0), (true, 0), (true, 40), (false, Int.random(in: 0...150, using: &random)),
                ] {
                    let pages = try store.pages("\(Self.items)?limit=7&since=\(since)\(filter)", key: key)
                    for (number, page) in pages.enumerated() {
                        let ids = Set(Array(pages[number...]).ids)
                        #expect(page["numberMatched"] as? Int == ids.count, "\(round) \(filter) \(since) \(number)")
                        counts.insert(ids.count)
                    }
                }
            }
        }
        #expect(counts.count > 20)
    }
}
