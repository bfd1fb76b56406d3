import CellIndex
import HTTPMessage
import PrintSheet
import Rendering
import Reports
import TestSupport
import Testing

@testable import TileService

/// What the legend of a difference says.
struct DifferenceLegendTests {
    private static let query = "zoom=9&from=2025-06-01&to=2025-09-01&compare-from=2024-12-01&compare-to=2025-03-01"
    private static let file = """
        {"name": "change", "title": {"pl": "Zmiana", "en": "Change"}, "kind": "difference",
        "bandwidth": {"metres": 400, "minPixels": 8}, "scale": {"method": "breaks", "limits": [0.5, 5, 2000]},
        "ramp": "RdBu", "shading": "SHADING"}
        """

    private func service(_ shading: String = "steps") throws -> TileService {
        let catalogue = try Fixture.kmzb()
        let style = try Style(Array(Self.file.replacing("SHADING", with: shading).utf8), file: "change")
        return TileService(
            try Fixture.dataset(Fixture.scattered(900, seed: 6, catalogue), catalogue),
            styles: try Fixture.styles() + [style], settings: TileService.Settings(publicURL: "https://map.example.org")
        )
    }

    private func text(_ member: Any?) throws -> [String: String] {
        try #require((member as? [String: Any])?["text"] as? [String: String])
    }

    @Test(arguments: ["steps", "smooth"])
    func `classes go from the most negative to the most positive, with labels in both languages`(shading: String) throws
    {
        let legend = try service(shading).object("/legend/change.json?" + Self.query)
        #expect(legend["kind"] as? String == "difference" && legend["shading"] as? String == shading)
        let classes = try #require(legend["classes"] as? [[String: Any]])
        #expect(classes.map { $0["from"] as? Double } == [nil, -2000, -5, -0.5, 0.5, 5, 2000])
        #expect(classes.map { $0["to"] as? Double } == [-2000, -5, -0.5, 0.5, 5, 2000, nil])
        let labels = ["≤ −2000", "−2000 – −5", "−5 – −0.5", "no change", "0.5 – 5", "5 – 2000", "≥ 2000"]
        #expect(classes.map { $0["label"] as? String } == labels)
        let texts = try classes.map { try #require($0["labelText"] as? [String: String]) }
        #expect(texts.map { $0["en"] } == labels)
        #expect(
            texts.map { $0["pl"] }
                == ["≤ −2000", "−2000 – −5", "−5 – −0,5", "bez zmian", "0,5 – 5", "5 – 2000", "≥ 2000"])
        #expect(
            classes.map { $0["color"] as? String }.enumerated().allSatisfy { ($1 == "#00000000") == ($0 == 3) })
        #expect(classes.first?["color"] as? String == "#053061ff" && classes.last?["color"] as? String == "#67001fff")
    }

    @Test func `it names both periods with their counts, and says that they differ in length`() throws {
        let service = try service()
        let legend = try service.object("/legend/difference.json?group=traffic&" + Self.query)
        let catalogue = try Fixture.kmzb()
        let reports = try Fixture.scattered(900, seed: 6, catalogue)
        let counts = try ["from=2025-06-01&to=2025-09-01", "from=2024-12-01&to=2025-03-01"].map { period in
            let filter = try Fixture.filter("group=traffic&" + period, catalogue)
            return reports.count { report in
                let status = catalogue.statuses[Int(report.kind.status)].key
                return CellLayerTests.passes(report, filter) && status != "joke" && status != "unconfirmed"
            }
        }
        #expect(legend["reports"] as? Int == counts[0] && legend["comparedReports"] as? Int == counts[1])
        #expect(counts[0] > 0 && counts[1] > 0)
        #expect(
            try text(legend["counts"]) == [
                "pl": "\(counts[0]) w okresie 2025-06-01 – 2025-09-01; \(counts[1]) w okresie 2024-12-01 – 2025-03-01",
                "en": "\(counts[0]) in 2025-06-01 – 2025-09-01; \(counts[1]) in 2024-12-01 – 2025-03-01",
            ])
        #expect(
            try text(legend["periods"]) == [
                "pl": "Okresy mają różną długość: 92 dni wobec 90 dni. Gęstości nie przeliczono.",
                "en": "The periods differ in length: 92 days against 90 days. Densities are not rescaled.",
            ])
        #expect(
            try text(legend["filter"]) == [
                "pl": "Ruch drogowy · 2025-06-01 – 2025-09-01 w porównaniu z okresem 2024-12-01 – 2025-03-01",
                "en": "Traffic · 2025-06-01 – 2025-09-01 compared with 2024-12-01 – 2025-03-01",
            ])
        #expect(legend["unit"] as? String == "reports/km²")
        #expect(
            legend["unitText"] as? [String: String]
                == ["pl": "zmiana liczby zgłoszeń na km²", "en": "change in reports per km²"])
        let equal = try service.object(
            "/legend/difference.json?from=2025-06-01&to=2025-09-01&compare-from=2024-06-01&compare-to=2024-09-01")
        #expect(equal["periods"] == nil && equal["counts"] != nil)
    }

    @Test func `two periods without reports have an empty legend; one with some has classes`() throws {
        let service = try service()
        let none = try service.object(
            "/legend/change.json?from=2030-01-01&to=2031-01-01&compare-from=2031-01-01&compare-to=2032-01-01")
        #expect((none["classes"] as? [Any])?.isEmpty == true && none["comparedReports"] as? Int == 0)
        for style in ["change", "difference"] {
            let one = try service.object(
                "/legend/\(style).json?from=2030-01-01&to=2031-01-01&compare-from=2024-06-01&compare-to=2025-06-01")
            #expect((one["classes"] as? [Any])?.isEmpty == false && one["reports"] as? Int == 0)
        }
    }

    @Test(arguments: Language.allCases, ["steps", "smooth"])
    func `the picture says what the JSON says, each class with both its limits`(language: Language, shading: String)
        throws
    {
        let service = try service(shading)
        let json = try service.object("/legend/change.json?" + Self.query)
        let filter = try Fixture.filter("from=2025-06-01&to=2025-09-01", Fixture.kmzb())
        let compared = try Fixture.filter("from=2024-12-01&to=2025-03-01", Fixture.kmzb())
        let legend = Legend(
            service.renderer(for: Visitor()), try service.style("change"), service.dataset.fittingZoom, filter,
            against: compared)
        let picture = legend.picture(language)
        #expect(!picture.isSmooth)
        let classes = try #require(json["classes"] as? [[String: Any]])
        #expect(
            picture.entries.map(\.label)
                == classes.map { ($0["labelText"] as? [String: String])?[language.rawValue] })
        #expect(picture.unit == (json["unitText"] as? [String: String])?[language.rawValue])
        let texts = try ["counts", "periods", "filter", "weights", "kernel"].map {
            try text(json[$0])[language.rawValue]
        }
        // The legend's own zoom may be another than that of the query, and with it the radius.
        #expect(picture.notes.map(\.text).prefix(4) == texts.prefix(4))
        let image = service.get("/legend/change.png?language=\(language.rawValue)&" + Self.query)
        #expect(RGBImage(image.body) != nil)
    }
}
