import Foundation
import HTTPMessage
import TestSupport
import Testing

@testable import TileService

/// What an operator's monitoring sees.
struct MetricsTests {
    private func metrics(_ service: TileService) throws -> PrometheusText {
        let response = service.get("/metrics")
        #expect(response.status == 200 && response.header("Cache-Control") == "no-store")
        #expect(response.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        return try PrometheusText(String(decoding: response.body, as: UTF8.self))
    }

    @Test func `requests are counted by route, method and status, and none is left out`() throws {
        let catalogue = try Fixture.kmzb()
        let service = try Fixture.service(Fixture.scattered(100, seed: 1, catalogue), catalogue)
        for _ in 0..<3 { _ = service.get("/tiles/heat/6/34/21.png") }
        _ = service.get("/tiles/heat/6/34/21.png", method: "HEAD")
        _ = service.get("/tiles/none/6/34/21.png")
        _ = service.get("/none")
        for number in 0..<100 { _ = service.get("/none", method: "BREW\(number)") }
        let first = try metrics(service)
        func count(_ route: String, _ method: String, _ status: Int) -> Double? {
            first.value(
                "threatmap_http_requests_total", ["route": route, "method": method, "status": String(status)])
        }
        #expect(count("tiles", "GET", 200) == 3 && count("tiles", "HEAD", 200) == 1)
        #expect(count("tiles", "GET", 404) == 1 && count("none", "GET", 404) == 1 && count("none", "other", 404) == 100)
        #expect(first.value("threatmap_http_requests_total") == 106)
        #expect(first.value("threatmap_http_request_duration_seconds_count") == 106)
        #expect(first.value("threatmap_tiles_rendered_total") == 1)
        #expect(first.value("threatmap_tile_cache_hits_total") == 3)
        #expect(try #require(first.value("threatmap_tile_cache_bytes")) > 0)
        #expect(first.value("threatmap_reports") == 100 && first.value("threatmap_store_sequence") == 7)
        #expect(try #require(first.value("process_resident_memory_bytes")) > 1e6)
        #expect(try #require(first.value("process_cpu_seconds_total")) > 0)
        let started = try #require(first.value("process_start_time_seconds"))
        #expect(abs(started - Date().timeIntervalSince1970) < 3600)
        #expect(try metrics(service).value("threatmap_http_requests_total", ["route": "metrics"]) == 1)
        #expect(service.get("/metrics?x=1").status == 400)
    }

    @Test func `filings show by reason, from the start`() throws {
        let service = try Fixture.service([], try Fixture.kmzb())
        let before = try metrics(service)
        #expect(before.value("threatmap_filings_accepted_total") == 0)
        for reason in FilingRefusal.allCases {
            #expect(before.value("threatmap_filings_refused_total", ["reason": reason.rawValue]) == 0)
        }
        service.metrics.filingAccepted()
        service.metrics.filingRefused(.limit)
        service.metrics.filingRefused(.limit)
        let after = try metrics(service)
        #expect(after.value("threatmap_filings_accepted_total") == 1)
        #expect(after.value("threatmap_filings_refused_total", ["reason": "limit"]) == 2)
        #expect(after.value("threatmap_filings_refused_total") == 2)
    }

    @Test func `the server's figures show where there is one`() throws {
        #expect(try metrics(try Fixture.service([], try Fixture.kmzb())).value("threatmap_connections") == nil)
        var settings = TileService.Settings(publicURL: "http://x")
        settings.server = {
            var figures = ServerFigures()
            (figures.connections, figures.refusedConnections, figures.refusedRequests) = (3, 5, 7)
            return figures
        }
        let service = TileService(
            try Fixture.dataset([], try Fixture.kmzb()), styles: try Fixture.styles(), settings: settings)
        let metrics = try metrics(service)
        #expect(metrics.value("threatmap_connections") == 3)
        #expect(metrics.value("threatmap_connections_refused_total") == 5)
        #expect(metrics.value("threatmap_requests_refused_total") == 7)
    }

    @Test func `an answer falls into the bucket that holds its time`() {
        for (seconds, bucket) in [(0.0, 0), (0.0005, 0), (0.00051, 1), (0.3, 9), (10, 13), (10.1, 14), (1e9, 14)] {
            var histogram = LatencyHistogram()
            histogram.add(seconds)
            #expect(histogram.counts[bucket] == 1 && histogram.counts.reduce(0, +) == 1 && histogram.sum == seconds)
        }
    }

    @Test func `names and labels are escaped as the format has it`() throws {
        var text = MetricsText()
        text.begin("a_total", .counter, "Two\nlines and a \\")
        text.sample("a_total", [("x", "a\"b\\c\nd")], 1.5)
        text.figure("b", .gauge, "Large", 1e18)
        #expect(text.text.hasPrefix("# HELP a_total Two\\nlines and a \\\\\n# TYPE a_total counter\n"))
        #expect(text.text.contains(#"a_total{x="a\"b\\c\nd"} 1.5"# + "\n"))
        #expect(try PrometheusText(text.text).value("b") == 1e18)
    }

    @Test(arguments: [
        "a 1", "a 1\n", "# TYPE a counter\na 1\n", "# HELP a x\n# TYPE a counter\na 1\na 2\n",
        "# HELP a x\n# TYPE a thing\n",
        "# HELP a x\n# TYPE a counter\na{x=1} 1\n", "# HELP a x\n# TYPE a counter\na{x=\"\"\"} 1\n",
        "# HELP a x\n# TYPE a counter\na one\n", "# HELP a x\n# TYPE a counter\nb 1\n",
        "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n",
    ])
    func `the reader of these tests is strict`(text: String) {
        #expect(throws: PrometheusText.Malformed.self) { try PrometheusText(text) }
    }
}
