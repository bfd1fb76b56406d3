import TestSupport
import Testing

@testable import Reports

@Suite struct CatalogueTests {
    static let small = """
        {"name": "small", "timeZone": "Europe/Warsaw",
         "sources": [{"key": "police", "pl": "policja", "en": "police", "publicPoints": false}],
         "groups": [{"key": "traffic", "pl": "Ruch", "en": "Traffic"}],
         "categories": [
            {"key": "old", "pl": "Stare", "en": "Old", "group": "traffic", "replacedBy": "new", "validTo": "2022-01-01"},
            {"key": "new", "pl": "Nowe", "en": "New", "group": "traffic"}],
         "statuses": [{"key": "open", "pl": "Otwarte", "en": "Open", "final": false, "public": true}]}
        """

    @Test(
        "A broken catalogue is refused with file, key, value and what would have been right",
        arguments: [
            (
                "\"timeZone\"", "\"timezone\"",
                "timezone: is not a known key; the keys here are name, timeZone, publicLevel, "
                    + "minCount, retainLevel, sources, groups, categories, statuses, transitions, deadlines"
            ),
            ("\"name\": \"small\", ", "", "name: is missing; it must be a text"),
            (
                "Europe/Warsaw", "Europe/Gorzow",
                "timeZone: is \"Europe/Gorzow\"; it must be a name of the tz database such as \"Europe/Warsaw\""
            ),
            ("{\"key\": \"new\"", "{\"key\": \"old\"", "categories: has the key \"old\" twice; keys must be unique"),
            (
                "\"New\", \"group\": \"traffic\"", "\"New\", \"group\": \"water\"",
                "categories[1].group: names no group; the groups are traffic"
            ),
            ("\"replacedBy\": \"new\"", "\"replacedBy\": \"old\"", "categories: \"old\" is replaced in a circle"),
            (
                "\"replacedBy\": \"new\"", "\"replacedBy\": \"gone\"",
                "categories: \"old\" is replaced by \"gone\", which is no category"
            ),
            (
                "2022-01-01", "2022-02-30",
                "categories[0].validTo: is \"2022-02-30\"; it must be a day such as \"2022-01-01\""
            ),
            (
                "\"key\": \"police\"", "\"key\": \"Policja\"",
                "sources[0].key: is \"Policja\"; a key has up to 64 lower-case letters, digits and hyphens"
            ),
            (
                "\"publicPoints\": false", "\"publicPoints\": 0",
                "sources[0].publicPoints: is 0; it must be true or false"
            ),
            (
                "\"name\": \"small\"", "\"name\": \"small\", \"minCount\": 2.5",
                "minCount: is 2.5; it must be a whole number from 1 to 1000000"
            ),
            (
                "\"name\": \"small\"", "\"name\": \"small\", \"publicLevel\": 1e300",
                "publicLevel: is 1e+300; it must be a whole number from 0 to 32"
            ),
            ("\"name\": \"small\"", "\"name\": \"small\", \"name\": \"large\"", "line 1: \"name\" is given twice"),
            ("\"groups\": [{", "\"groups\": [{,", "line 3: a member's name in quotes is missing"),
            (
                "\"sources\": [{\"key\": \"police\", \"pl\": \"policja\", \"en\": \"police\", \"publicPoints\": false}]",
                "\"sources\": []", "sources: has 0 entries; it must have 1 to 16"
            ),
            ("\"pl\": \"Ruch\"", "\"pl\": \"\"", "groups[0].pl: is \"\"; it must be a text"),
        ])
    func brokenCatalogues(part: String, replacement: String, problem: String) {
        let json = Self.small.replacing(part, with: replacement)
        #expect { try Catalogue(Array(json.utf8), file: "c.json") } throws: { "\($0)" == "c.json: \(problem)" }
    }

    @Test("A category counts under its last successor, and a circle of several is found")
    func successors() throws {
        let chain = Self.small.replacing(
            "\"key\": \"new\",",
            with: "\"key\": \"newer\", \"pl\": \"N\", \"en\": \"N\", \"group\": \"traffic\"}, "
                + "{\"key\": \"new\", \"replacedBy\": \"newer\",")
        let catalogue = try Catalogue(Array(chain.utf8), file: "c")
        #expect(catalogue.categories.map(\.successor) == [1, 1, 1])
        let circle = chain.replacing("\"key\": \"newer\",", with: "\"key\": \"newer\", \"replacedBy\": \"old\",")
        #expect { try Catalogue(Array(circle.utf8), file: "c") } throws: {
            "\($0)" == "c: categories: \"old\" is replaced in a circle"
        }
    }

    @Test("Shipped catalogues are sound and bear their names", arguments: ["kmzb", "police-uk", "chicago"])
    func shipped(name: String) throws {
        let catalogue = try Catalogue(#require(ShippedFiles.catalogues[name]), file: name)
        #expect(catalogue.name == name)
        for category in catalogue.categories { #expect(catalogue.category(category.key) != nil) }
    }

    @Test("KMZB's catalogue has the 27 categories of 2020 and the 24 of today, 7 groups, 7 statuses and 3 sources")
    func kmzb() throws {
        let catalogue = try Catalogue(#require(ShippedFiles.catalogues["kmzb"]), file: "kmzb")
        #expect(catalogue.categories.count == 27)
        #expect(catalogue.categories.count { $0.validTo == nil && $0.replacedBy == nil } == 24)
        #expect(Set(catalogue.categories.map(\.group)) == Set(0..<7))
        #expect(
            catalogue.statuses.map(\.key) == [
                "new", "verification", "confirmed", "unconfirmed", "eliminated", "joke", "referred",
            ])
        #expect(catalogue.sources.map(\.key) == ["police", "consultation", "public"])
        #expect(catalogue.sources.map(\.publicPoints) == [false, false, true])
        #expect((catalogue.publicLevel, catalogue.minCount) == (17, 3))
        let letters = Set(catalogue.categories.map { $0.name.pl.lowercased() }.joined())
        #expect(letters.isSuperset(of: "ąęłńóśż"))
    }

    @Test("Mutated catalogues are read or refused in one line, and never trap", arguments: 0..<8)
    func mutations(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let bytes = mutated(Array(Self.small.utf8), &random)
            do {
                _ = try Catalogue(bytes, file: "c.json")
            } catch {
                #expect("\(error)".hasPrefix("c.json: "), "seed \(seed)")
            }
        }
    }
}

/// Bytes with a few of them replaced, taken away or doubled.
func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: bytes.indices, using: &random)
        let end = min(bytes.count, index + Int.random(in: 1...12, using: &random))
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(index..<end)
        case 2: bytes.insert(contentsOf: bytes[index..<end], at: index)
        default: bytes.insert("\"{}[],:-e9.\\\n\r\u{0}".utf8.randomElement(using: &random) ?? 0, at: index)
        }
    }
    return bytes
}
