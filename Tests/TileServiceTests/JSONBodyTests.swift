import HTTPMessage
import TestSupport
import Testing

@testable import TileService

/// The documents that come with writes: taken as they stand, or refused by the member's name.
struct JSONBodyTests {
    private static let members = ["category", "longitude", "text", "rhythm", "days", "public"]

    private func request(_ body: [UInt8], type: String? = "application/json", coding: String? = nil) -> HTTPRequest {
        var headers = type.map { [HTTPHeader("content-type", $0)] } ?? []
        if let coding { headers.append(HTTPHeader("Content-Encoding", coding)) }
        return HTTPRequest(method: "POST", path: "/reports", headers: headers, body: body)
    }

    private func body(_ text: String) throws(Problem) -> JSONBody {
        try JSONBody(request(Array(text.utf8)), members: Self.members)
    }

    /// The problem that reading makes; fails where it makes none.
    private func problem(_ read: () throws(Problem) -> Void) throws -> Problem {
        do {
            try read()
        } catch {
            return error
        }
        throw NoProblem()
    }

    private struct NoProblem: Error {}

    @Test func `members are read as they stand, with every letter`() throws {
        let text = "Zażółć gęślą jaźń: ąęłż ŁÓDŹ 👩‍🚒 𝔗\n\t„cudzysłów”"
        let escaped = text.replacing("\n", with: "\\n").replacing("\t", with: "\\t")
        let body = try body(
            #" {"category": "speeding", "longitude": 15.24, "text": "\#(escaped)","#
                + #" "rhythm": {"hours": "20-04", "weekdays": ["sat"]}, "public": true, "days": [1, 2]} "#)
        #expect(try body["category"].string(longest: 8) == "speeding")
        #expect(try body["longitude"].number(in: -180...180) == 15.24)
        #expect(Array(try body["text"].string(longest: 500).utf8) == Array(text.utf8))
        #expect(try body["rhythm"]["weekdays"].array().map { try $0.string(longest: 3) } == ["sat"])
        #expect(try body["days"].array().map { try $0.integer(in: 1...2) } == [1, 2])
        #expect(try body["public"].boolean())
        #expect(try body["rhythm"]["text"].ifPresent { value throws(Problem) in try value.string(longest: 1) } == nil)
    }

    @Test(arguments: [
        "application/json", "Application/JSON", "application/json; charset=utf-8", "application/json;charset=\"UTF-8\"",
    ])
    func `a body that says it is JSON is read`(type: String) throws {
        _ = try JSONBody(request(Array("{}".utf8), type: type), members: [])
    }

    @Test(arguments: [
        nil, "", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
        "application/jsonx",
        "application/json; charset=iso-8859-2", "application/json, text/plain", "text/plain; application/json",
    ])
    func `any other type is a 415 that says which is right`(type: String?) throws {
        let problem = try problem { () throws(Problem) in
            _ = try JSONBody(request(Array("{}".utf8), type: type), members: [])
        }
        #expect(problem.status == 415 && problem.detail.contains("application/json"))
        #expect(problem.parameter == "Content-Type")
    }

    @Test func `a packed body is a 415`() throws {
        let problem = try problem { () throws(Problem) in
            _ = try JSONBody(request(Array("{}".utf8), coding: "gzip"), members: [])
        }
        #expect(problem.status == 415 && problem.parameter == "Content-Encoding")
    }

    @Test(arguments: [
        ("", "the request has no body"), (" ", "line 1: the JSON ends too early"), ("{", "line 1"),
        ("{\n\"text\":\n}", "line 3"), (#"{"text": "a",}"#, "a member's name in quotes is missing"),
        (#"{"text": "a"} x"#, "something follows the end"), (#"{"text": 'a'}"#, "begins no JSON value"),
        (#"{"text": "a", "text": "b"}"#, "\"text\" is given twice"),
        (#"{"longitude": 1e999}"#, "\"1e999\" is no JSON number"), (#"{"longitude": -1e999}"#, "is no JSON number"),
        (#"{"longitude": 01}"#, "is no JSON number"), (#"{"longitude": NaN}"#, "begins no JSON value"),
        (#"{"longitude": Infinity}"#, "begins no JSON value"), (#"{"longitude": +5}"#, "begins no JSON value"),
        (#"{"longitude": 12,5}"#, "a member's name in quotes is missing"), (#"{"text": "\ud800"}"#, "half a character"),
        ("[]", "must be an object"), ("17", "must be an object"), ("null", "must be an object"),
        ("\u{FEFF}{}", "line 1"),
    ])
    func `what is no JSON object is a 400 that says where`(text: String, words: String) throws {
        let problem = try problem { () throws(Problem) in _ = try body(text) }
        #expect(problem.status == 400 && problem.detail.contains(words), "\(problem.detail)")
    }

    @Test(arguments: ["[", #"{"text":"#])
    func `nesting ten thousand deep is a 400`(opening: String) throws {
        let problem = try problem { () throws(Problem) in _ = try body(String(repeating: opening, count: 10_000)) }
        #expect(problem.status == 400 && problem.detail.contains("nested deeper than 128"))
    }

    @Test(arguments: [[0xFF], [0xC5], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80]] as [[UInt8]])
    func `bytes that are not UTF-8 are a 400`(bytes: [UInt8]) throws {
        let body = Array(#"{"text": ""#.utf8) + bytes + Array(#""}"#.utf8)
        let problem = try problem { () throws(Problem) in _ = try JSONBody(request(body), members: Self.members) }
        #expect(problem.status == 400 && problem.detail.contains("not UTF-8"))
    }

    @Test func `an unknown member is named, with those that are known`() throws {
        let problem = try problem { () throws(Problem) in _ = try body(#"{"category": "a", "colour": "red"}"#) }
        #expect(problem.status == 400 && problem.parameter == "colour")
        for member in Self.members { #expect(problem.detail.contains(member)) }
        let nested = try self.problem { () throws(Problem) in
            try body(#"{"rhythm": {"hour": 1}}"#)["rhythm"].allowMembers(["hours", "weekdays"])
        }
        #expect(nested.parameter == "rhythm.hour")
        let name = String(repeating: "ż", count: 60_000)
        let long = try self.problem { () throws(Problem) in _ = try body("{\"\(name)\": 1}") }
        #expect(long.parameter?.count == 120 && long.detail.count < 400)
    }

    @Test(arguments: [
        (#""12.5""#, "is \"12.5\""), (#""12,5""#, "is \"12,5\""), ("181", "is 181"),
        ("-180.0000001", "is -180.0000001"),
        ("1e308", "is"), ("true", "is true"), ("null", "is null"), ("[15]", "is a list of 1"), ("{}", "is an object"),
    ])
    func `a number is a number in its range`(value: String, words: String) throws {
        let problem = try problem { () throws(Problem) in
            _ = try body(#"{"longitude": \#(value)}"#)["longitude"].number(in: -180...180)
        }
        #expect(problem.status == 400 && problem.parameter == "longitude")
        #expect(problem.detail.contains(words) && problem.detail.contains("a number from -180 to 180"))
    }

    @Test func `a missing member is named`() throws {
        let problem = try problem { () throws(Problem) in _ = try body("{}")["longitude"].number(in: 0...1) }
        #expect(problem.parameter == "longitude")
        #expect(problem.detail == "\"longitude\" is missing; it must be a number from 0 to 1")
    }

    @Test func `a text has as many characters as are allowed, whatever they are`() throws {
        for letter in ["a", "ł", "€", "😀"] {
            let text = String(repeating: letter, count: 500)
            #expect(try body("{\"text\": \"\(text)\"}")["text"].string(longest: 500) == text)
            let problem = try problem { () throws(Problem) in
                _ = try body("{\"text\": \"\(text)\(letter)\"}")["text"].string(longest: 500)
            }
            #expect(problem.parameter == "text" && problem.detail.contains("is 501 characters long; at most 500"))
        }
    }

    @Test(arguments: [#""""#, #""\u0000""#, #""a\u0007b""#, #""\u001b[31m""#, #""\u009b""#, "17", "null", "[]"])
    func `an empty text, one with control characters, and what is no text are refused`(value: String) throws {
        let problem = try problem { () throws(Problem) in
            _ = try body(#"{"text": \#(value)}"#)["text"].string(longest: 500)
        }
        #expect(problem.status == 400 && problem.parameter == "text")
    }

    @Test func `an error of the caller's own names the member too`() throws {
        let problem = try body(#"{"rhythm": {"hours": "x"}}"#)["rhythm"]["hours"].problem("is no time of day")
        #expect(problem.parameter == "rhythm.hours" && problem.detail == "\"rhythm.hours\" is no time of day")
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `changed and cut documents never trap`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let sound = Array(
            #"{"category":"ą😀","longitude":-1.5e3,"rhythm":{"days":[1,null,true]},"text":"\u0142\n"}"#.utf8)
        var refused = 0
        for _ in 0..<3000 {
            var bytes = sound
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                case 2: bytes.insert(sound.randomElement(using: &random) ?? 0, at: index)
                default: bytes.removeSubrange(index...)
                }
            }
            do {
                let body = try JSONBody(request(bytes), members: Self.members)
                _ = try body["longitude"].number(in: -180...180)
            } catch {
                refused += 1
                #expect(error.status == 400)
            }
        }
        #expect(refused > 1000)
    }
}
