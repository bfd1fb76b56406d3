import Density
import JSONText
import Rendering
import Testing

/// Style files: those that are shipped, and what is said of broken ones, word for word.
struct StyleTests {
    private static let sound = """
        {"name": "mine", "title": {"pl": "Moje", "en": "Mine"}, "kind": "heat",
        "bandwidth": {"metres": 400, "minPixels": 8}, "scale": {"method": "breaks", "limits": [1, 2, 5]},
        "ramp": ["#ffffff00", "#000000"], "shading": "steps"}
        """

    private func style(_ text: String) throws(JSONFileError) -> Style {
        try Style(Array(text.utf8), file: "mine.json")
    }

    @Test func `the shipped styles are sound, and heat is the default`() throws {
        let styles = try ShippedStyles.all.map { try Style($0.json, file: $0.name) }
        #expect(styles.map(\.name) == ["heat", "density", "difference"])
        #expect(styles.map(\.kind) == [.heat, .heat, .difference])
        for (style, shipped) in zip(styles, ShippedStyles.all) {
            #expect(style.name == shipped.name)
            #expect(style.statusWeights == ["joke": 0, "unconfirmed": 0] && style.categoryWeights.isEmpty)
            // The design promises 2 % only from 8 pixels on, and that no shipped style is narrower.
            #expect(style.bandwidth.minPixels >= 8)
        }
        #expect(styles.map(\.scale.name) == ["mean-multiples", "breaks", "mean-multiples"])
    }

    @Test func `what may be left out has the design's defaults`() throws {
        let style = try style(Self.sound)
        #expect(style.opacity == 1)
        #expect(style.statusWeights == ["joke": 0, "unconfirmed": 0])
        #expect(
            style.ramp.colors == [Color(red: 255, green: 255, blue: 255, alpha: 0), Color(red: 0, green: 0, blue: 0)])
    }

    @Test(arguments: [
        ("[1, 2, 5]", "[1, 5, 2]", "scale.limits[2]: is 2.0, which is not above 5.0; limits must rise"),
        ("[1, 2, 5]", "[1, 1]", "scale.limits[1]: is 1.0, which is not above 1.0; limits must rise"),
        ("[1, 2, 5]", "[1]", "scale.limits: has 1 numbers; it must have 2 to 32"),
        ("[1, 2, 5]", "[0, 1]", "scale.limits[0]: is 0; it must be a number from 1e-09 to 1000000000000"),
        ("[1, 2, 5]", "7", "scale.limits: is 7; it must be a list"),
        ("400", "-1", "bandwidth.metres: is -1; it must be a number from 1 to 1000000"),
        ("400", "\"wide\"", "bandwidth.metres: is \"wide\"; it must be a number from 1 to 1000000"),
        (": 8", ": 1.5", "bandwidth.minPixels: is 1.5; it must be a number from 2 to 256"),
        (", \"minPixels\": 8", "", "bandwidth.minPixels: is missing; it must be a number from 2 to 256"),
        ("[\"#ffffff00\", \"#000000\"]", "[\"#000000\"]", "ramp: has 1 colours; it must have 2 to 256"),
        (
            "[\"#ffffff00\", \"#000000\"]", "\"jet\"",
            "ramp: is \"jet\"; shipped ramps are RdBu, YlOrRd, cividis, greys, viridis"
        ),
        ("#000000", "black", "ramp[1]: is \"black\"; it must be a colour such as \"#fd8d3cff\""),
        ("#000000", "#+12345", "ramp[1]: is \"#+12345\"; it must be a colour such as \"#fd8d3cff\""),
        (
            "\"shading\"", "\"shadign\"",
            "shadign: is not a known key; the keys here are name, title, kind, bandwidth, weights, scale, ramp, shading, opacity"
        ),
        ("\"metres\"", "\"meters\"", "bandwidth.meters: is not a known key; the keys here are metres, minPixels"),
        ("\"steps\"", "\"dots\"", "shading: is \"dots\"; it must be \"smooth\" or \"steps\""),
        ("\"steps\"", "\"steps\", \"opacity\": 1.1", "opacity: is 1.1; it must be a number from 0 to 1"),
        (
            "\"steps\"", "\"steps\", \"weights\": {\"status\": {\"joke\": -1}}",
            "weights.status.joke: is -1; it must be a number from 0 to 100"
        ),
        ("\"breaks\"", "\"quantiles\"", "scale.method: is \"quantiles\"; it must be \"breaks\" or \"mean-multiples\""),
        ("\"heat\"", "\"points\"", "kind: is \"points\"; it must be \"heat\" or \"difference\""),
        ("\"kind\": \"heat\",", "", "kind: is missing; it must be a text"),
        ("\"mine\"", "\"Mine!\"", "name: is \"Mine!\"; a name has up to 64 lower-case letters, digits and hyphens"),
        ("\"en\": \"Mine\"", "\"en\": 5", "title.en: is 5; it must be a text"),
        ("{\"name\"", "[\"name\"", "line 1: a comma or ] is missing"),
    ])
    func `a broken style is an error that names file, key and value`(old: String, new: String, problem: String) {
        let text = Self.sound.replacing(old, with: new)
        #expect(text != Self.sound)
        #expect { try style(text) } throws: { ($0 as? JSONFileError)?.description == "mine.json: \(problem)" }
    }

    @Test(arguments: [
        ("#fd8d3c", Color(red: 0xFD, green: 0x8D, blue: 0x3C)),
        ("#FD8D3C80", Color(red: 0xFD, green: 0x8D, blue: 0x3C, alpha: 0x80)),
        ("#00000000", .transparent),
    ])
    func `a colour reads and writes as hexadecimal digits`(text: String, color: Color) throws {
        #expect(Color(hex: text) == color)
        #expect(Color(hex: color.hex) == color)
        #expect(color.hex.count == 9 && color.hex == color.hex.lowercased())
    }

    @Test(arguments: [
        "", "#", "fd8d3c", "#fd8d3", "#fd8d3c8", "#fd8d3c800", "#gggggg", "#-12345", "# 12345", "#１２３４５６",
    ])
    func `what is no colour is none`(text: String) {
        #expect(Color(hex: text) == nil)
    }
}
