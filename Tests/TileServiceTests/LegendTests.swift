import CellIndex
import Foundation
import Rendering
import Reports
import Testing

@testable import TileService

/// What the legend says.
struct LegendTests {
    private func text(_ member: Any?) throws -> [String: String] {
        try #require((member as? [String: Any])?["text"] as? [String: String])
    }

    private func service(_ count: Int = 300) throws -> TileService {
        let catalogue = try Fixture.kmzb()
        return try Fixture.service(Fixture.scattered(count, seed: 6, catalogue), catalogue)
    }

    @Test func `it states limits, unit, kernel, weights, filter and the number of reports`() throws {
        let legend = try service().object("/legend/heat.json?zoom=12&category=speeding&hours=20-04&from=2025-01-01")
        #expect(legend["style"] as? String == "heat" && legend["zoom"] as? Int == 12)
        #expect(legend["unit"] as? String == "reports/km²")
        #expect(legend["unitText"] as? [String: String] == ["pl": "zgłoszenia na km²", "en": "reports per km²"])
        #expect(legend["method"] as? String == "mean-multiples" && legend["shading"] as? String == "smooth")
        #expect(
            try text(legend["filter"]) == [
                "pl": "Przekraczanie dozwolonej prędkości · od 2025-01-01 · 20:00–04:00",
                "en": "Speeding · from 2025-01-01 · 20:00–04:00",
            ])
        #expect(
            try text(legend["weights"]) == [
                "pl": "Nie liczą się: Niepotwierdzone, Żart lub pomyłka.",
                "en": "Not counted: Not confirmed, Joke or mistake.",
            ])
        #expect(
            try text(legend["kernel"])["en"] == "Each report is spread over a circle of radius 500 m (quartic kernel).")
        #expect((legend["kernel"] as? [String: Any])?["name"] as? String == "quartic")
        #expect(legend["sequence"] as? Int == 7)
        #expect((legend["version"] as? String)?.wholeMatch(of: /[0-9a-f]{12}/) != nil)
    }

    @Test func `it counts the reports that pass and weigh anything`() throws {
        let catalogue = try Fixture.kmzb()
        let reports = try Fixture.scattered(300, seed: 6, catalogue)
        let service = try Fixture.service(reports, catalogue)
        for query in ["", "group=traffic", "status=confirmed,joke", "weekdays=sat"] {
            let filter = try Fixture.filter(query, catalogue)
            let expected = reports.count { report in
                let status = catalogue.statuses[Int(report.kind.status)].key
                return CellLayerTests.passes(report, filter) && status != "joke" && status != "unconfirmed"
            }
            #expect(try service.object("/legend/heat.json?\(query)")["reports"] as? Int == expected)
        }
    }

    @Test(arguments: ["heat", "density"])
    func `a filter that selects nothing has an empty legend that says so`(style: String) throws {
        let legend = try service().object("/legend/\(style).json?zoom=9&from=2030-01-01")
        #expect(legend["reports"] as? Int == 0)
        #expect((legend["classes"] as? [Any])?.isEmpty == true)
        #expect(try text(legend["filter"])["en"] == "from 2030-01-01")
        let empty = try Fixture.service([], Fixture.kmzb()).object("/legend/\(style).json")
        #expect((empty["classes"] as? [Any])?.isEmpty == true && empty["zoom"] as? Int == 0)
    }

    @Test func `classes have labels, join without gaps, and the last is open`() throws {
        let classes = try #require(try service().object("/legend/density.json?zoom=9")["classes"] as? [[String: Any]])
        let labels = classes.map { $0["label"] as? String }
        #expect(
            labels == [
                "0.1 – 0.3", "0.3 – 1", "1 – 3", "3 – 10", "10 – 30", "30 – 100", "100 – 300", "300 – 1000", "≥ 1000",
            ])
        for (lower, upper) in zip(classes, classes.dropFirst()) {
            #expect(lower["to"] as? Double == upper["from"] as? Double)
        }
        #expect(classes.last?["to"] is NSNull)
        #expect(classes.allSatisfy { ($0["color"] as? String)?.wholeMatch(of: /#[0-9a-f]{8}/) != nil })
    }

    @Test(arguments: [
        (0.1, "0.1"), (1, "1"), (1000, "1000"), (2e-5, "0.00002"), (5e-10, "0.0000000005"), (1.25e-7, "0.000000125"),
        (1e12, "1000000000000"), (2e16, "20000000000000000"), (1.5e20, "150000000000000000000"), (0, "0"),
        (-0.5, "-0.5"),
    ])
    func `labels have no exponent and no needless zeros`(number: Double, label: String) {
        #expect(Legend.label(number) == label)
    }

    @Test func `weights are said in the catalogue's words, in the order of the factors`() throws {
        let catalogue = try Fixture.kmzb()
        var style = try Fixture.style("heat")
        func words() -> [String] { Language.allCases.map { Legend.weightWords(style, catalogue, $0) } }
        style.statusWeights = [:]
        #expect(words() == ["Każde zgłoszenie liczy się raz.", "Every report counts once."])
        style.statusWeights = ["new": 1, "no-such-status": 0]
        #expect(words() == ["Każde zgłoszenie liczy się raz.", "Every report counts once."])
        style.statusWeights = ["joke": 0, "new": 0.5, "verification": 0.5]
        style.categoryWeights = ["drowning": 10, "poaching": 0]
        #expect(
            words() == [
                "Nie liczą się: Żart lub pomyłka, Kłusownictwo. Liczą się 0,5 raza: Nowe, Weryfikacja. "
                    + "Liczą się 10 razy: Utonięcia.",
                "Not counted: Joke or mistake, Poaching. Counted 0.5 times: New, Under verification. "
                    + "Counted 10 times: Drownings.",
            ])
    }

    @Test func `its version changes with the limits and with nothing else`() throws {
        let catalogue = try Fixture.kmzb()
        let reports = try Fixture.scattered(2000, seed: 6, catalogue)
        func version(_ reports: [IndexedReport]) throws -> String? {
            try Fixture.service(reports, catalogue).object("/legend/heat.json?zoom=9")["version"] as? String
        }
        let place = try Fixture.place(15.3, 52.8)
        let more = (0..<5).map { Fixture.report(UInt32(10_000 + $0), at: place) }
        #expect(try version(reports) == version(reports + more))
        let crowd = (0..<20_000).map { Fixture.report(UInt32(10_000 + $0), at: place) }
        #expect(try version(reports) != version(reports + crowd))
    }
}
