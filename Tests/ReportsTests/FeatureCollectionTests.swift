import TestSupport
import Testing
import WebMercator

@testable import Reports

@Suite struct FeatureCollectionTests {
    /// A feature as our own layer of points has it (design, section 5.2).
    private static func feature(_ id: Int, point: String = "[15.2288,52.7368]") -> String {
        "{\"type\":\"Feature\",\"id\":\"\(id)\",\"geometry\":{\"type\":\"Point\",\"coordinates\":\(point)},"
            + "\"properties\":{\"id\":\"\(id)\",\"category\":\"speeding\",\"status\":\"new\",\"source\":\"public\","
            + "\"occurred\":\"2025-06-14T21:37:05Z\",\"confirmations\":2}}"
    }

    private static func collection(_ features: [String], separator: String = ",") -> String {
        "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: separator))],"
            + "\"numberMatched\":2,\"timeStamp\":\"2025-06-15T00:00:00Z\"}"
    }

    @Test("The points that our own server writes are reports, the same as their rows of CSV")
    func ownPoints() throws {
        let rows = try ReadRows(Self.collection([Self.feature(7), Self.feature(8, point: "[-87.6,41.8,180.5]")]))
        let table = try ReadRows(
            "id,category,source,status,longitude,latitude,occurred\n"
                + "7,speeding,public,new,15.2288,52.7368,2025-06-14T21:37:05Z\n"
                + "8,speeding,public,new,-87.6,41.8,2025-06-14T21:37:05Z\n")
        #expect(rows.rejections.isEmpty)
        #expect(rows.reports.count == 2 && rows.reports == table.reports)
    }

    @Test("Layout, other members and the place of features among them do not matter")
    func layout() throws {
        let expected = try ReadRows(Self.collection([Self.feature(1), Self.feature(2)])).reports
        let both = Self.feature(1) + "\n,\t" + Self.feature(2)
        let crs = "\"crs\": {\"a\": [\"]}\\\"\", {\"features\": []}]}"
        for text in [
            "\u{FEFF}\r\n{\r\n\"type\": \"FeatureCollection\",\r\n\"name\": \"x\", \(crs),\r\n\"features\": [\r\n\(both)\r\n]\r\n}\r\n",
            "{\"features\":[\(both)],\(crs),\"type\":\"FeatureCollection\"}",
            "{\"bbox\":[1,2,3,4],\"n\":1e5,\"t\":true ,\"z\":null,\"type\" : \"FeatureCollection\" , \"features\" : [ \(both) ] }",
        ] {
            let rows = try ReadRows(text)
            #expect(rows.reports == expected && rows.rejections.isEmpty, "\(text)")
        }
        let lines = try ReadRows(Self.feature(1) + "\n" + Self.feature(2) + "\n")
        #expect(lines.reports == expected && lines.rejections.isEmpty)
    }

    @Test("A member of many mebibytes is passed over, before the features and behind them")
    func largeMembers() throws {
        let large = "{\"a\":\"\(String(repeating: "x]}", count: 1 << 20))\"}"
        let rows = try ReadRows("{\"a\":\(large),\"features\":[\(Self.feature(1))],\"b\":\(large)}")
        #expect(rows.reports.count == 1 && rows.rejections.isEmpty)
    }

    @Test("A feature's own id counts where its properties have none")
    func featureID() throws {
        let bare = Self.feature(7).replacing("\"properties\":{\"id\":\"7\",", with: "\"properties\":{")
        let null = Self.feature(7).replacing("\"properties\":{\"id\":\"7\",", with: "\"properties\":{\"id\":null,")
        let number = bare.replacing("\"id\":\"7\"", with: "\"id\":7")
        let other = Self.feature(7).replacing("\"id\":\"7\",\"geometry\"", with: "\"id\":\"9\",\"geometry\"")
        let rows = try ReadRows(Self.collection([bare, null, number, other]))
        #expect(rows.reports.map(\.externalID) == ["7", "7", "7", "7"])
        #expect(Set(rows.reports.map(\.identity)).count == 1)
    }

    @Test("The point counts under whatever name a profile reads the place, and not the property of that name")
    func otherProfile() throws {
        let text = Self.collection([
            "{\"type\":\"Feature\",\"properties\":{\"Crime ID\":null,\"Month\":\"2025-06\",\"Crime type\":\"Drugs\","
                + "\"Longitude\":500,\"Last outcome category\":\"\"},\"geometry\":{\"coordinates\":[-0.1,51.5],\"type\":\"Point\"}}"
        ])
        let rows = try ReadRows(text)
        #expect(rows.reports.map(\.place) == [GeographicCoordinate(longitude: -0.1, latitude: 51.5)])
    }

    @Test(
        "A feature that is no report is one rejection, and the others stay",
        arguments: [
            ("[15.2288,52.7368]", "[15.2288]", "coordinates", "[15.2288]"),
            ("[15.2288,52.7368]", "[1,2,3,4]", "coordinates", "[1,2,3,4]"),
            ("[15.2288,52.7368]", "[[1,2],3]", "coordinates", "[[1,2],3]"),
            ("[15.2288,52.7368]", "[\"1\",2]", "coordinates", "[\"1\",2]"),
            ("[15.2288,52.7368]", "null", "coordinates", "null"),
            ("[15.2288,52.7368]", "[181,52]", "longitude", "181"),
            ("\"Point\"", "\"LineString\"", "geometry", "LineString"),
            ("{\"type\":\"Point\",\"coordinates\":[15.2288,52.7368]}", "null", "geometry", "null"),
            ("\"geometry\"", "\"geom\"", "geometry", ""),
            ("\"type\":\"Feature\"", "\"type\":\"Point\"", "", ""),
            ("\"new\"", "[]", "status", "[]"),
            ("\"new\"", "new", "", ""), ("\"new\"", "\"n\new\"", "", ""), ("15.2288", "NaN", "", ""),
            ("\"status\"", "\"category\"", "", ""), ("\"properties\":{", "\"properties\":{{},", "", ""),
        ])
    func badFeatures(part: String, replacement: String, field: String, value: String) throws {
        let bad = Self.feature(2).replacing(part, with: replacement, maxReplacements: 1)
        let rows = try ReadRows(Self.collection([Self.feature(1), bad, Self.feature(3)], separator: ",\n\n"))
        #expect(rows.reports.map(\.externalID) == ["1", "3"])
        #expect(rows.rejections.map(\.line) == [3])
        #expect(rows.rejections.map(\.field) == [field] && rows.rejections.map(\.value) == [value])
    }

    @Test("Elements that are no objects are rejected; commas too few or too many are told and cost no feature")
    func otherElements() throws {
        let rows = try ReadRows(
            "{\"features\":[\(Self.feature(1)),\n7, null,\n\"x\",[{}],\(Self.feature(2))\n\(Self.feature(3)),\n]}\n")
        #expect(rows.reports.map(\.externalID) == ["1", "2", "3"])
        #expect(rows.rejections.map(\.line) == [2, 2, 3, 3, 4, 5])
        #expect(
            rows.rejections.map(\.reason).suffix(2) == [
                "a comma is missing before this feature", "a feature is missing behind the last comma",
            ])
    }

    @Test("A file cut at any byte gives its whole features, and says that it is cut off")
    func cutAnywhere() throws {
        let whole = Array(Self.collection([Self.feature(1), Self.feature(2)], separator: ",\n").utf8)
        let ends = [Self.feature(1), Self.feature(2)].map { feature in
            String(decoding: whole, as: UTF8.self).utf8.count
                - (String(decoding: whole, as: UTF8.self).split(separator: feature).last?.utf8.count ?? 0)
        }
        for count in ends[0]..<whole.count {
            let rows = try ReadRows(Array(whole.prefix(count)))
            #expect(rows.reports.count == (count < ends[1] ? 1 : 2), "\(count) bytes")
            #expect(rows.rejections.last?.reason.contains("it is cut off") == true, "\(count) bytes")
            let isInside = count > ends[0] + 2 && count < ends[1]
            #expect(rows.rejections.count == (isInside ? 2 : 1), "\(count) bytes")
            if isInside {
                #expect(rows.rejections.first?.reason == "the file ends inside this feature")
                #expect(rows.rejections.map(\.line) == [2, 2])
            }
        }
    }

    @Test(
        "A collection in which the next feature cannot be found is an error that names the line",
        arguments: [
            ("FEATURE}\n}", "f.csv, line 2: a comma or ] is missing behind a feature"),
            ("FEATURE,,FEATURE]}", "f.csv, line 2: a feature is missing"),
            ("FEATURE],\"features\":[]}", "f.csv, line 2: \"features\" is given twice"),
            ("FEATURE],\n7:[]}", "f.csv, line 3: a member's name in quotes is missing"),
            ("FEATURE]\n\"a\":7}", "f.csv, line 3: a comma or } is missing"),
            ("FEATURE],\"a\"\n7}", "f.csv, line 3: a colon is missing behind a member's name"),
        ])
    func brokenCollections(rest: String, message: String) {
        let text = "{\"type\":\"FeatureCollection\",\"features\":[\n" + rest.replacing("FEATURE", with: Self.feature(1))
        #expect { try ReadRows(text) } throws: { "\($0)" == message }
    }

    @Test("A feature whose brace is missing is an error that names its line, once it is too long to be one")
    func missingBrace() {
        let broken = String(Self.feature(2).dropLast())
        let many = Array(repeating: Self.feature(3), count: 6000)
        let text = Self.collection([Self.feature(1), broken] + many, separator: ",\n")
        #expect(throws: InputError.objectTooLong("f.csv", line: 2)) { try ReadRows(text) }
    }

    @Test("What has no features, and what follows a collection, is told")
    func edges() throws {
        let none = "{\"type\":\"FeatureCollection\",\"a\":1}"
        #expect { try ReadRows(none) } throws: {
            "\($0)" == "f.csv, line 1: the feature collection has no list \"features\""
        }
        #expect { try ReadRows("{\"type\":\"FeatureCollection\",\"features\":{}}") } throws: {
            "\($0)" == "f.csv, line 1: \"features\" is not a list"
        }
        #expect { try ReadRows(Self.collection([])) } throws: {
            "\($0)" == "f.csv: has no object, and so no profile fits; name one with --profile NAME|FILE"
        }
        let empty = try ReadRows(Self.collection([]), profile: ImportProfileTests.small)
        #expect(empty.reports.isEmpty && empty.rejections.isEmpty)
        let two = try ReadRows(Self.collection([Self.feature(1)]) + "\n" + Self.collection([Self.feature(2)]))
        #expect(two.reports.count == 1)
        #expect(
            two.rejections.map(\.reason) == ["stands behind the end of the feature collection; the rest is not read"])
        #expect(two.rejections.map(\.line) == [2])
    }

    @Test("A chunk may end at any byte")
    func everyChunkBoundary() throws {
        let odd = Self.feature(2).replacing("speeding", with: "\\u017c\\\"}]{[🐕")
        let text = Array(
            "\u{FEFF} {\"a\": [\"\\\"]\"],\n\"features\": [\n\(Self.feature(1)),\n7,\(odd)\n], \"b\": {\"c\": [[]]}}\r\n"
                .utf8)
        let expected = try ReadRows(text)
        #expect(expected.reports.count == 1 && expected.rejections.map(\.line) == [4, 4])
        for size in 1...text.count {
            let rows = try ReadRows(ChunkedSource(text, sizes: [size, 3]))
            #expect(rows.reports == expected.reports && rows.rejections == expected.rejections, "at \(size)")
        }
    }

    @Test("Mutated files give reports and rejections or an error in words, and never trap", arguments: 0..<10)
    func mutations(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let file = Array(Self.collection((0..<4).map { Self.feature($0) }, separator: ",\n").utf8)
        for _ in 0..<60 {
            do {
                let rows = try ReadRows(mutated(file, &random))
                #expect(rows.reports.count + rows.rejections.count > 0)
                for rejection in rows.rejections { #expect(rejection.line > 0 && !rejection.reason.isEmpty) }
            } catch {
                #expect(error is ProfileError || error is InputError, "seed \(seed): \(error)")
                #expect("\(error)".hasPrefix("f.csv"))
            }
        }
    }
}
