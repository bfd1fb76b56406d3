import Foundation
import HTTPMessage
import ReportStore
import Reports
import Testing
import WebMercator

@testable import TileService

@Suite struct LifeCycleRouteTests {
    /// How to come from a new report to each status.
    private static let ways = [
        "new": [], "verification": ["verification"], "confirmed": ["verification", "confirmed"],
        "unconfirmed": ["verification", "unconfirmed"], "eliminated": ["verification", "confirmed", "eliminated"],
        "joke": ["joke"], "referred": ["verification", "referred"],
    ]

    @Test("From each status exactly the catalogue's moves are possible; any other is a 409 that says which are")
    func allMoves() throws {
        let desk = try ReportDesk()
        let catalogue = try Fixture.kmzb()
        for (from, way) in Self.ways {
            let ordinal = try #require(catalogue.status(from))
            let legal = catalogue.lifeCycle.moves(from: ordinal).map { catalogue.statuses[Int($0)].key }
            for to in catalogue.statuses.map(\.key) {
                let id = try desk.file()
                for step in way { #expect(desk.move(id, to: step, key: desk.chief).status == 201) }
                let response = desk.move(id, to: to, key: desk.chief)
                #expect(response.status == (legal.contains(to) ? 201 : 409), "\(from) to \(to)")
                let status = try desk.get("/reports/\(id)", key: desk.chief).object()["status"] as? String
                #expect(status == (legal.contains(to) ? to : from))
                if !legal.contains(to) {
                    #expect(try response.object()["moves"] as? [String] == legal)
                    for move in legal { #expect(response.text.contains(move)) }
                }
            }
        }
        #expect(try ReportStore(open: desk.path).problems() == [])
    }

    @Test("Only a good key moves reports, and a unit's key only its own and those that nobody has")
    func keys() throws {
        let desk = try ReportDesk()
        let id = try desk.file()
        let without = desk.post("/reports/\(id)/events", "{\"to\":\"verification\"}")
        #expect(without.status == 401 && without.header("WWW-Authenticate") == "Bearer")
        #expect(desk.move(id, to: "verification", key: "tm_guessed").status == 401)
        #expect(desk.move(id, to: "verification", key: desk.coordinator).status == 201)
        #expect(desk.move(id, to: "confirmed", key: desk.otherUnit).status == 403)
        #expect(try desk.get("/reports/\(id)", key: desk.chief).object()["unit"] as? String == "KPP Słubice")
        #expect(desk.move(id, to: "confirmed", key: desk.coordinator).status == 201)
        #expect(try ReportStore(open: desk.path).revokeKey(1))
        #expect(desk.move(id, to: "eliminated", key: desk.coordinator).status == 401)
        #expect(desk.move(id, to: "gone", key: desk.chief).status == 400)
        #expect(desk.move(4711, to: "verification", key: desk.chief).status == 404)
    }

    @Test("The verification card collects visits, the unit and the outcome; the public sees none of it")
    func card() throws {
        let desk = try ReportDesk()
        let id = try desk.file()
        #expect(desk.move(id, to: "verification", key: desk.coordinator).status == 201)
        for note in ["nikogo nie było", "też nie – wieczór"] {
            let visit = desk.post(
                "/reports/\(id)/visits", "{\"found\":false,\"at\":\"2026-11-01T21:00+01:00\",\"note\":\"\(note)\"}",
                key: desk.coordinator)
            #expect(visit.status == 201, "\(visit.text)")
        }
        #expect(desk.post("/reports/\(id)/visits", "{\"found\":true}", key: desk.otherUnit).status == 403)
        #expect(desk.post("/reports/\(id)/visits", "{\"found\":\"yes\"}", key: desk.coordinator).status == 400)
        #expect(desk.post("/reports/\(id)/visits", "{\"found\":true}").status == 401)
        #expect(desk.move(id, to: "unconfirmed", key: desk.coordinator).status == 201)
        let report = try desk.get("/reports/\(id)", key: desk.coordinator).object()
        let card = try #require(report["card"] as? [String: Any])
        #expect(card["unit"] as? String == "KPP Słubice" && card["outcome"] as? String == "unconfirmed")
        let visits = try #require(card["visits"] as? [[String: Any]])
        #expect(visits.map { $0["note"] as? String } == ["nikogo nie było", "też nie – wieczór"])
        #expect((report["events"] as? [Any])?.count == 2)
        let open = desk.get("/reports/\(id)")
        #expect(open.status == 200 && !open.text.contains("wieczór") && !open.text.contains("card"))
    }

    @Test("Coordinators list what there is, page by page; the public lists nothing")
    func lists() throws {
        let desk = try ReportDesk()
        let ids = try (0..<7).map { try desk.file($0 % 2 == 0 ? "speeding" : "parking") }
        #expect(desk.get("/reports").status == 401)
        var seen: [Int] = []
        var next: String? = "/reports?limit=3"
        while let path = next {
            let page = try desk.get(path, key: desk.coordinator).object()
            seen += try #require(page["reports"] as? [[String: Any]]).compactMap { $0["id"] as? Int }
            next = (page["next"] as? String).map { String($0.dropFirst("https://map.example.org".count)) }
        }
        #expect(seen == ids.reversed())
        let parking = try desk.get("/reports?category=parking", key: desk.coordinator).object()
        #expect(parking["numberReturned"] as? Int == 3)
        let overdue = try desk.get("/reports?overdue=true&unit=none", key: desk.coordinator).object()
        #expect(overdue["numberReturned"] as? Int == 0)
        for query in ["limit=0", "limit=10001", "overdue=maybe", "after=x", "color=red", "unit="] {
            #expect(desk.get("/reports?" + query, key: desk.coordinator).status == 400, "\(query)")
        }
    }

    @Test("Statistics count the same reports as the map, and how the work goes")
    func statistics() throws {
        let desk = try ReportDesk()
        let ids = try (0..<4).map { _ in try desk.file() }
        for id in ids.dropLast() { #expect(desk.move(id, to: "verification", key: desk.coordinator).status == 201) }
        #expect(desk.move(ids[0], to: "confirmed", key: desk.coordinator).status == 201)
        #expect(desk.move(ids[1], to: "unconfirmed", key: desk.coordinator).status == 201)
        try desk.refresh()
        let statistics = try desk.get("/statistics.json").object()
        #expect(statistics["reports"] as? Int == 4)
        #expect((statistics["byStatus"] as? [String: Int])?["confirmed"] == 1)
        #expect(statistics["confirmationRate"] as? Double == 0.5)
        #expect(
            (statistics["medianSeconds"] as? [String: Double])?.keys.sorted()
                == ["confirmed", "unconfirmed", "verification"])
        let units = try #require(statistics["byUnit"] as? [[String: Any]])
        #expect(units.count == 1 && units[0]["reports"] as? Int == 3)
        #expect(try desk.get("/statistics.json?status=new").object()["reports"] as? Int == 1)
        #expect(desk.get("/statistics.json?color=red").status == 400)
    }

    @Test("A protected report is not there for the public, and neither is its number told apart from a missing one")
    func protectedReports() throws {
        let desk = try ReportDesk()
        let id = try desk.file()
        let connection = try ReportStore(open: desk.path)
        let session = try connection.beginImport(ImportedFile(name: "police"))
        let place = try #require(GeographicCoordinate(longitude: 15, latitude: 52))
        _ = try session.add(
            Report(
                identity: ReportIdentity(unique: 0), category: 1, source: 0, status: 0, place: place,
                occurred: EventTime(instant: Fixture.noon, precision: .second)))
        try session.finish(ImportSummary())
        let hidden = desk.get("/reports/\(id + 1)")
        let missing = desk.get("/reports/\(id + 2)")
        #expect(hidden.status == 404 && missing.status == 404)
        #expect(hidden.text.replacing("\(id + 1)", with: "N") == missing.text.replacing("\(id + 2)", with: "N"))
        #expect(desk.get("/reports/\(id + 1)", key: desk.coordinator).status == 200)
        #expect(desk.post("/reports/\(id + 1)/confirmations", "").status == 404)
        for path in ["/reports/0", "/reports/-1", "/reports/x", "/reports/99999999999999999999", "/reports/1/x"] {
            #expect(desk.get(path).status == 404, "\(path)")
        }
        #expect(desk.service.respond(to: HTTPRequest(method: "DELETE", path: "/reports/\(id)")).status == 405)
    }
}
