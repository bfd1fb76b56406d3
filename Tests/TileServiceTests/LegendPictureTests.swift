import HTTPMessage
import PrintSheet
import Reports
import TestSupport
import Testing

@testable import TileService

/// Legends as pictures over HTTP: the same legend as the JSON.
struct LegendPictureTests {
    private func service() throws -> TileService {
        let catalogue = try Fixture.kmzb()
        return try Fixture.service(Fixture.scattered(300, seed: 6, catalogue), catalogue)
    }

    private func image(_ service: TileService, _ target: String) throws -> RGBImage {
        let response = service.get(target)
        try #require(response.status == 200, "\(target): \(String(decoding: response.body, as: UTF8.self))")
        #expect(response.header("Content-Type") == "image/png")
        #expect(response.header("Cache-Control") == "no-cache" && response.header("ETag") != nil)
        #expect(service.get(target).body == response.body)
        return try #require(RGBImage(response.body))
    }

    /// The JSON's colours, from the highest class, on white.
    private func colors(_ service: TileService, _ target: String) throws -> [[UInt8]] {
        let classes = try #require(try service.object(target)["classes"] as? [[String: Any]])
        return try classes.reversed().map { entry in
            let hex = try #require(entry["color"] as? String)
            let parts = stride(from: 1, to: 9, by: 2).compactMap { start in
                Int(hex.dropFirst(start).prefix(2), radix: 16)
            }
            let alpha = Double(parts[3]) / 255
            return parts.prefix(3).map { UInt8((Double($0) * alpha + 255 * (1 - alpha)).rounded()) }
        }
    }

    @Test(arguments: ["", "@2x"], ["pl", "en"])
    func `flat classes have the JSON's colours in the middle of their blocks`(suffix: String, language: String) throws {
        let service = try service()
        let ratio = suffix.isEmpty ? 1 : 2
        let image = try image(service, "/legend/density\(suffix).png?zoom=9&language=\(language)&status=confirmed,new")
        #expect(image.width == LegendPicture.width * ratio)
        let column = (0..<image.height).map { image[40 * ratio, $0] }
        var row = 0
        for color in try colors(service, "/legend/density.json?zoom=9&status=confirmed,new") {
            row = try #require(column[row...].firstIndex(of: color))
            #expect(column[row + 8 * ratio] == color)
            row += 16 * ratio
        }
    }

    @Test func `smooth classes have the JSON's colours at their limits`() throws {
        let service = try service()
        let image = try image(service, "/legend/heat.png?zoom=9")
        let column = (0..<image.height).map { image[40, $0] }
        var row = 0
        for color in try colors(service, "/legend/heat.json?zoom=9") {
            row = try #require(column[row...].firstIndex(of: color), "\(color)")
        }
    }

    @Test func `it says what the JSON says, with a decimal comma in Polish`() throws {
        let catalogue = try Fixture.kmzb()
        let service = try Fixture.service(Fixture.scattered(3000, seed: 6, catalogue), catalogue)
        let query = "group=traffic&hours=20-04"
        let style = try service.style("density")
        let legend = Legend(
            service.renderer(for: Visitor()), style, service.dataset.fittingZoom, try Fixture.filter(query, catalogue))
        let json = try service.object("/legend/density.json?" + query)
        for language in Language.allCases {
            let picture = legend.picture(language)
            #expect(picture.title == (json["title"] as? [String: String])?[language.rawValue])
            #expect(picture.unit == (json["unitText"] as? [String: String])?[language.rawValue])
            let texts = ["filter", "weights", "kernel"].map {
                ((json[$0] as? [String: Any])?["text"] as? [String: String])?[language.rawValue]
            }
            #expect(picture.notes.dropFirst().map(\.text) == texts)
            #expect(picture.notes[0].text == "\(try #require(json["reports"] as? Int))")
            let version = try #require(json["version"] as? String)
            #expect(picture.footer.hasSuffix(version))
        }
        #expect(legend.picture(.polish).entries.prefix(2).map(\.label) == ["0,1 – 0,3", "0,3 – 1"])
        #expect(legend.picture(.english).entries.map(\.label).last == "≥ 1000")
        let heat = Legend(
            service.renderer(for: Visitor()), try service.style("heat"), service.dataset.fittingZoom, ReportFilter())
        #expect(heat.picture(.english).entries.last?.label.hasPrefix("≥ ") == true)
        #expect(heat.picture(.english).entries.dropLast().allSatisfy { !$0.label.contains("–") })
    }

    @Test(arguments: [
        (0, "0", "0"), (999, "999", "999"), (1000, "1\u{A0}000", "1,000"),
        (1_234_567, "1\u{A0}234\u{A0}567", "1,234,567"),
    ])
    func `numbers have their thousands apart`(number: Int, polish: String, english: String) {
        #expect(Legend.grouped(number, .polish) == polish && Legend.grouped(number, .english) == english)
    }

    @Test func `English is the default, and an empty legend says so in each language`() throws {
        let service = try service()
        for query in ["zoom=9", "zoom=9&from=2030-01-01"] {
            let plain = service.get("/legend/heat.png?\(query)").body
            #expect(plain == service.get("/legend/heat.png?\(query)&language=en").body)
            #expect(plain != service.get("/legend/heat.png?\(query)&language=pl").body)
        }
        #expect(try image(service, "/legend/heat.png?from=2030-01-01").height < 250)
    }

    @Test(arguments: [
        ("/legend/heat.png?language=de", 400, "language"), ("/legend/heat.png?language=", 400, "language"),
        ("/legend/heat.png?language=PL", 400, "language"), ("/legend/heat.json?language=pl", 400, "language"),
        ("/legend/heat@2x.png?zoom=23", 400, "zoom"), ("/legend/heat.png?colour=red", 400, "colour"),
        ("/legend/none.png", 404, "style"), ("/legend/heat@3x.png", 404, "style"),
    ])
    func `what is wrong is named`(target: String, status: Int, parameter: String) throws {
        let response = try service().get(target)
        #expect(response.status == status)
        #expect(try response.problem().parameter == parameter)
    }
}
