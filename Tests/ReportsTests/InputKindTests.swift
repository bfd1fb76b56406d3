import Testing

@testable import Reports

@Suite struct InputKindTests {
    @Test(
        "A file's kind is told by its content, wherever its chunks end",
        arguments: [
            ("", "csv"), ("a,b\n", "csv"), ("\u{FEFF}a,b\n", "csv"), ("[1]", "csv"), ("\"{\",b\n", "csv"),
            ("{\"a\":1}\n", "lines"), ("\u{FEFF}\r\n {\"a\":1}", "lines"), ("{}", "lines"), ("{", "lines"),
            ("{\"type\":\"Feature\",\"geometry\":null}\n", "lines"), ("{\"a\":{\"features\":[]}}\n", "lines"),
            ("{\"features\":7}\n", "lines"), ("{\"id\": 1,\n{\"features\": []}", "lines"),
            ("{\"id\": 1\n{\"features\": []}", "lines"), ("{\"a\n\":1,\"features\":[]}", "lines"),
            ("{\"type\":7,\"features\":[]}", "lines"), ("\u{1E}{}\n", "sequence"),
            ("{\"id\":1,\"features\":[{}]}\n", "lines"), ("{\"features\":[],\"type\":\"x\"}", "lines"),
            ("{\"features\":[],\"type\":\"FeatureCollection\"}", "collection"),
            ("{\"features\":[]\n}", "collection"), ("{\"features\":[{}],", "lines"),
            ("{\"type\":\"FeatureCollection\"", "collection"),
            ("{ \n\"type\" :\n \"FeatureCollection\" ,", "collection"),
            ("\u{FEFF}{\"a\":{\"type\":7},\"b\":\"\\\"}\",\"features\": [", "collection"),
        ])
    func kinds(text: String, kind: String) throws {
        let expected: InputKind =
            switch kind {
            case "lines": .objects(separator: 10)
            case "sequence": .objects(separator: 0x1E)
            case "collection": .featureCollection
            default: .csv
            }
        let bytes = Array(text.utf8)
        for size in 1...bytes.count + 1 {
            var window = ByteWindow(ChunkedSource(bytes, sizes: [size]))
            #expect(try InputKind.detect(&window) == expected)
            #expect(window.position == 0 && window.line == 1)
            #expect(bytes.starts(with: window.bytes))
        }
    }
}
