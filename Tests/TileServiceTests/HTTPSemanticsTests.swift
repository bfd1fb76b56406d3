import Compression
import Foundation
import HTTPMessage
import Testing
import TileService

/// Validators, ranges, encodings and the fields around them, after RFC 9110 and RFC 9111.
struct HTTPSemanticsTests {
    private static let text = "/layers/cells.geojson"
    private static let tile = "/tiles/heat/6/34/21.png"

    private func service() throws -> TileService {
        let catalogue = try Fixture.kmzb()
        return try Fixture.service(Fixture.scattered(300, seed: 1, catalogue), catalogue)
    }

    private func etag(_ response: HTTPResponse) throws -> String {
        let etag = try #require(response.header("ETag"))
        #expect(etag.wholeMatch(of: /"[0-9a-f]{32}(-gz)?"/) != nil, "\(etag)")
        return etag
    }

    @Test(arguments: [
        text, tile, "/tiles/heat.json", "/legend/heat.json", "/catalogue.json", "/", "/layers", "/healthz",
    ])
    func `an answer has a strong validator that answers itself with 304`(target: String) throws {
        let service = try service()
        let first = service.get(target)
        #expect(first.status == 200)
        let tag = try etag(first)
        for condition in [tag, "W/\(tag)", "*", "\"x\", \(tag)", "W/\"y\",\t\(tag) , \"z\""] {
            let second = service.get(target, ["If-None-Match": condition])
            #expect(second.status == 304 && second.body.isEmpty, "\(condition)")
            #expect(try etag(second) == tag)
            // RFC 9110, section 15.4.5: a 304 carries what a cache updates its copy with.
            #expect(second.header("Cache-Control") == first.header("Cache-Control"))
            #expect(second.header("Vary") == first.header("Vary"))
            #expect(second.header("Access-Control-Allow-Origin") == "*")
            #expect(second.header("Content-Encoding") == nil)
        }
        for condition in ["\"x\"", String(tag.dropFirst().dropLast()), "", ",", "W/"] {
            #expect(service.get(target, ["If-None-Match": condition]).status == 200, "\(condition)")
        }
    }

    @Test(arguments: [text, tile, "/legend/heat.json", "/tiles/none.json", "/", "/healthz"])
    func `HEAD has the fields and the length of GET, whatever else is asked`(target: String) throws {
        let service = try service()
        for headers in [[:], ["Accept-Encoding": "gzip"]] {
            #expect(service.get(target, headers, method: "HEAD") == service.get(target, headers))
        }
        // Only GET knows ranges (RFC 9110, section 14.2).
        let ranged = service.get(target, ["Range": "bytes=0-1"], method: "HEAD")
        #expect(ranged == service.get(target))
    }

    @Test func `every answer may be read from other sites`() throws {
        let service = try service()
        for target in [Self.text, Self.tile, "/none", "/tiles/heat/x/0/0.png"] {
            let response = service.get(target)
            #expect(response.header("Access-Control-Allow-Origin") == "*")
            #expect(response.header("Access-Control-Expose-Headers")?.contains("ETag") == true)
            #expect(response.header("X-Content-Type-Options") == "nosniff")
        }
        let options = service.get(Self.text, ["Origin": "https://x.org"], method: "OPTIONS")
        #expect(options.status == 204 && options.body.isEmpty)
        #expect(options.header("Allow") == "GET, HEAD, OPTIONS")
        #expect(options.header("Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS")
        #expect(options.header("Access-Control-Allow-Headers")?.contains("If-None-Match") == true)
    }

    @Test func `a long text is compressed for those who take gzip, as another representation`() throws {
        let service = try service()
        let plain = service.get(Self.text)
        let packed = service.get(Self.text, ["Accept-Encoding": "br, gzip"])
        #expect(packed.header("Content-Encoding") == "gzip" && plain.header("Content-Encoding") == nil)
        #expect(plain.header("Vary") == "Authorization, Accept-Encoding")
        #expect(packed.header("Vary") == plain.header("Vary"))
        #expect(try etag(packed) != etag(plain))
        #expect(packed.body.count < plain.body.count / 3)
        var unpacked: [UInt8] = []
        let decompressor = try GzipDecompressor()
        try decompressor.decompress(packed.body) { unpacked += $0 }
        try decompressor.finish()
        #expect(unpacked == plain.body)
        let again = service.get(Self.text, ["Accept-Encoding": "gzip", "If-None-Match": try etag(packed)])
        #expect(again.status == 304 && again.header("Content-Encoding") == nil)
        #expect(service.get(Self.text, ["If-None-Match": try etag(packed)]).status == 200)
    }

    @Test(arguments: [
        ("gzip", true), ("GZIP", true), ("x-gzip", true), ("*", true), ("gzip;q=0.5", true),
        ("deflate, gzip ; q=1.0", true),
        ("br;q=1, *;q=0.1", true), ("*;q=0, gzip", true), ("", false), ("identity", false), ("br", false),
        ("gzip;q=0", false), ("gzip;q=0.000", false), ("*;q=0", false), ("gzip;q=0, *", false), ("*, gzip;q=0", false),
        ("gzipped", false), ("gzip;q=nonsense", false), (";;,,", false),
    ])
    func `gzip is used where its weight is above 0`(accepted: String, isPacked: Bool) throws {
        let response = try service().get(Self.text, ["Accept-Encoding": accepted])
        #expect((response.header("Content-Encoding") == "gzip") == isPacked, "\(accepted)")
    }

    @Test func `pictures and short texts are never compressed`() throws {
        let service = try service()
        for target in [Self.tile, "/healthz"] {
            let response = service.get(target, ["Accept-Encoding": "gzip"])
            #expect(response.header("Content-Encoding") == nil)
            #expect(response.header("Vary") == (target == Self.tile ? "Authorization" : nil))
        }
    }

    @Test(arguments: [
        ("bytes=0-0", 0, 1), ("bytes=0-15", 0, 16), ("bytes=5-", 5, nil), ("bytes=-7", -7, nil), ("Bytes=1-2", 1, 3),
        ("bytes=0-99999999999999999999", 0, nil), ("bytes=-99999999999999999999", 0, nil), ("bytes= 2 - 3 ", 2, 4),
    ])
    func `a byte range is cut out of the plain text`(range: String, from: Int, to: Int?) throws {
        let service = try service()
        let whole = service.get(Self.text)
        let part = service.get(Self.text, ["Range": range, "Accept-Encoding": "gzip"])
        let start = from < 0 ? whole.body.count + from : from
        let end = to ?? whole.body.count
        #expect(part.status == 206 && part.body == Array(whole.body[start..<end]))
        #expect(part.header("Content-Range") == "bytes \(start)-\(end - 1)/\(whole.body.count)")
        #expect(part.header("Content-Encoding") == nil)
        for name in ["ETag", "Content-Type", "Cache-Control", "Vary", "Accept-Ranges"] {
            #expect(part.header(name) == whole.header(name), "\(name)")
        }
    }

    @Test(arguments: [
        "bytes=2-1", "bytes=", "bytes=-", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1", "0-1", "bytes=1", "bytes=--1",
        "bytes=0-1-2", "bytes=+1-2", "bytes",
    ])
    func `a range without sense is ignored`(range: String) throws {
        let service = try service()
        #expect(service.get(Self.text, ["Range": range]) == service.get(Self.text))
    }

    @Test(arguments: [
        "bytes=999999999-", "bytes=99999999999999999999-", "bytes=-0",
        "bytes=99999999999999999998-99999999999999999999",
    ])
    func `a range beyond the end is a 416 that says how long the text is`(range: String) throws {
        let service = try service()
        let response = service.get(Self.text, ["Range": range])
        #expect(response.status == 416)
        #expect(response.header("Content-Range") == "bytes */\(service.get(Self.text).body.count)")
        #expect(response.header("ETag") == nil)
        _ = try response.problem()
    }

    @Test func `If-Range gives the part of the same representation only`() throws {
        let service = try service()
        let whole = service.get(Self.text)
        let tag = try etag(whole)
        func status(_ condition: String) -> Int {
            service.get(Self.text, ["Range": "bytes=0-9", "If-Range": condition]).status
        }
        #expect(status(tag) == 206)
        // A weak validator is no promise of equal bytes, nor is a date that we never sent.
        for condition in ["W/\(tag)", "\"other\"", "*", "Sun, 06 Nov 1994 08:49:37 GMT", ""] {
            #expect(status(condition) == 200, "\(condition)")
        }
        #expect(service.get(Self.text, ["If-Range": tag]) == whole)
        // The precondition comes first (RFC 9110, section 13.2.2).
        #expect(service.get(Self.text, ["Range": "bytes=0-9", "If-None-Match": tag]).status == 304)
    }

    @Test func `parts read one after another join to the whole`() throws {
        let service = try service()
        let whole = service.get(Self.text).body
        var joined: [UInt8] = []
        while joined.count < whole.count {
            joined += service.get(Self.text, ["Range": "bytes=\(joined.count)-\(joined.count + 9999)"]).body
        }
        #expect(joined == whole)
    }

    @Test func `a long layer is the same from memory, and new after an update`() throws {
        let catalogue = try Fixture.policeUK()
        let reports = try Fixture.scattered(1500, seed: 12, catalogue)
        let service = try Fixture.service(reports, catalogue)
        let target = "/layers/cells.geojson?zoom=16"
        let first = service.get(target)
        #expect(first.body.count > 256 << 10, "long enough to be remembered")
        #expect(service.get(target) == first)
        let tag = try etag(first)
        #expect(service.get(target, ["Range": "bytes=10-19"]).body == Array(first.body[10..<20]))
        #expect(service.get(target, ["If-None-Match": tag]).status == 304)
        #expect(try etag(service.get(target, ["Accept-Encoding": "gzip"])) == tag.dropLast() + "-gz\"")
        #expect(service.get(target + "&category=burglary").body != first.body)
        service.update(try Fixture.dataset(Array(reports.prefix(1400)), catalogue, sequence: 8))
        let second = service.get(target)
        #expect(try second.body != first.body && etag(second) != tag)
        service.update(try Fixture.dataset(reports, catalogue, sequence: 9))
        #expect(service.get(target) == first)
    }

    @Test(arguments: [
        ("", "public, max-age=60"), ("?v=7", "public, max-age=60"),
        ("?v=7&to=2025-01-01", "public, max-age=31536000, immutable"),
        ("?v=3&to=2025-01-01", "public, max-age=31536000, immutable"), ("?v=8&to=2025-01-01", "public, max-age=60"),
        ("?to=2025-01-01", "public, max-age=60"), ("?v=7&to=9999-01-01", "public, max-age=60"),
        ("?v=7&from=2020-01-01", "public, max-age=60"),
    ])
    func `only a known version of a period that is over may be kept for ever`(query: String, expected: String) throws {
        let service = try service()
        for target in [Self.tile, Self.text, "/layers/cells/6/34/21.geojson"] {
            #expect(service.get(target + query).header("Cache-Control") == expected)
        }
    }
}
