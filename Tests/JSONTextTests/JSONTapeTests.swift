import Foundation
import TestSupport
import Testing

@testable import JSONText

@Suite struct JSONTapeTests {
    @Test("Values stand in the text's order, each with its place and its end")
    func nodes() throws {
        let text = Array(" {\"a\": [1, -2.5e3], \"b\\n\": {\"c\": null}, \"d\": \"ż🐕\", \"e\": true} ".utf8)
        var tape = JSONTape()
        try tape.read(text.span)
        let kinds: [JSONTape.Kind] = [
            .object, .string, .array, .number, .number, .string, .object, .string, .null, .string, .string, .string,
            .boolean,
        ]
        #expect(tape.nodes.map(\.kind) == kinds)
        #expect(tape.nodes.map(\.next) == [13, 2, 5, 4, 5, 6, 9, 8, 9, 10, 11, 12, 13])
        let words = tape.nodes.map { tape.string($0, of: text.span) }
        #expect(tape.elements(of: 0).map { words[$0] } == ["a", "b\n", "d", "e"])
        #expect(tape.elements(of: 2).map { words[$0] } == ["1", "-2.5e3"])
        #expect(tape.elements(of: 3).map { $0 } == [])
        #expect(words[10] == "ż🐕")
        let isB = [
            tape.isString(tape.nodes[5], "b\n", of: text.span), tape.isString(tape.nodes[5], "b", of: text.span),
        ]
        #expect(isB == [true, false])
        let isNumberText = tape.isString(tape.nodes[3], "1", of: text.span)
        #expect(!isNumberText)
    }

    @Test(
        "Escapes are undone",
        arguments: [
            ("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\u{8}\u{C}\n\r\t"), ("\\u0000", "\u{0}"), ("\\u017B\\u017c", "Żż"),
            ("x\\ud83d\\udc15y", "x🐕y"), ("\\uFFFF\\u20AC", "\u{FFFF}€"), ("zażółć", "zażółć"), ("", ""),
        ])
    func escapes(written: String, meant: String) throws {
        let text = Array("\"\(written)\"".utf8)
        var tape = JSONTape()
        try tape.read(text.span)
        let read = tape.string(tape.nodes[0], of: text.span)
        #expect(Array(read.utf8) == Array(meant.utf8))
        let isMeant = tape.isString(tape.nodes[0], meant, of: text.span)
        #expect(isMeant)
    }

    @Test(
        "What is not JSON is refused at its byte",
        arguments: [
            ("", 0, "the JSON ends too early"), ("NaN", 0, "\"N\" begins no JSON value"),
            ("-Infinity", 1, "\"-\" is no JSON number"), ("nul", 0, "\"n\" begins no JSON value"),
            ("truE", 0, "\"t\" begins no JSON value"), ("[1,]", 3, "\"]\" begins no JSON value"),
            ("{\"a\":1,}", 7, "a member's name in quotes is missing"), ("01", 2, "\"01\" is no JSON number"),
            ("+1", 0, "\"+\" begins no JSON value"), (".5", 0, "\".\" begins no JSON value"),
            ("\"\\ud83d\"", 7, "\\u names half a character"), ("\"\\udc15\"", 7, "\\u names half a character"),
            ("\"\\ud83d\\u0041\"", 13, "\\u names half a character"),
            ("\"\\u00g0\"", 3, "\\u needs four hexadecimal digits"), ("\"\\", 2, "a string's closing quote is missing"),
            ("\"a\nb\"", 3, "a string holds a control character; write it as \\n or \\u00\u{2026}"),
            ("{} {}", 3, "something follows the end of the JSON"), ("{\"a\":1 \"b\":2}", 7, "a comma or } is missing"),
            ("{\"a\":1,\"\\u0061\":2}", 8, "\"a\" is given twice"), ("'a'", 0, "\"'\" begins no JSON value"),
        ])
    func refusals(json: String, offset: Int, problem: String) {
        let found = #expect(throws: JSONTape.Problem.self) { try Self.read(json) }
        #expect(found?.offset == offset && found?.problem == problem)
    }

    @Test("A member given twice is found among few and among many", arguments: [2, 24, 25, 26, 400])
    func repeatedMembers(count: Int) throws {
        let names = (0..<count).map { "\"k\($0)\": {\"k\($0)\": 1}" }
        try Self.read("{\(names.joined(separator: ","))}")
        for repeated in [0, count / 2, count - 1] {
            let text = "{\(names.joined(separator: ",")), \"k\(repeated)\": 2}"
            #expect { try Self.read(text) } throws: {
                ($0 as? JSONTape.Problem)?.problem == "\"k\(repeated)\" is given twice"
            }
        }
    }

    @Test("An object of 100,000 members is read in a moment", .timeLimit(.minutes(1)))
    func manyMembers() throws {
        let names = (0..<100_000).map { "\"k\($0)\":0" }
        #expect(try Self.read("{\(names.joined(separator: ","))}").nodes.count == 200_001)
    }

    @Test("Nesting is read to 128 and refused beyond")
    func nesting() throws {
        let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
        try Self.read(deep(128))
        for text in [deep(129), String(repeating: "{\"a\":", count: 200_000)] {
            #expect(throws: JSONTape.Problem.self) { try Self.read(text) }
        }
    }

    @Test("What is taken of mutated text is taken by Foundation too, and nothing traps", arguments: 0..<10)
    func mutations(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let whole = Array(
            "{\"a\": [1, -2.5e3, 0.1], \"b\\u00f3\": {\"c\": null}, \"d\": \"ż🐕\", \"e\": [true, false]}".utf8)
        var tape = JSONTape()
        var taken = 0
        for _ in 0..<400 {
            let text = mutated(whole, &random)
            guard (try? tape.read(text.span)) != nil else { continue }
            taken += 1
            #expect(tape.nodes[0].next == tape.nodes.count)
            let foundation = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
            #expect(foundation != nil, "seed \(seed): \(String(decoding: text, as: UTF8.self))")
        }
        #expect(taken > 5)
    }

    @discardableResult
    private static func read(_ text: String) throws -> JSONTape {
        let bytes = Array(text.utf8)
        var tape = JSONTape()
        try tape.read(bytes.span)
        return tape
    }

    /// A text with a few bytes changed, taken away or added.
    private func mutated(_ text: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var text = text
        for _ in 0..<Int.random(in: 1...3, using: &random) where !text.isEmpty {
            let place = Int.random(in: 0..<text.count, using: &random)
            let byte = Array("{}[]\",:\\0e-. nu".utf8).randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<4, using: &random) {
            case 0: text[place] = byte
            case 1: text[place] = UInt8.random(in: 0...255, using: &random)
            case 2: text.remove(at: place)
            default: text.insert(byte, at: place)
            }
        }
        return text
    }
}
