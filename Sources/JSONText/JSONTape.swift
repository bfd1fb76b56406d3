/// A JSON text (RFC 8259) taken apart into a flat list of values, strictly: one value, UTF-8, no member twice, no deeper
/// than ``deepest`` lists and objects.
///
///     var tape = JSONTape()
///     try tape.read(bytes.span)
///     for name in tape.elements(of: 0) { tape.nodes[name] … tape.nodes[tape.value(ofMember: name)] … }
///
/// The nodes stand in the text's order. An object's node is followed by those of its members, each a name and a value; a
/// list's by those of its elements; ``Node/next`` passes over all of them. A tape is reused from text to text, and so a
/// stream of small objects is read without an allocation.
public struct JSONTape {
    /// What a value is.
    public enum Kind: UInt8, Sendable {
        /// `null`.
        case null
        /// `true` or `false`.
        case boolean
        /// A number, by the grammar of RFC 8259, section 6.
        case number
        /// A text, or a member's name.
        case string
        /// A list.
        case array
        /// An object.
        case object
    }

    /// A value, or a member's name.
    public struct Node: Sendable {
        /// What it is.
        public var kind: Kind

        /// Whether a text has escapes, which ``JSONTape/append(_:of:to:)`` undoes.
        public var isEscaped = false

        /// Where it begins in the text; a string's content, behind its quote.
        public var start: Int

        /// Where it ends in the text; a string's content, before its quote.
        public var end: Int

        /// The place in the list of the node behind this value and all that is in it.
        public var next: Int

        /// Where it lies in the text; a string without its quotes.
        public var range: Range<Int> { start..<end }
    }

    /// What is wrong with a text, and at which byte, counted from 0.
    public struct Problem: Error, Equatable, Sendable {
        /// The byte at which it is noticed.
        public var offset: Int
        /// What is wrong.
        public var problem: String
        /// The path of the member in which it is, such as `rhythm.hours`; `nil` where it is in none.
        public var member: String?

        /// The same, in a member of that name.
        func inside(_ name: String) -> Problem {
            var problem = self
            problem.member = member.map { "\(name).\($0)" } ?? name
            return problem
        }
    }

    /// The deepest nesting that is read: recursion must end before the stack does.
    public static let deepest = 128

    /// The values; the first is the whole. Empty before the first text.
    public internal(set) var nodes: [Node] = []

    var index = 0
    var depth = 0

    /// Creates an empty tape.
    public init() {}

    /// Takes a text apart; the nodes of the text before are gone.
    ///
    /// - Throws: ``Problem`` where it is not JSON.
    public mutating func read(_ text: Span<UInt8>) throws(Problem) {
        nodes.removeAll(keepingCapacity: true)
        (index, depth) = (0, 0)
        guard (try? UTF8Span(validating: text)) != nil else { throw problem("this is not UTF-8") }
        try value(text)
        skipSpace(text)
        guard index == text.count else { throw problem("something follows the end of the JSON") }
    }

    /// The places of a list's elements, or of an object's member names, in the list of nodes.
    public func elements(of container: Int) -> JSONElements { JSONElements(tape: self, container: container) }

    /// The place of the value of the member whose name stands at a place.
    public func value(ofMember name: Int) -> Int { name &+ 1 }

    /// Whether a node is a string, or a member's name, of exactly this text.
    public func isString(_ node: Node, _ name: String, of text: Span<UInt8>) -> Bool {
        guard node.kind == .string else { return false }
        let name = name.utf8Span.span
        guard !node.isEscaped else {
            let content = content(node, of: text)
            return Self.equal(content.span, 0..<content.count, name, 0..<name.count)
        }
        return Self.equal(text, node.range, name, 0..<name.count)
    }

    func problem(_ words: String) -> Problem { Problem(offset: index, problem: words) }

    mutating func skipSpace(_ text: Span<UInt8>) {
        while index < text.count {
            let byte = text[index]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            index &+= 1
        }
    }

    /// Passes over space and the one character, where it is there.
    private mutating func take(_ character: UInt8, _ text: Span<UInt8>) -> Bool {
        skipSpace(text)
        guard index < text.count, text[index] == character else { return false }
        index &+= 1
        return true
    }

    private mutating func value(_ text: Span<UInt8>) throws(Problem) {
        skipSpace(text)
        guard index < text.count else { throw problem("the JSON ends too early") }
        switch text[index] {
        case UInt8(ascii: "\""): try string(text)
        case UInt8(ascii: "{"): try nested(.object, text)
        case UInt8(ascii: "["): try nested(.array, text)
        case UInt8(ascii: "-"), 48...57: try number(text)
        default: try word(text)
        }
    }

    private mutating func nested(_ kind: Kind, _ text: Span<UInt8>) throws(Problem) {
        guard depth < Self.deepest else { throw problem("lists and objects are nested deeper than \(Self.deepest)") }
        depth &+= 1
        let node = nodes.count
        nodes.append(Node(kind: kind, start: index, end: index, next: node))
        index &+= 1
        if kind == .object { try members(of: node, text) } else { try elements(text) }
        nodes[node].end = index
        nodes[node].next = nodes.count
        depth &-= 1
    }

    private mutating func members(of object: Int, _ text: Span<UInt8>) throws(Problem) {
        if take(UInt8(ascii: "}"), text) { return }
        var names = MemberNames()
        var last: Int?
        repeat {
            skipSpace(text)
            guard index < text.count, text[index] == UInt8(ascii: "\"") else {
                // Such as a number with a decimal comma: the mistake is in the member before.
                let missing = problem("a member's name in quotes is missing")
                throw last.map { missing.inside(string(nodes[$0], of: text)) } ?? missing
            }
            let name = nodes.count
            last = name
            try string(text)
            guard take(UInt8(ascii: ":"), text) else {
                throw problem("a colon is missing behind \"\(string(nodes[name], of: text))\"")
            }
            guard names.insert(name, of: object, self, text) else {
                let twice = string(nodes[name], of: text)
                throw Problem(offset: nodes[name].start, problem: "\"\(twice)\" is given twice", member: twice)
            }
            do {
                try value(text)
            } catch {
                throw error.inside(string(nodes[name], of: text))
            }
        } while take(UInt8(ascii: ","), text)
        guard take(UInt8(ascii: "}"), text) else { throw problem("a comma or } is missing") }
    }

    private mutating func elements(_ text: Span<UInt8>) throws(Problem) {
        if take(UInt8(ascii: "]"), text) { return }
        repeat { try value(text) } while take(UInt8(ascii: ","), text)
        guard take(UInt8(ascii: "]"), text) else { throw problem("a comma or ] is missing") }
    }

    static func equal(_ left: Span<UInt8>, _ one: Range<Int>, _ right: Span<UInt8>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        for offset in 0..<one.count where left[one.lowerBound &+ offset] != right[other.lowerBound &+ offset] {
            return false
        }
        return true
    }
}
