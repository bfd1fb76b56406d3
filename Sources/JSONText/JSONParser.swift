/// Reads JSON text (RFC 8259) as strictly as ``JSONTape``, into values.
///
/// Foundation's decoder takes the last of two members of one name without a word, and a configuration file that says a
/// thing twice has a mistake in it.
enum JSONParser {
    /// What is wrong, and on which line, counted from 1.
    struct Problem: Error {
        var line: Int
        var problem: String
        var member: String?
    }

    /// The value that the bytes spell.
    static func parse(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        func problem(_ error: JSONTape.Problem) -> Problem {
            let line = bytes.prefix(error.offset).count { $0 == UInt8(ascii: "\n") } + 1
            return Problem(line: line, problem: error.problem, member: error.member)
        }
        var tape = JSONTape()
        do {
            try tape.read(bytes.span)
        } catch {
            throw problem(error)
        }
        do {
            return try value(0, tape, bytes)
        } catch {
            throw problem(error)
        }
    }

    private static func value(_ index: Int, _ tape: JSONTape, _ bytes: [UInt8]) throws(JSONTape.Problem) -> JSONValue {
        let node = tape.nodes[index]
        switch node.kind {
        case .null: return .null
        case .boolean: return .boolean(bytes[node.start] == UInt8(ascii: "t"))
        case .string: return .string(tape.string(node, of: bytes.span))
        case .number:
            let text = tape.string(node, of: bytes.span)
            // The grammar allows 1e999, which no double is.
            guard let number = Double(text), number.isFinite else {
                throw JSONTape.Problem(offset: node.end, problem: "\"\(text)\" is no JSON number")
            }
            return .number(number)
        case .array:
            var elements: [JSONValue] = []
            for element in tape.elements(of: index) { elements.append(try value(element, tape, bytes)) }
            return .array(elements)
        case .object: return .object(try members(index, tape, bytes))
        }
    }

    private static func members(
        _ index: Int, _ tape: JSONTape, _ bytes: [UInt8]
    ) throws(JSONTape.Problem) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        for element in tape.elements(of: index) {
            let name = tape.string(tape.nodes[element], of: bytes.span)
            let value: JSONValue
            do {
                value = try self.value(tape.value(ofMember: element), tape, bytes)
            } catch {
                throw error.inside(name)
            }
            // Two spellings of one character are two names in JSON, but one key here.
            guard members.updateValue(value, forKey: name) == nil else {
                throw JSONTape.Problem(
                    offset: tape.nodes[element].start, problem: "\"\(name)\" is given twice", member: name)
            }
        }
        return members
    }
}
