import Foundation
import HTTPMessage
import ReportStore
import Testing

@testable import TileService

@Suite struct FilingRouteTests {
    static let plain = "{\"category\":\"speeding\",\"longitude\":15.2288,\"latitude\":52.7368}"

    @Test("A citizen's report is stored, and told to the public without what only the police may know")
    func filing() throws {
        let desk = try ReportDesk()
        let text = "Zażółć gęślą jaźń ŻÓŁĆ 🐕 𠜎 \\\"x\\\""
        let response = desk.post(
            "/reports",
            """
            {"category":"speeding","longitude":15.2288,"latitude":52.7368,"occurred":"2026-11-01T21:37+01:00",
             "rhythm":{"hours":"20-04","weekdays":"sat,sun"},"text":"\(text)"}
            """)
        #expect(response.status == 201)
        let id = try #require(try response.object()["id"] as? Int)
        #expect(response.header("Location") == "https://map.example.org/reports/\(id)")
        #expect(try response.object()["status"] as? String == "new")
        let open = desk.get("/reports/\(id)")
        #expect(open.status == 200)
        for secret in ["gęślą", "rhythm", "20-04", "unit", "15.2288,", "52.7368,"] {
            #expect(!open.text.contains(secret), "\(secret)")
        }
        let full = try desk.get("/reports/\(id)", key: desk.coordinator).object()
        #expect(full["text"] as? String == "Zażółć gęślą jaźń ŻÓŁĆ 🐕 𠜎 \"x\"")
        #expect(full["longitude"] as? Double == 15.2288)
        #expect((full["rhythm"] as? [String: String]) == ["hours": "20-04", "weekdays": "sat,sun"])
        #expect(full["occurred"] as? String == "2026-11-01T20:37Z")
    }

    @Test("The same request with the same Idempotency-Key files one report, another request with it none")
    func idempotency() throws {
        let desk = try ReportDesk(perDay: 1)
        let key = [HTTPHeader("Idempotency-Key", "8e03978e-40d5-43dd-bc93-6894a57f9324")]
        let first = desk.post("/reports", Self.plain, headers: key)
        let again = desk.post("/reports", Self.plain, headers: key)
        #expect(first.status == 201 && again.status == 201 && first.body == again.body)
        let other = desk.post("/reports", Self.plain.replacing("speeding", with: "parking"), headers: key)
        #expect(other.status == 422)
        #expect(try other.object()["parameter"] as? String == "Idempotency-Key")
        #expect(try ReportStore(open: desk.path).count() == 1)
        let bad = desk.post("/reports", Self.plain, headers: [HTTPHeader("Idempotency-Key", "a b")])
        #expect(bad.status == 400)
    }

    @Test("An address files as many reports a day as it may; a network of IPv6 is one address, and a key is free")
    func limit() throws {
        let desk = try ReportDesk(perDay: 1)
        #expect(desk.post("/reports", Self.plain).status == 201)
        let second = desk.post("/reports", Self.plain)
        #expect(second.status == 429)
        let wait = try #require(second.header("Retry-After").flatMap(Int.init))
        #expect((1...90_000).contains(wait))
        #expect(desk.post("/reports", Self.plain, address: "192.0.2.2").status == 201)
        #expect(desk.post("/reports", Self.plain, address: "2001:db8:1:2::5").status == 201)
        #expect(desk.post("/reports", Self.plain, address: "2001:db8:1:2:ffff::6").status == 429)
        #expect(desk.post("/reports", Self.plain, address: "2001:db8:1:3::5").status == 201)
        for _ in 0..<3 { #expect(desk.post("/reports", Self.plain, key: desk.coordinator).status == 201) }
    }

    @Test(
        "What is no report is refused with the member's name, and nothing is stored",
        arguments: [
            ("\"longitude\":15.2288", "\"longitude\":181", "longitude"),
            ("\"longitude\":15.2288", "\"longitude\":\"12,5\"", "longitude"),
            ("\"longitude\":15.2288", "\"longitude\":null", "longitude"),
            ("\"latitude\":52.7368", "\"latitude\":91", "latitude"),
            ("\"latitude\":52.7368", "\"latitude\":true", "latitude"),
            ("\"speeding\"", "\"smog\"", "category"), ("\"speeding\"", "\"drowning\"", "category"),
            ("\"speeding\"", "7", "category"), ("\"category\":\"speeding\",", "", "category"),
            ("}", ",\"occurred\":\"2199-01-01\"}", "occurred"), ("}", ",\"occurred\":\"1899-12-31\"}", "occurred"),
            ("}", ",\"occurred\":\"yesterday\"}", "occurred"), ("}", ",\"occurred\":1748772000}", "occurred"),
            ("}", ",\"smell\":\"bad\"}", "smell"), ("}", ",\"rhythm\":\"nights\"}", "rhythm"),
            ("}", ",\"rhythm\":{\"hours\":\"25-26\"}}", "rhythm.hours"),
            ("}", ",\"rhythm\":{\"weekdays\":\"sobota\"}}", "rhythm.weekdays"),
            ("}", ",\"rhythm\":{\"months\":\"jan\"}}", "rhythm.months"),
            ("}", ",\"text\":\"\(String(repeating: "ą", count: 501))\"}", "text"),
            ("}", ",\"text\":\"a\\u0000b\"}", "text"), ("15.2288", "NaN", "longitude"),
            ("52.7368", "1e999", "latitude"),
            ("15.2288", "12,5", "longitude"), ("}", ",\"category\":\"parking\"}", "category"),
            ("}", ",\"rhythm\":{\"hours\":\"1-2\",\"hours\":\"3\"}}", "rhythm.hours"),
        ])
    func badMembers(old: String, new: String, member: String) throws {
        let desk = try ReportDesk()
        let response = desk.post("/reports", Self.plain.replacing(old, with: new))
        #expect(response.status == 400, "\(response.text)")
        #expect(response.header("Content-Type") == "application/problem+json")
        #expect(try response.object()["parameter"] as? String == member)
        #expect(try ReportStore(open: desk.path).sequence() == 0)
    }

    @Test("What is no JSON object is refused, and nothing is stored")
    func badBodies() throws {
        let desk = try ReportDesk()
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        for body in [
            "", "null", "[]", "{", "{}", "\u{FEFF}{}", "not json", Self.plain + "x", "{\"a\":\(deep)}",
            Self.plain.replacing("}", with: ",\"category\":\"parking\"}"),
            Self.plain.replacing("15.2288", with: "NaN"), Self.plain.replacing("15.2288", with: "1e999"),
        ] {
            let response = desk.post("/reports", body)
            #expect(response.status == 400, "\(body.prefix(60)): \(response.text)")
        }
        #expect(desk.post("/reports", Self.plain, type: "text/plain").status == 415)
        #expect(desk.post("/reports?category=speeding", Self.plain).status != 201)
        #expect(try ReportStore(open: desk.path).sequence() == 0)
        #expect(desk.post("/reports", Self.plain).status == 201)
    }

    @Test("Texts of 500 characters are taken, whatever the characters")
    func longTexts() throws {
        let desk = try ReportDesk()
        for character in ["a", "ą", "🐕", "𠜎"] {
            let id = try desk.file(text: String(repeating: character, count: 500))
            let text = try desk.get("/reports/\(id)", key: desk.chief).object()["text"] as? String
            #expect(text?.utf8.count == 500 * character.utf8.count)
        }
    }

    @Test("Where filing is off nothing is taken")
    func disabled() throws {
        let desk = try ReportDesk(isEnabled: false)
        #expect(desk.post("/reports", Self.plain).status == 403)
        #expect(try ReportStore(open: desk.path).sequence() == 0)
    }

    @Test("The same threat nearby is shown, where the public sees it, and can be seconded once a day")
    func nearby() throws {
        let desk = try ReportDesk(perDay: 1)
        let id = try desk.file()
        _ = try desk.file("parking", address: "192.0.2.9")
        try desk.refresh()
        let found = try desk.get("/reports/nearby?lon=15.2290&lat=52.7369&category=speeding").object()
        let reports = try #require(found["reports"] as? [[String: Any]])
        #expect(reports.map { $0["id"] as? Int } == [id])
        #expect(try #require(reports.first?["distance"] as? Int) <= 250)
        #expect(reports.first?["longitude"] as? Double != 15.2288)
        let far = try desk.get("/reports/nearby?lon=15.2390&lat=52.7369&category=speeding").object()
        #expect((far["reports"] as? [Any])?.count == 0)
        for query in [
            "lon=15&lat=52", "lon=x&lat=52&category=speeding", "lat=52&category=speeding",
            "lon=15&lat=91&category=speeding", "lon=15&lat=52&category=smog", "lon=15&lat=52&category=speeding&z=1",
        ] {
            #expect(desk.get("/reports/nearby?" + query).status == 400, "\(query)")
        }
        let seconded = desk.post("/reports/\(id)/confirmations", "", address: "192.0.2.7")
        #expect(try seconded.object()["confirmations"] as? Int == 1)
        #expect(desk.post("/reports/\(id)/confirmations", "{}", address: "192.0.2.7").status == 409)
        #expect(desk.post("/reports/\(id)/confirmations", "", address: "192.0.2.8").status == 201)
        #expect(try desk.get("/reports/\(id)").object()["confirmations"] as? Int == 2)
        #expect(desk.post("/reports/999/confirmations", "").status == 404)
    }
}
