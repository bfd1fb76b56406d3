import Foundation
import HTTPMessage
import Testing
import TileService

/// What is wrong with a request is said with a status, in words, and with the parameter's name.
struct RequestErrorTests {
    private static let box = "bbox=14,52,16,53"

    @Test(arguments: [
        ("/tiles/heat/a/0/0.png", 400, "z"), ("/tiles/heat//0/0.png", 400, "z"), ("/tiles/heat/1.5/0/0.png", 400, "z"),
        ("/tiles/heat/0x1/0/0.png", 400, "z"), ("/tiles/heat/+1/0/0.png", 400, "z"),
        ("/tiles/heat/-/0/0.png", 400, "z"),
        ("/tiles/heat/١/0/0.png", 400, "z"), ("/tiles/heat/1/b/0.png", 400, "x"), ("/tiles/heat/1/0/c.png", 400, "y"),
        ("/tiles/heat/1/0/.png", 400, "y"), ("/tiles/heat/1/0/@2x.png", 400, "y"),
        ("/tiles/heat/1/0/0@3x.png", 400, "y"), ("/tiles/heat/1/0/0.jpg", 404, "y"), ("/tiles/heat/1/0/0", 404, "y"),
        ("/tiles/heat/-1/0/0.png", 404, "z"), ("/tiles/heat/23/0/0.png", 404, "z"),
        ("/tiles/heat/99999999999999999999/0/0.png", 404, "z"), ("/tiles/heat/1/2/0.png", 404, "x"),
        ("/tiles/heat/1/-1/0.png", 404, "x"), ("/tiles/heat/1/0/2.png", 404, "y"), ("/tiles/heat/1/0/-1.png", 404, "y"),
        ("/tiles/heat/1/4294967296/0.png", 404, "x"), ("/tiles/heat/22/0/99999999999999999999.png", 404, "y"),
        ("/tiles/none/0/0/0.png", 404, "style"), ("/tiles//0/0/0.png", 404, "style"),
        ("/tiles/none.json", 404, "style"),
        ("/legend/none.json", 404, "style"), ("/legend/.json", 404, "style"),
        ("/layers/none.geojson", 404, "layer"), ("/layers/none/0/0/0.geojson", 404, "layer"),
        ("/layers/cells/a/0/0.geojson", 400, "z"), ("/layers/cells/0/0/1.geojson", 404, "y"),
        ("/tiles/heat/0/0/0.png?colour=red", 400, "colour"), ("/tiles/heat.json?colour=red", 400, "colour"),
        ("/layers/cells/0/0/0.geojson?bbox=1,2,3,4", 400, "bbox"), ("/healthz?x=1", 400, "x"), ("/?x=1", 400, "x"),
        ("/layers?x=1", 400, "x"), ("/catalogue.json?category=speeding", 400, "category"),
        ("/viewer/viewer.css?x=1", 400, "x"), ("/tiles/heat/0/0/0.png?category", 400, "category"),
        ("/tiles/heat/0/0/0.png?category=nonsense", 400, "category"), ("/tiles/heat/0/0/0.png?group=x", 400, "group"),
        ("/tiles/heat/0/0/0.png?status=x", 400, "status"), ("/tiles/heat/0/0/0.png?source=x", 400, "source"),
        ("/tiles/heat/0/0/0.png?category=", 400, "category"),
        ("/tiles/heat/0/0/0.png?category=speeding&category=parking", 400, "category"),
        ("/tiles/heat/0/0/0.png?from=yesterday", 400, "from"), ("/tiles/heat/0/0/0.png?to=2025-02-30", 400, "to"),
        ("/tiles/heat/0/0/0.png?from=2025-02-01&to=2025-02-01", 400, "from"),
        ("/tiles/heat/0/0/0.png?hours=25", 400, "hours"), ("/tiles/heat/0/0/0.png?weekdays=day", 400, "weekdays"),
        ("/tiles/heat/0/0/0.png?v=x", 400, "v"), ("/tiles/heat/0/0/0.png?v=-1", 400, "v"),
        ("/tiles/heat/0/0/0.png?v=+1", 400, "v"), ("/tiles/heat/0/0/0.png?v=", 400, "v"),
        ("/tiles/heat/0/0/0.png?v=99999999999999999999", 400, "v"), ("/tiles/heat/0/0/0.png?v=1&v=2", 400, "v"),
        ("/legend/heat.json?zoom=23", 400, "zoom"), ("/legend/heat.json?zoom=-1", 400, "zoom"),
        ("/legend/heat.json?zoom=+1", 400, "zoom"), ("/legend/heat.json?zoom=6.0", 400, "zoom"),
        ("/layers/cells.geojson?bbox=1,2,3", 400, "bbox"), ("/layers/cells.geojson?bbox=1,2,3,nan", 400, "bbox"),
        ("/layers/cells.geojson?bbox=1,2,3,inf", 400, "bbox"), ("/layers/cells.geojson?bbox=1,5,3,4", 400, "bbox"),
        ("/layers/cells.geojson?bbox=0x1,2,3,4", 400, "bbox"), ("/layers/cells.geojson?bbox=1,2,3,4,", 400, "bbox"),
        ("/layers/cells.geojson?bbox=1e400,2,3,4", 400, "bbox"), ("/layers/cells.geojson?bbox=", 400, "bbox"),
        ("/tiles/difference/0/0/0.png", 400, "from"), ("/tiles/difference.json?from=2025-01-01", 400, "to"),
        ("/legend/difference.json?from=2025-01-01&to=2026-01-01", 400, "compare-from"),
        ("/tiles/difference/0/0/0.png?from=2025-01-01&to=2026-01-01&compare-from=2024-01-01", 400, "compare-to"),
        ("/legend/difference.png?compare-from=2024-01-01&compare-to=2025-01-01", 400, "from"),
        ("/tiles/heat/0/0/0.png?compare-to=2025-01-01", 400, "compare-to"),
        ("/legend/density.json?compare-from=2025-01-01&compare-to=2026-01-01", 400, "compare-from"),
        ("/tiles/heat.json?compare-from=", 400, "compare-from"),
        ("/layers/cells.geojson?compare-from=2024-01-01", 400, "compare-from"),
        ("/layers/cells.geojson?bbox=0,91,1,90", 400, "bbox"), ("/layers/cells.geojson?zoom=x", 400, "zoom"),
    ])
    func `a bad part of an address is named`(target: String, status: Int, parameter: String) throws {
        let service = try Fixture.service([], Fixture.kmzb())
        let response = service.get(target)
        #expect(response.status == status, "\(target)")
        #expect(try response.problem().parameter == parameter, "\(target)")
    }

    @Test(arguments: [
        "", "/x", "//", "/tiles", "/tiles/", "/tiles/heat", "/tiles/heat/0/0", "/tiles/heat/0/0/0.png/", "/legend",
        "/legend/heat", "/legend/heat.json/", "/layers/", "/layers/cells", "/layers/cells/0/0.geojson", "/catalogue",
        "/healthz/", "/viewer", "/viewer/", "/viewer/viewer.html", "/viewer/leaflet", "/viewer/leaflet/",
        "tiles/heat.json",
        "/favicon.ico",
    ])
    func `what is not there is a 404 in words`(path: String) throws {
        let response = try Fixture.service([], Fixture.kmzb()).get(path)
        #expect(response.status == 404, "\(path)")
        _ = try response.problem()
    }

    @Test func `ten thousand categories in one query are refused by name`() throws {
        let list = Array(repeating: "speeding", count: 10_000).joined(separator: ",")
        let response = try Fixture.service([], Fixture.kmzb()).get("/tiles/heat/0/0/0.png?category=\(list)")
        #expect(response.status == 400)
        #expect(try response.problem().parameter == "category")
    }

    @Test func `the words say what would have been right`() throws {
        let service = try Fixture.service([], Fixture.kmzb())
        func words(_ target: String) throws -> String { try service.get(target).problem().detail }
        #expect(
            try words("/tiles/heat/99999999999999999999/0/0.png")
                == "there is no zoom 99999999999999999999; zooms are 0 to 22")
        #expect(try words("/tiles/heat/3/8/1.png") == "there is no tile 3/8/1; at zoom 3, x and y are 0 to 7")
        #expect(try words("/tiles/cold/0/0/0.png") == "there is no style \"cold\"; there are heat, density, difference")
        #expect(
            try words("/layers/cells.geojson?bbox=1,2")
                == "\"1,2\" is not a box; write west,south,east,north in degrees, such as 14.1,49.0,24.2,54.9, or six "
                + "numbers with heights")
        #expect(
            try words("/tiles/heat.json?x=1")
                == "\"x\" is not a parameter of this resource; it takes compare-from, compare-to, area, category, group, "
                + "status, source, from, to, hours, weekdays, v")
    }

    @Test func `a style that shows one period says which compare two`() throws {
        let service = try Fixture.service([], Fixture.kmzb())
        #expect(
            try service.get("/tiles/heat/0/0/0.png?compare-from=2024-01-01").problem().detail
                == "compare-from: means nothing to the style \"heat\", which shows one period; styles that compare two: "
                + "difference")
    }

    @Test(arguments: ["POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "", "PROPFIND"])
    func `other methods are refused with those that are allowed`(method: String) throws {
        let response = try Fixture.service([], Fixture.kmzb()).get("/tiles/heat/0/0/0.png", method: method)
        #expect(response.status == 405 && response.header("Allow") == "GET, HEAD, OPTIONS")
        _ = try response.problem()
    }

    @Test(arguments: [
        "/viewer/../viewer.js", "/viewer/leaflet/../../../../etc/passwd", "/viewer/leaflet//etc/passwd",
        "/viewer/leaflet/images/../leaflet.css", "/viewer/leaflet/./leaflet.css", "/viewer/leaflet/leaflet.css\0",
        "/viewer/leaflet/images", "/viewer/leaflet/package.json", "/viewer/leaflet/leaflet.css/..", "/../etc/passwd",
        "/viewer/leaflet/leaflet.css%00", "/viewer/leaflet/..\\..\\etc\\passwd", "/viewer//viewer.js",
    ])
    func `no path leads out of the viewer's own files`(path: String) throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        for name in ["leaflet.css", "package.json"] { try Data("x".utf8).write(to: directory.appending(path: name)) }
        let service = try Fixture.service([], Fixture.kmzb(), leaflet: directory.path)
        #expect(service.get("/viewer/leaflet/leaflet.css").body == Array("x".utf8))
        let response = service.get(path)
        #expect(response.status == 404, "\(path)")
        _ = try response.problem()
    }
}
