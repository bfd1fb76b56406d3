import Testing

@testable import Reports

/// The strict JSON behind catalogues and profiles, seen through a profile: this target may not import it alone.
@Suite struct StrictJSONTests {
    @Test(
        "What RFC 8259 does not allow is refused with its line",
        arguments: [
            ("", "line 1: the JSON ends too early"), ("{", "line 1: a member's name in quotes is missing"),
            ("{}\n{}", "line 2: something follows the end of the JSON"),
            ("{\"a\" 1}", "line 1: a colon is missing behind \"a\""),
            ("[1,]", "line 1: \"]\" begins no JSON value"), ("{\n\"a\": 01}", "line 2: \"01\" is no JSON number"),
            ("[1.]", "line 1: \"1.\" is no JSON number"), ("[-]", "line 1: \"-\" is no JSON number"),
            ("[1e999]", "line 1: \"1e999\" is no JSON number"), ("[NaN]", "line 1: \"N\" begins no JSON value"),
            ("\"a", "line 1: a string's closing quote is missing"),
            ("\"\\x\"", "line 1: a backslash is followed by what it cannot escape"),
            ("\"\\u12\"", "line 1: \\u needs four hexadecimal digits"),
            ("\"\\ud800\"", "line 1: \\u names half a character"),
            ("[1 2]", "line 1: a comma or ] is missing"), ("{\"a\": 1 \"b\": 2}", "line 1: a comma or } is missing"),
            ("{\"a\": {\"b\": 1,\n\"b\": 2}}", "line 2: \"b\" is given twice"),
        ])
    func refusals(json: String, problem: String) {
        #expect { try ImportProfile(Array(json.utf8), file: "f") } throws: { "\($0)" == "f: \(problem)" }
    }

    @Test("JSON nested 100,000 deep is refused, and the stack survives")
    func nesting() {
        for unit in ["[", "{\"a\":"] {
            let json = String(repeating: unit, count: 100_000)
            #expect { try ImportProfile(Array(json.utf8), file: "f") } throws: {
                "\($0)" == "f: line 1: lists and objects are nested deeper than 128"
            }
        }
    }

    @Test("Bytes that are not UTF-8 are refused")
    func notUTF8() {
        #expect { try ImportProfile([34, 0xFF, 34], file: "f") } throws: { "\($0)" == "f: line 1: this is not UTF-8" }
    }

    @Test("Escapes and every kind of space are read")
    func escapes() throws {
        let json = "\t{\r\n\"name\" : \"\\u017b\\ud83d\\udc15\\n\\/\\\"\", \"catalogue\":\"kmzb\"}"
        #expect { try ImportProfile(Array(json.utf8), file: "f") } throws: {
            "\($0)" == "f: columns: is missing; it must be an object"
        }
        let named = try ImportProfile(
            Array(ImportProfileTests.small.replacing("\"p\"", with: "\"\\u017b\\ud83d\\udc15\\/\"").utf8), file: "f")
        #expect(named.name == "Ż🐕/")
    }
}
