/// Reads JSON text (RFC 8259) strictly: one value, UTF-8, no member twice, no deeper than ``deepest`` lists and objects.
///
/// Foundation's decoder takes the last of two members of one name without a word, and a configuration file that says a
/// thing twice has a mistake in it.
struct JSONParser {
    /// What is wrong, and on which line, counted from 1.
    struct Problem: Error {
        var line: Int
        var problem: String
    }

    /// The deepest nesting that is read: recursion must end before the stack does.
    static let deepest = 128

    let bytes: [UInt8]
    var index = 0
    private var depth = 0

    /// The value that the bytes spell.
    static func parse(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        var parser = JSONParser(bytes: bytes)
        guard String(validating: bytes, as: UTF8.self) != nil else { throw parser.problem("this is not UTF-8") }
        let value = try parser.value()
        parser.skipSpace()
        guard parser.index == bytes.count else { throw parser.problem("something follows the end of the JSON") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    func problem(_ text: String) -> Problem {
        Problem(line: bytes[..<index].count { $0 == UInt8(ascii: "\n") } + 1, problem: text)
    }

    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    }

    private mutating func take(_ character: UInt8) -> Bool {
        skipSpace()
        guard next == character else { return false }
        index += 1
        return true
    }

    private mutating func value() throws(Problem) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try nested { (parser) throws(Problem) in try parser.members() })
        case UInt8(ascii: "["): return .array(try nested { (parser) throws(Problem) in try parser.elements() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-")?, (48...57)?: return .number(try number())
        default: return try word()
        }
    }

    private mutating func nested<Content>(
        _ read: (inout JSONParser) throws(Problem) -> Content
    ) throws(Problem) -> Content {
        guard depth < Self.deepest else { throw problem("lists and objects are nested deeper than \(Self.deepest)") }
        depth += 1
        index += 1
        let content = try read(&self)
        depth -= 1
        return content
    }

    private mutating func members() throws(Problem) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        if take(UInt8(ascii: "}")) { return members }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw problem("a member's name in quotes is missing") }
            let name = try string()
            guard take(UInt8(ascii: ":")) else { throw problem("a colon is missing behind \"\(name)\"") }
            guard members[name] == nil else { throw problem("\"\(name)\" is given twice") }
            members[name] = try value()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw problem("a comma or } is missing") }
        return members
    }

    private mutating func elements() throws(Problem) -> [JSONValue] {
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return elements }
        repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw problem("a comma or ] is missing") }
        return elements
    }

    private mutating func word() throws(Problem) -> JSONValue {
        let words: [(String, JSONValue)] = [("true", .boolean(true)), ("false", .boolean(false)), ("null", .null)]
        for (word, value) in words where bytes[index...].starts(with: word.utf8) {
            index += word.utf8.count
            return value
        }
        guard let byte = next else { throw problem("the JSON ends too early") }
        throw problem("\"\(Unicode.Scalar(byte < 128 ? byte : 63))\" begins no JSON value")
    }

    /// A number by the grammar of RFC 8259, section 6: no leading zero, digits on both sides of the point.
    private mutating func number() throws(Problem) -> Double {
        let start = index
        if next == UInt8(ascii: "-") { index += 1 }
        let whole = digits()
        var isSound = whole == 1 || whole > 1 && bytes[index - whole] != UInt8(ascii: "0")
        if next == UInt8(ascii: ".") {
            index += 1
            isSound = digits() > 0 && isSound
        }
        if let byte = next, byte | 0x20 == UInt8(ascii: "e") {
            index += 1
            if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { index += 1 }
            isSound = digits() > 0 && isSound
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        guard isSound, let number = Double(text), number.isFinite else {
            throw problem("\"\(text)\" is no JSON number")
        }
        return number
    }

    private mutating func digits() -> Int {
        let start = index
        while let byte = next, byte >= 48, byte <= 57 { index += 1 }
        return index - start
    }
}
