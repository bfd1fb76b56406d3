import TestSupport
import Testing

@testable import Reports

@Suite struct CSVReaderTests {
    @Test(
        "Quotes, newlines and marks are read as RFC 4180 has them",
        arguments: [
            ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
            ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
            ("a,b\r\nc,d\r", [["a", "b"], ["c", "d"]]),
            ("\u{FEFF}a,b\n", [["a", "b"]]),
            ("\u{FEFF}\"a\",b\n", [["a", "b"]]),
            ("a\u{FEFF},b\n", [["a\u{FEFF}", "b"]]),
            ("\"a,b\",c\n", [["a,b", "c"]]),
            ("\"say \"\"no\"\"\",c\n", [["say \"no\"", "c"]]),
            ("\"\"\"\",c\n", [["\"", "c"]]),
            ("\"one\r\ntwo\",c\n", [["one\r\ntwo", "c"]]),
            ("\"ends in CR\r\"\n", [["ends in CR\r"]]),
            ("\"ends in CR\r\"\r\n", [["ends in CR\r"]]),
            ("a\rb,c\r\n", [["a\rb", "c"]]),
            ("a,\n", [["a", ""]]),
            ("a,", [["a", ""]]),
            (",\n", [["", ""]]),
            (",", [["", ""]]),
            ("\n\r\n\na\n\n", [["a"]]),
            ("\"\"\n", [[""]]),
            ("\"\"", [[""]]),
            ("5\" pipe,b\n", [["5\" pipe", "b"]]),
            ("\"a\"b,c\n", [["ab", "c"]]),
            (" \"a\",b\n", [[" \"a\"", "b"]]),
            ("zażółć,🐕\n", [["zażółć", "🐕"]]),
            ("", []), ("\n", []), ("\u{FEFF}", []), ("\r\n", []),
        ])
    func knownRecords(text: String, fields: [[String]]) throws {
        #expect(
            try records(of: Array(text.utf8)).map { $0.fields.map { String(decoding: $0, as: UTF8.self) } } == fields)
    }

    @Test("A record's line is the one on which it begins, quoted newlines and empty lines counted")
    func lineNumbers() throws {
        let text = "h\n\n\"two\nlines\"\nx\r\n\r\ny"
        #expect(try records(of: Array(text.utf8)).map(\.line) == [1, 3, 5, 7])
    }

    @Test(
        "A quote that is never closed is told, and its text is kept",
        arguments: [("a\n\"b\nc", "b\nc"), ("a\n\"", ""), ("a\n\"b\r", "b\r"), ("a\n\"b\"\"", "b\"")])
    func unterminated(text: String, content: String) throws {
        let last = try #require(records(of: Array(text.utf8)).last)
        #expect(last == PlainRecord(line: 2, fields: [Array(content.utf8)], isUnterminated: true))
    }

    @Test("Random bytes give the records that a slow parser finds, wherever the chunks end", arguments: 0..<40)
    func randomInput(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let bytes = Self.randomBytes(&random)
            let expected = SlowCSV.records(bytes)
            let sizes = (0..<5).map { _ in Int.random(in: 1...7, using: &random) }
            let note: Comment =
                "seed \(seed), chunks \(sizes): \(String(decoding: bytes, as: UTF8.self).debugDescription)"
            #expect(try records(of: bytes) == expected, note)
            #expect(try records(ChunkedSource(bytes, sizes: sizes)) == expected, note)
        }
    }

    @Test("A chunk may end at any byte")
    func everyChunkBoundary() throws {
        let bytes = Array("\u{FEFF}a,\"b\"\"\r\n,\",c\r\n\r\n\"ż\",,\"\"\r\n".utf8)
        let expected = SlowCSV.records(bytes)
        for boundary in 1...bytes.count {
            #expect(try records(ChunkedSource(bytes, sizes: [boundary, bytes.count])) == expected, "at \(boundary)")
        }
    }

    @Test(
        "A record of more than 1 MiB is an error that names file and line, however it is made and cut",
        arguments: ["x", ",", "\"x", "x,"], [7919, 1 << 30])
    func endlessRecord(start: String, chunk: Int) {
        let filling = String(repeating: start.last ?? "x", count: CSVReader.longestRecord + 1)
        let bytes = Array(("head\n" + start + filling).utf8)
        #expect(throws: InputError.recordTooLong("x.csv", line: 2)) {
            try self.records(ChunkedSource(bytes, sizes: [chunk]))
        }
    }

    private static func randomBytes(_ random: inout SeededGenerator) -> [UInt8] {
        let pieces: [[UInt8]] = [
            [34], [34], [34, 34], [44], [44], [10], [13], [13, 10], [97], [98, 99], [0xC5, 0xBC], [0xEF, 0xBB, 0xBF],
            [0xFF],
        ]
        return (0..<Int.random(in: 0...24, using: &random)).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
    }

    private func records(of bytes: [UInt8]) throws -> [PlainRecord] {
        try records(ByteArraySource(bytes))
    }

    private func records(_ source: any ByteSource) throws -> [PlainRecord] {
        var reader = CSVReader(source, file: "x.csv")
        var record = FieldRecord()
        var records: [PlainRecord] = []
        while try reader.next(&record) {
            let fields = (0..<record.count).map { Array(record.bytes[record.range($0)]) }
            records.append(PlainRecord(line: record.line, fields: fields, isUnterminated: record.isUnterminated))
        }
        return records
    }
}
