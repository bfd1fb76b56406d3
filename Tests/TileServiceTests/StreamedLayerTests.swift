import Compression
import Foundation
import HTTPMessage
import ReportStore
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// Layers that are made while they are sent.
@Suite struct StreamedLayerTests {
    private static let target = "/layers/points.geojson?zoom=14"
    private static let endings = ["geojson", "csv"]
    private static let key = ["Authorization": "Bearer operator"]

    private static func gunzipped(_ bytes: [UInt8]) throws -> [UInt8] {
        let gzip = try GzipDecompressor()
        var plain: [UInt8] = []
        try gzip.decompress(bytes) { plain += $0 }
        try gzip.finish()
        return plain
    }

    @Test(
        "A streamed answer has the bytes of the whole one", arguments: 1...3 as ClosedRange<UInt64>, endings)
    func sameBytes(seed: UInt64, ending: String) throws {
        var random = SeededGenerator(seed: seed)
        let reports = try OGCStore.crowd(300, &random)
        let whole = try OGCStore(reports, OGCStore.catalogue())
        let streaming = try OGCStore(reports, OGCStore.catalogue(), wholeFeatures: 3)
        var streamed = 0
        for _ in 0..<40 {
            let west = Double.random(in: 14.5...15.3, using: &random)
            let south = Double.random(in: 52...52.8, using: &random)
            let size: Double = [0.02, 0.3, 1].randomElement(using: &random) ?? 1
            let target = [
                "/layers/points.\(ending)?zoom=14&bbox=\(west),\(south),\(west + size),\(south + size)",
                ["", "&source=public,police", "&category=speeding", "&hours=20-04"].randomElement(using: &random) ?? "",
                ["", "&limit=5"].randomElement(using: &random) ?? "",
            ].joined()
            for headers in [[:], Self.key] {
                let (expected, response) = (whole.service.get(target, headers), streaming.service.get(target, headers))
                #expect(response.status == 200 && expected.stream == nil)
                guard let stream = response.stream else {
                    #expect(response == expected)
                    continue
                }
                streamed += 1
                #expect(try stream.collected() == expected.body, "\(target)")
                for name in ["Content-Type", "X-Number-Matched", "X-Withheld"] {
                    #expect(response.header(name) == expected.header(name), "\(target) \(name)")
                }
            }
        }
        #expect(streamed > 20)
    }

    @Test(
        "A streamed answer has a strong validator that changes with the data, the key and the encoding",
        arguments: [("geojson", "application/geo+json"), ("csv", "text/csv; charset=utf-8; header=present")])
    func validators(ending: String, type: String) throws {
        let target = "/layers/points.\(ending)?zoom=14"
        var random = SeededGenerator(seed: 9)
        let reports = try OGCStore.crowd(60, &random)
        let store = try OGCStore(reports, OGCStore.catalogue(), wholeFeatures: 3)
        let answers = [[:], ["Accept-Encoding": "gzip"], Self.key].map { store.service.get(target, $0) }
        let tags = try answers.map { try #require($0.header("ETag")) }
        #expect(Set(tags).count == 3 && tags.allSatisfy { $0.hasPrefix("\"") })
        for response in answers {
            #expect(response.stream != nil && response.header("Accept-Ranges") == "bytes")
            #expect(response.header("Content-Type") == type)
            #expect(response.header("Vary") == "Authorization, Accept-Encoding")
        }
        #expect(answers[0].header("Cache-Control") == "public, max-age=60")
        #expect(answers[2].header("Cache-Control") == "private, no-cache")
        let known = store.service.get(target, ["If-None-Match": tags[0]])
        #expect(known.status == 304 && known.stream == nil && known.header("ETag") == tags[0])
        #expect(store.service.get(target, ["If-None-Match": tags[1]]).status == 200)
        #expect(store.service.get(target + "&source=public", ["If-None-Match": tags[0]]).status == 200)
        try store.put([OGCStore.report(1000, reports[0].place)])
        #expect(store.service.get(target, ["If-None-Match": tags[0]]).status == 200)
    }

    @Test("A streamed answer is compressed on the way", arguments: endings)
    func compression(ending: String) throws {
        let target = "/layers/points.\(ending)?zoom=14"
        var random = SeededGenerator(seed: 10)
        let store = try OGCStore(OGCStore.crowd(200, &random), OGCStore.catalogue(), wholeFeatures: 3)
        let plain = try store.service.get(target, Self.key).stream?.collected()
        let response = store.service.get(target, Self.key.merging(["Accept-Encoding": "br, gzip;q=0.5"]) { $1 })
        #expect(response.header("Content-Encoding") == "gzip")
        let packed = try #require(try response.stream?.collected())
        #expect(packed.count < (plain?.count ?? 0) / 2)
        #expect(try Self.gunzipped(packed) == plain)
    }

    @Test("More than a batch goes out in pieces that are no larger however many there are")
    func pieces() throws {
        let place = try #require(GeographicCoordinate(longitude: 15.24, latitude: 52.73))
        let reports = (1...4500).map { OGCStore.report($0, place, instant: Fixture.noon + Int64($0)) }
        let store = try OGCStore(reports, OGCStore.catalogue(), wholeFeatures: 100)
        for encoding in ["identity", "gzip"] {
            let headers = Self.key.merging(["Accept-Encoding": encoding]) { $1 }
            let stream = try #require(store.service.get("/layers/points.geojson", headers).stream)
            var all: [UInt8] = []
            var sizes: [Int] = []
            try stream.produce {
                sizes.append($0.count)
                all += $0
            }
            #expect(sizes.allSatisfy { $0 > 0 && $0 < 66_000 })
            if encoding == "gzip" { all = try Self.gunzipped(all) } else { #expect(sizes.count > 10) }
            let object = try #require(try JSONSerialization.jsonObject(with: Data(all)) as? [String: Any])
            #expect([object].ids == Array(1...4500))
            #expect(object["numberMatched"] as? Int == 4500 && object["numberReturned"] as? Int == 4500)
            #expect(object["truncated"] as? Bool == false)
        }
    }

    @Test(
        "What changes while an answer is made is told as it was when it began; where that is not known, it breaks off")
    func ofOneMoment() throws {
        let place = try #require(GeographicCoordinate(longitude: 15.24, latitude: 52.73))
        let store = try OGCStore(
            (1...20).map { OGCStore.report($0, place, status: $0 == 7 ? 1 : 2) }, OGCStore.catalogue(), wholeFeatures: 3
        )
        let stream = try #require(store.service.get(Self.target).stream)
        let text = try stream.collected()
        let later = try StoreWriter(path: store.path)
        defer { later.stop() }
        for to in [2, 4] as [UInt8] {
            try later.perform { store in
                let key = try store.addKey(.operator, unit: nil).key
                _ = try store.move(7, MoveRequest(to: to), by: key)
            }
        }
        #expect(try stream.collected() == text)
        let session = try ReportStore(open: store.path).beginImport(ImportedFile(name: "later.csv"))
        var summary = ImportSummary()
        for number in 1...7 { summary.count(try session.add(OGCStore.report(number, place, status: 5))) }
        try session.finish(summary)
        #expect(throws: StoreError.busy(store.path)) { try stream.collected() }
    }

    @Test("Cells and clusters written in pieces are the whole layer's", arguments: 1...2 as ClosedRange<UInt64>)
    func cellsAndClusters(seed: UInt64) throws {
        var random = SeededGenerator(seed: 20 + seed)
        let store = try OGCStore(OGCStore.crowd(400, &random), OGCStore.catalogue())
        for audience in [Audience.public, .operators] {
            let renderer = MapRenderer(store.service.dataset, audience: audience)
            for _ in 0..<12 {
                let zoom = Zoom(clamping: .random(in: 3...16, using: &random))
                let west = Double.random(in: 14.5...15.3, using: &random)
                let box = try #require(BoundingBox("\(west),52.2,\(west + 0.4),52.9"))
                let filter = try ReportFilter([(name: "source", value: "public,police")], store.catalogue)
                for box in [box, .world] {
                    let cells = CellLayer(renderer, filter)
                    var text: [UInt8] = []
                    try cells.write(in: box, zoom: zoom, reportsPerChunk: 15) { text += $0 }
                    let chosen = cells.cells(in: box, zoom: zoom)
                    #expect(text == cells.json(of: chosen), "\(seed) \(zoom) \(box)")
                    text = []
                    try cells.writeTable(in: box, zoom: zoom, reportsPerChunk: 15) { text += $0 }
                    #expect(text == cells.table(of: chosen).text, "\(seed) \(zoom) \(box)")
                    let clusters = ClusterLayer(renderer, filter)
                    text = []
                    try clusters.write(in: box, zoom: zoom, to: { text += $0 })
                    let (selection, isWhole) = clusters.clusters(in: box, zoom: zoom)
                    #expect(text == clusters.json(of: selection, isWhole: isWhole), "\(seed) \(zoom) \(box)")
                    text = []
                    try clusters.writeTable(in: box, zoom: zoom) { text += $0 }
                    #expect(text == clusters.table(of: selection).text, "\(seed) \(zoom) \(box)")
                }
            }
        }
    }

    @Test("A stream breaks off where the store's catalogue is replaced, and where its reader wants no more")
    func brokenOff() throws {
        struct Enough: Error {}
        var random = SeededGenerator(seed: 11)
        let store = try OGCStore(OGCStore.crowd(60, &random), OGCStore.catalogue(), wholeFeatures: 3)
        let headers = Self.key.merging(["Accept-Encoding": "gzip"]) { $1 }
        let stream = try #require(store.service.get(Self.target, headers).stream)
        #expect(throws: Enough.self) { try stream.produce { _ in throw Enough() } }
        let later = try ReportStore(open: store.path)
        let other = try Fixture.kmzb(replacing: "Joke or mistake", by: "Mistake")
        #expect(try later.replaceCatalogue(other.json, file: "kmzb.json") != nil)
        #expect(throws: StoreError.self) { try stream.collected() }
    }
}
