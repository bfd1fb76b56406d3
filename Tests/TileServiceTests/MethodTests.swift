import HTTPMessage
import Testing

@testable import TileService

/// Which methods there are where, and what other sites' pages may do (Fetch Standard, CORS protocol).
struct MethodTests {
    private let service: TileService

    init() throws {
        service = try Fixture.service([], try Fixture.kmzb())
    }

    private let reading = Resource(route: .reports, get: { _ throws(Problem) in HTTPResponse(status: 200) })
    private let writing = Resource(route: .reports, post: { _ throws(Problem) in HTTPResponse(status: 201) })
    private let both = Resource(
        route: .reports, get: { _ throws(Problem) in HTTPResponse(status: 200) },
        post: { _ throws(Problem) in HTTPResponse(status: 201) })

    @Test func `Allow lists what a resource knows`() {
        for (resource, allowed, words) in [
            (reading, "GET, HEAD, OPTIONS", "GET or HEAD"), (writing, "POST, OPTIONS", "POST"),
            (both, "GET, HEAD, POST, OPTIONS", "GET or HEAD or POST"),
        ] {
            let problem = resource.methodNotAllowed("DELETE")
            #expect(problem.status == 405 && problem.headers == [HTTPHeader("Allow", allowed)])
            #expect(problem.detail == "DELETE is not allowed here; use \(words)")
            #expect(resource.options(HTTPRequest(method: "OPTIONS", path: "/")).header("Allow") == allowed)
        }
    }

    @Test(arguments: ["GET", "HEAD", nil])
    func `other sites may read`(method: String?) {
        let headers = method.map { [HTTPHeader("Access-Control-Request-Method", $0)] } ?? []
        let request = HTTPRequest(method: "OPTIONS", path: "/", headers: headers)
        for resource in [reading, both] {
            let response = ResponseFinisher(request, resource).finish(resource.options(request))
            #expect(response.status == 204 && response.body.isEmpty)
            #expect(response.header("Access-Control-Allow-Origin") == "*")
            #expect(response.header("Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS")
            #expect(response.header("Access-Control-Allow-Headers")?.contains("Authorization") == true)
        }
    }

    @Test(arguments: ["POST", "PUT", "get", ""])
    func `other sites may not write, nor read what a write answers`(method: String) {
        let asked = HTTPRequest(
            method: "OPTIONS", path: "/", headers: [HTTPHeader("Access-Control-Request-Method", method)])
        for resource in [reading, writing, both] {
            let response = ResponseFinisher(asked, resource).finish(resource.options(asked))
            #expect(!response.headers.contains { $0.name.hasPrefix("Access-Control") })
        }
        let sent = HTTPRequest(method: "POST", path: "/")
        let response = ResponseFinisher(sent, both).finish(HTTPResponse(status: 201))
        #expect(response.header("Access-Control-Allow-Origin") == nil)
        #expect(response.header("Cache-Control") == "no-store" && response.header("ETag") == nil)
    }

    @Test func `a write's answer with status 200 has no validator, range or 304`() {
        let request = HTTPRequest(
            method: "POST", path: "/", headers: [HTTPHeader("If-None-Match", "*"), HTTPHeader("Range", "bytes=0-0")])
        let response = ResponseFinisher(request, both).finish(HTTPResponse(status: 200, body: [1, 2, 3]))
        #expect(response.status == 200 && response.body == [1, 2, 3] && response.header("ETag") == nil)
    }

    @Test func `what is nowhere is a 404 for every method`() throws {
        for method in ["GET", "POST", "OPTIONS", "DELETE"] {
            let response = service.get("/none", method: method)
            #expect(response.status == 404)
            _ = try response.problem()
        }
    }

    @Test(arguments: [
        ("GET", "/tiles/heat/0/0/0.png", RequestLane.work), ("HEAD", "/", .work), ("OPTIONS", "/reports", .quick),
        ("GET", "/healthz", .quick), ("GET", "/readyz", .quick), ("GET", "/metrics", .quick),
        ("POST", "/healthz", .wait),
        ("POST", "/reports", .wait), ("GET", "/reports/17", .wait), ("GET", "/reports", .wait),
        ("GET", "/reportsx", .work),
        ("DELETE", "/tiles/heat.json", .wait),
    ])
    func `what touches the store waits, and what must answer under load is quick`(
        method: String, path: String, lane: RequestLane
    ) {
        #expect(TileService.lane(of: HTTPRequest(method: method, path: path)) == lane)
    }
}
