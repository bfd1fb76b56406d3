import TestSupport
import Testing
import WebMercator

@testable import Reports

@Suite struct ObjectSequenceTests {
    static let good =
        "{\"id\": \"7\", \"category\": \"speeding\", \"source\": \"public\", \"status\": \"new\", \"longitude\": 15.2288, "
        + "\"latitude\": 52.7368, \"occurred\": \"2025-06-14T21:37:05Z\", \"text\": \"Zażółć gęślą jaźń 🐕\"}\n"

    @Test("An object a line is a report, the same as its row of CSV")
    func soundObject() throws {
        let rows = try ReadRows(Self.good)
        let table = try ReadRows(
            "text,id,category,source,status,longitude,latitude,occurred\n"
                + "Zażółć gęślą jaźń 🐕,7,speeding,public,new,15.2288,52.7368,2025-06-14T21:37:05Z\n")
        #expect(rows.rejections.isEmpty)
        #expect(rows.reports.count == 1 && rows.reports == table.reports)
    }

    @Test("Every Polish letter and 4-byte characters come through byte for byte, escaped or not")
    func text() throws {
        let meant = "ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż „cudzysłów” – \u{1D11E} 🐕 e\u{301}"
        let escaped = meant.utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
        for written in [meant, escaped.joined()] {
            let rows = try ReadRows(Self.good.replacing("Zażółć gęślą jaźń 🐕", with: written))
            #expect(try Array(#require(rows.reports.first?.text).utf8) == Array(meant.utf8))
        }
    }

    @Test("Blank lines, CRLF, a byte order mark and spaces are passed over; a last line may lack its line break")
    func layout() throws {
        let line = Self.good.dropLast()
        let expected = try ReadRows(Self.good + Self.good).reports
        for text in [
            "\u{FEFF}\(line)\r\n\r\n\(line)\r\n", "\n \t\n  \(line)  \n\n\(line)", "\u{1E}\(line)\n\u{1E}\(line)\n",
            "\u{1E}\(line.replacing(", ", with: ",\n"))\n\u{1E}\u{1E}\(line)",
        ] {
            let rows = try ReadRows(text)
            #expect(rows.reports == expected && rows.rejections.isEmpty, "\(text)")
        }
    }

    @Test("The order of members, members that nobody reads and a null do not change a report")
    func identity() throws {
        let one =
            "{\"category\":\"speeding\",\"source\":\"public\",\"status\":\"new\",\"longitude\":15,\"latitude\":52,"
            + "\"occurred\":\"2025-06\",\"id\":null}\n"
        let other =
            "{\"occurred\":\"2025-06\",\"x\":{\"id\":[1]},\"latitude\":52,\"longitude\":15,\"status\":\"new\","
            + "\"source\":\"public\",\"category\":\"speeding\",\"id\":\"\"}\n"
        let third = one.replacing("15", with: "15.0")
        let reports = try ReadRows(one + other + third).reports
        #expect(reports.count == 3 && reports[0] == reports[1])
        #expect(reports[0].identity != reports[2].identity)
        #expect(reports[0].externalID == nil)
    }

    @Test("Numbers keep their digits, and truth is a word")
    func scalars() throws {
        let line =
            "{\"ID\":12345678901234567890,\"Date\":\"07/04/2017 12:00:00 PM\",\"Primary Type\":\"THEFT\","
            + "\"Arrest\":true,\"Latitude\":\"41.8\",\"Longitude\":-8.76e1}\n"
        let report = try #require(ReadRows(line).reports.first)
        #expect(report.externalID == "12345678901234567890")
        #expect(report.place == GeographicCoordinate(longitude: -87.6, latitude: 41.8))
        #expect(report.occurred.instant == 1_499_187_600)
    }

    @Test(
        "A bad line is one rejection with its line and field, and the others stay",
        arguments: [
            ("15.2288", "[15]", "longitude", "[15]", "is a list; it must be a text, a number, true, false or null"),
            (
                "\"7\"", "{\"a\": 1}", "id", "{\"a\": 1}",
                "is an object; it must be a text, a number, true, false or null"
            ),
            ("15.2288", "NaN", "", "", "is not JSON: \"N\" begins no JSON value (byte 87)"),
            ("52.7368", "91", "latitude", "91", "is outside -90 to 90 degrees"),
            ("52.7368", "\"12,5\"", "latitude", "12,5", "is not a decimal number such as 15.2288"),
            ("52.7368", "null", "latitude", "", "is empty: the row has no place"),
            ("\"latitude\"", "\"lat\"", "latitude", "", "is empty: the row has no place"),
            ("\"latitude\"", "\"longitude\"", "", "", "is not JSON: \"longitude\" is given twice (byte 97)"),
            ("\"}\n", "\"\n", "", "", "is not JSON: a comma or } is missing (byte 194)"),
            ("{\"id\"", "[{\"id\"", "", "", "is not JSON: a comma or ] is missing (byte 196)"),
            ("jaźń", "a\\u0000b", "text", "Zażółć gęślą a\u{0}b 🐕", "holds a NUL character"),
            ("{\"id\"", "\"id\"", "", "", "is not JSON: something follows the end of the JSON (byte 5)"),
        ])
    func rejections(part: String, replacement: String, field: String, value: String, reason: String) throws {
        let bad = Self.good.replacing(part, with: replacement, maxReplacements: 1)
        let rows = try ReadRows(Self.good + "\n" + bad + Self.good)
        #expect(rows.rejections == [Rejection(line: 3, field: field, value: value, reason: reason)])
        #expect(rows.reports.count == 2)
    }

    @Test("Bytes that are no UTF-8, and lines that are no objects, are rejected")
    func otherLines() throws {
        let bytes = Array(Self.good.utf8) + [0x7B, 0x22, 0xFF, 0x22, 0x7D, 10] + Array("7\n\"x\"\nnull\n[]\n".utf8)
        let rows = try ReadRows(bytes)
        #expect(rows.rejections.map(\.line) == [2, 3, 4, 5, 6])
        #expect(rows.rejections.first?.reason == "is not JSON: this is not UTF-8 (byte 1)")
        #expect(rows.rejections.dropFirst().allSatisfy { $0.reason == "is not a JSON object" })
    }

    @Test("A file cut at any byte gives its whole objects, and the cut one as a rejection, never guessed")
    func cutAnywhere() throws {
        let whole = Array((Self.good + Self.good).utf8)
        let line = Self.good.utf8.count
        for count in line..<whole.count {
            let rows = try ReadRows(Array(whole.prefix(count)))
            let isWhole = count == whole.count - 1
            #expect(rows.reports.count == (isWhole ? 2 : 1), "\(count) bytes")
            #expect(rows.rejections.map(\.line) == (isWhole || count == line ? [] : [2]), "\(count) bytes")
            #expect(rows.rejections.allSatisfy { $0.reason.hasPrefix("the file ends inside this object: ") })
        }
    }

    @Test("A line of more than 1 MiB is an error that names file and line", arguments: [4096, 1 << 30])
    func endlessLine(chunk: Int) {
        let text = Self.good + "{\"a\": \"" + String(repeating: "x", count: InputKind.longestObject) + "\"}\n"
        #expect(throws: InputError.objectTooLong("x.ndjson", line: 2)) {
            try ReadRows(ChunkedSource(Array(text.utf8), sizes: [chunk]), file: "x.ndjson")
        }
    }

    @Test("The first object that can be read tells the profile; what stands before it is rejected")
    func lateProfile() throws {
        let rows = try ReadRows("{\"id\n{\"id\": 1,,}\n" + Self.good)
        #expect(rows.reports.count == 1)
        #expect(rows.rejections.map(\.line) == [1, 2])
    }

    @Test("With a profile that is named, no number of bad lines at the beginning stops the good ones")
    func lateObject() throws {
        let object = "{\"Kind\": \"Speed\", \"X\": 15, \"Y\": 52, \"When\": \"2025-06\"}\n"
        let rows = try ReadRows(
            String(repeating: "{]\n", count: 1500) + object, profile: ImportProfileTests.small)
        #expect(rows.reports.count == 1)
        #expect(rows.rejections.map(\.line) == Array(1...1500))
    }

    @Test(
        "Objects that fit no profile are refused in words",
        arguments: [
            (
                "{\"a\": 1, \"b\": {}}\n", nil,
                "f.csv: no shipped profile fits its columns \"a\", \"b\"; name one with --profile NAME|FILE"
            ),
            (
                "{\"Kind\": 1, \"X\": 2, \"id\": 3}\n", ImportProfileTests.small,
                "f.csv: does not fit the profile \"p\": it lacks \"Y\", \"When\"; it has \"Kind\", \"X\", \"id\""
            ),
            (
                "{\"id\": 1\n{\"id\": 2\n", nil,
                "f.csv: has no object that can be read; line 1: is not JSON: a comma or } is missing (byte 9)"
            ),
            (
                String(repeating: "{]\n", count: 1000) + Self.good, nil,
                "f.csv: has no object that can be read; line 1: is not JSON: a member's name in quotes is missing "
                    + "(byte 2)"
            ),
        ])
    func refusedFiles(text: String, profile: String?, message: String) {
        #expect { try ReadRows(text, profile: profile) } throws: { "\($0)" == message }
    }

    @Test("A chunk may end at any byte")
    func everyChunkBoundary() throws {
        let text = Array("\u{FEFF}\(Self.good)\r\n{\"id\": \"\\\"{\\u0041\"}\r\n\n{\n\(Self.good)".utf8)
        let expected = try ReadRows(text)
        #expect(expected.reports.count == 2 && expected.rejections.count == 2)
        for size in 1...text.count {
            let rows = try ReadRows(ChunkedSource(text, sizes: [size, 3]))
            #expect(rows.reports == expected.reports && rows.rejections == expected.rejections, "at \(size)")
        }
    }

    @Test("Mutated files give reports and rejections and never trap", arguments: 0..<10)
    func mutations(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let file = Array(String(repeating: Self.good, count: 4).utf8)
        for _ in 0..<60 {
            do {
                let rows = try ReadRows(mutated(file, &random))
                #expect(rows.reports.count + rows.rejections.count > 0)
                for rejection in rows.rejections { #expect(rejection.line > 0 && !rejection.reason.isEmpty) }
            } catch {
                #expect(error is ProfileError || error is InputError, "seed \(seed): \(error)")
            }
        }
    }
}
