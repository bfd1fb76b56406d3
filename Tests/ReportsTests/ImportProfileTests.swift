import TestSupport
import Testing

@testable import Reports

@Suite struct ImportProfileTests {
    static let small = """
        {"name": "p", "catalogue": "kmzb", "columns": {
            "id": {"column": "ID", "optional": true},
            "category": {"column": "Kind", "values": {"Speed": "speeding"}},
            "source": {"constant": "public"}, "status": {"constant": "new"},
            "longitude": {"column": "X"}, "latitude": {"column": "Y"},
            "occurred": {"column": "When", "formats": ["dd.MM.yyyy HH:mm", "iso8601"]}}}
        """

    @Test(
        "A broken profile is refused with file, key, value and what would have been right",
        arguments: [
            ("\"columns\"", "\"colums\"", "colums: is not a known key; the keys here are name, catalogue, columns"),
            ("\"X\"", "7", "columns.longitude.column: is 7; it must be a text"),
            (
                "\"longitude\": {\"column\"", "\"longitude\": {\"constant\"",
                "columns.longitude.constant: is not a known key; the keys here are column"
            ),
            (
                "{\"column\": \"Y\"}", "{\"column\": \"Y\", \"optional\": true}",
                "columns.latitude.optional: is not a known key; the keys here are column"
            ),
            (
                "{\"constant\": \"new\"}", "{\"constant\": \"new\", \"column\": \"S\"}",
                "columns.status.column: is not a known key; the keys here are constant"
            ),
            ("\"status\": {\"constant\": \"new\"},", "", "columns.status: is missing; it must be an object"),
            (
                "dd.MM.yyyy HH:mm", "dd.MM.yyyy hh:mm",
                "columns.occurred.formats[0]: is no time format; write \"iso8601\" or "
                    + "a pattern such as \"MM/dd/yyyy hh:mm:ss a\""
            ),
            (
                "[\"dd.MM.yyyy HH:mm\", \"iso8601\"]", "[]",
                "columns.occurred.formats: is an empty list; it must name a time format"
            ),
            ("{\"Speed\": \"speeding\"}", "{\"Speed\": 1}", "columns.category.values.Speed: is 1; it must be a text"),
            (
                "\"optional\": true", "\"optional\": \"yes\"",
                "columns.id.optional: is \"yes\"; it must be true or false"
            ),
        ])
    func brokenProfiles(part: String, replacement: String, problem: String) {
        let json = Self.small.replacing(part, with: replacement)
        #expect { try ImportProfile(Array(json.utf8), file: "p.json") } throws: { "\($0)" == "p.json: \(problem)" }
    }

    @Test("A sound profile says which columns a file must have")
    func requiredColumns() throws {
        let profile = try ImportProfile(Array(Self.small.utf8), file: "p")
        #expect(profile.requiredColumns == ["Kind", "X", "Y", "When"])
        #expect(profile.columns == ["ID", "Kind", "X", "Y", "When"])
    }

    @Test("Shipped profiles fit the catalogues they name")
    func shipped() throws {
        for (name, json) in ShippedFiles.profiles {
            let profile = try ImportProfile(json, file: name)
            #expect(profile.name == name)
            let catalogue = try Catalogue(#require(ShippedFiles.catalogues[profile.catalogue]), file: name)
            _ = try ProfileColumns(profile, header: profile.columns, catalogue: catalogue)
        }
    }

    @Test("Mutated profiles are read or refused in one line, and never trap", arguments: 0..<8)
    func mutations(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            do {
                _ = try ImportProfile(mutated(Array(Self.small.utf8), &random), file: "p.json")
            } catch {
                #expect("\(error)".hasPrefix("p.json: "), "seed \(seed)")
            }
        }
    }
}
