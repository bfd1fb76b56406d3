import Foundation
import HTTPMessage
import ReportStore
import Reports
import TestSupport
import Testing
import TileService
import WebMercator

/// Sheets over HTTP: small ones at once, large ones as jobs.
struct PrintRouteTests {
    private let catalogue: Catalogue

    init() throws {
        catalogue = try Fixture.kmzb()
    }

    /// A service that draws nothing at once beyond so many pixels.
    private func service(directPixels: Int = 10_000_000, _ change: (inout PrintSettings) -> Void = { _ in }) throws
        -> TileService
    {
        var settings = TileService.Settings(publicURL: "https://map.example.org/threats")
        settings.printing.directPixels = directPixels
        change(&settings.printing)
        settings.authenticate = { token in
            ["one", "two"].firstIndex(of: token).map { AccessKey(id: Int64($0 + 1), role: .operator) }
        }
        let reports = try Fixture.scattered(300, seed: 1, catalogue)
        return TileService(try Fixture.dataset(reports, catalogue), styles: try Fixture.styles(), settings: settings)
    }

    private let small = "bbox=15.1,52.6,15.4,52.85&dpi=72&paper=100x120&margin=5"

    /// Asks for a job until it is over.
    private func finished(
        _ service: TileService, _ response: HTTPResponse, _ headers: [String: String] = [:]
    ) throws -> [String: Any] {
        let location = try #require(response.header("Location"))
        #expect(location.hasPrefix("https://map.example.org/threats/print/jobs/"))
        let path = String(location.dropFirst("https://map.example.org/threats".count))
        for _ in 0..<2000 {
            let answer = service.get(path, headers)
            try #require(answer.status == 200)
            let job = try answer.object()
            if let status = job["status"] as? String, status == "done" || status == "failed" { return job }
            #expect(answer.header("Retry-After") == "1" && answer.header("Cache-Control") == "no-store")
            Thread.sleep(forTimeInterval: 0.01)
        }
        Issue.record("the job does not end")
        return [:]
    }

    private func link(_ job: [String: Any], _ rel: String) throws -> String {
        let links = try #require(job["links"] as? [[String: String]])
        let href = try #require(links.first { $0["rel"] == rel }?["href"])
        return String(href.dropFirst("https://map.example.org/threats".count))
    }

    // MARK: At once

    @Test func `a small sheet is answered at once, with a name to keep it under`() throws {
        let response = try service().get("/print.png?" + small)
        #expect(response.status == 200 && response.header("Content-Type") == "image/png")
        let file = try #require(PNGFile(response.body))
        #expect(file.width == 283 && file.height == 340 && file["pHYs"] == [0, 0, 11, 19, 0, 0, 11, 19, 1])
        let name = try #require(response.header("Content-Disposition"))
        #expect(name.contains(/attachment; filename="threatmap-heat-20\d\d-\d\d-\d\d\.png"/))
        let sheet = try service().get("/print.pdf?" + small)
        #expect(sheet.status == 200 && sheet.header("Content-Type") == "application/pdf")
        #expect(sheet.body.starts(with: Array("%PDF-1.".utf8)))
    }

    @Test func `what a key shows, the public does not see`() throws {
        let service = try service()
        let query = "/print.png?center=15.24,52.73&scale=5000&dpi=72&paper=160x160"
        let (open, keyed) = (service.get(query), service.get(query, ["Authorization": "Bearer one"]))
        #expect(open.status == 200 && keyed.status == 200 && open.body != keyed.body)
        #expect(keyed.header("Cache-Control") == "private, no-cache")
    }

    @Test(arguments: [
        ("", "bbox"), ("bbox=1,2,3", "bbox"), ("bbox=15,52,15,52", "bbox"), ("center=15,52", "scale"),
        ("bbox=15,52,16,53&paper=A7", "paper"), ("bbox=15,52,16,53&dpi=10000", "dpi"),
        ("bbox=15,52,16,53&style=none", "style"), ("bbox=15,52,16,53&nonsense=1", "nonsense"),
        ("bbox=15,52,16,53&bbox=15,52,16,53", "bbox"), ("bbox=15,52,16,53&title", "title"),
        ("bbox=15,52,16,53&category=none", "category"), ("bbox=15,52,16,53&area=a/b", "area"),
        ("bbox=15,52,16,53&overlay=x.json", "overlay"), ("bbox=15,52,16,53&paper=A0&dpi=600", "dpi"),
        ("bbox=15,52,16,53&landscape=1", "landscape"),
    ])
    func `nonsense is a problem that names the parameter`(query: String, parameter: String) throws {
        for path in ["/print.png", "/print.pdf"] {
            let response = try service().get(path + "?" + query)
            #expect(response.status == 400)
            #expect(try response.problem().parameter == parameter)
        }
    }

    // MARK: Jobs

    @Test(arguments: ["png", "pdf"]) func `a large sheet is a job that ends with the same bytes`(format: String) throws
    {
        let accepted = try service(directPixels: 1).get("/print.\(format)?" + small)
        #expect(accepted.status == 202)
        let service = try service(directPixels: 1)
        let job = try finished(service, service.get("/print.\(format)?" + small))
        #expect(job["status"] as? String == "done" && job["progress"] as? Double == 1)
        let sheet = service.get(try link(job, "result"))
        #expect(sheet.status == 200 && sheet.header("ETag") != nil)
        #expect(sheet.header("Content-Disposition")?.contains(".\(format)\"") == true)
        let bytes = try #require(try sheet.file?.bytes())
        #expect(bytes.starts(with: format == "png" ? [0x89, 0x50] : Array("%PDF".utf8)))
        if format == "png" { #expect(bytes == (try self.service().get("/print.png?" + small).body)) }
        let other = format == "png" ? "pdf" : "png"
        #expect(service.get(try link(job, "self") + "/sheet.\(other)").status == 404)
        #expect(service.get(try link(job, "self") + "?x=1").status == 400)
    }

    @Test func `jobs of a key are there for that key only`() throws {
        let service = try service(directPixels: 1)
        let key = ["Authorization": "Bearer one"]
        let job = try finished(service, service.get("/print.png?" + small, key), key)
        for path in [try link(job, "self"), try link(job, "result")] {
            #expect(service.get(path, key).status == 200)
            #expect(service.get(path).status == 404)
            #expect(service.get(path, ["Authorization": "Bearer two"]).status == 404)
        }
    }

    @Test func `nobody guesses a job, and no two have the same address`() throws {
        let service = try service(directPixels: 1)
        let addresses = (0..<3).compactMap { _ in service.get("/print.png?" + small).header("Location") }
        #expect(Set(addresses).count == 3 && addresses.allSatisfy { $0.split(separator: "/").last?.count == 32 })
        for path in ["/print/jobs/0", "/print/jobs/", "/print/jobs", "/print", "/print/", "/print/x/y", "/print.jpg"] {
            #expect(service.get(path).status == 404, "\(path)")
        }
    }

    @Test func `over the number it is 503 with a time to come again`() throws {
        for change in [{ $0.jobs = 0 }, { $0.jobsPerClient = 0 }] as [(inout PrintSettings) -> Void] {
            let response = try service(directPixels: 1, change).get("/print.png?" + small)
            #expect(response.status == 503 && response.header("Retry-After") == "10")
        }
        // Where nothing may be drawn at once, small sheets are jobs too.
        #expect(try service { $0.directAtOnce = 0 }.get("/print.png?" + small).status == 202)
    }

    @Test func `whoever asks for the head of a large sheet begins no job`() throws {
        let response = try service(directPixels: 1).get("/print.png?" + small, method: "HEAD")
        #expect(response.status == 202 && response.header("Location") == nil)
    }

    @Test func `sheets are kept for their time and within their bytes`() throws {
        for change in [{ $0.keepSeconds = 0 }, { $0.keptBytes = 0 }] as [(inout PrintSettings) -> Void] {
            let service = try service(directPixels: 1, change)
            let location = try #require(service.get("/print.png?" + small).header("Location"))
            let path = String(location.dropFirst("https://map.example.org/threats".count))
            var status = 200
            for _ in 0..<2000 where status == 200 {
                status = service.get(path).status
                Thread.sleep(forTimeInterval: 0.01)
            }
            #expect(status == 404)
        }
    }

    @Test func `a temporary file that cannot be had is told as the job's end`() throws {
        let service = try service(directPixels: 1) { $0.directory = "/nowhere" }
        let job = try finished(service, service.get("/print.png?" + small))
        #expect(job["status"] as? String == "failed")
        #expect((job["detail"] as? String)?.contains("temporary file") == true)
    }

    @Test func `when the service stops, jobs end and no more are taken`() throws {
        let service = try service(directPixels: 1)
        let large = "bbox=13,51,17,54&dpi=300&paper=A3"
        let responses = (0..<3).map { _ in service.get("/print.png?" + large) }
        let start = ContinuousClock.now
        service.stopPrinting()
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(service.get("/print.png?" + small).status == 503)
        for response in responses {
            let location = try #require(response.header("Location"))
            let path = String(location.dropFirst("https://map.example.org/threats".count))
            #expect(["queued", "failed"].contains(try service.object(path)["status"] as? String))
        }
    }

    @Test func `sheets are drawn by workers, and fetched by those that wait for disks`() {
        #expect(TileService.lane(of: HTTPRequest(path: "/print.pdf")) == .work)
        #expect(TileService.lane(of: HTTPRequest(path: "/print/jobs/1")) == .wait)
    }

    // MARK: Hostile requests

    @Test func `no query is a trap`() throws {
        let names = [
            "bbox", "center", "scale", "paper", "landscape", "margin", "dpi", "title", "subtitle", "language",
            "graticule",
            "style", "category", "hours", "from", "area", "v", "x", "",
        ]
        let values = [
            "", "0", "-1", "1e308", "nan", "inf", "72", "600", "15,52,16,53", "-180,-90,180,90", "180,0,-180,0",
            "179.9999999,-85.06,-179.9999999,85.06", "0,0,1e-300,1e-300", "-180,-85.0511,180,85.0511", "0,0", "180,85",
            "-180,-85.05", "15,52", "100", "500000000", "25000.5", "A4", "a0", "100x100", "2000x2000", "1e2x1e2",
            "infx1",
            "100", "true", "false", "pl", "en", "\u{202E}ą\0\n", "👩‍🚒", "speeding", "20-04", "2025-01-01", "heat",
            "density",
            "9999999999999999999999", String(repeating: "W", count: 400),
        ]
        var random = SeededGenerator(seed: 21)
        let service = try service(directPixels: 300_000) { $0.jobs = 0 }
        var counts: [Int: Int] = [:]
        for _ in 0..<1500 {
            var query: [QueryParameter] = []
            for name in names.shuffled(using: &random).prefix(Int.random(in: 0...6, using: &random)) {
                query.append(QueryParameter(name: name, value: values.randomElement(using: &random)))
            }
            if Bool.random(using: &random), !query.contains(where: { $0.name == "bbox" || $0.name == "center" }) {
                query.append(QueryParameter(name: "bbox", value: "15,52,16,53"))
            }
            if Bool.random(using: &random), !query.contains(where: { $0.name == "dpi" || $0.name == "paper" }) {
                query += [QueryParameter(name: "dpi", value: "72"), QueryParameter(name: "paper", value: "200x150")]
            }
            let path = Bool.random(using: &random) ? "/print.png" : "/print.pdf"
            counts[service.respond(to: HTTPRequest(path: path, query: query)).status, default: 0] += 1
        }
        #expect(Set(counts.keys) == [200, 400, 503], "\(counts)")
    }
}
