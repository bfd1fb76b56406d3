extension JSONTape {
    /// A string's text, its escapes undone.
    public func string(_ node: Node, of text: Span<UInt8>) -> String {
        String(decoding: content(node, of: text), as: UTF8.self)
    }

    /// A string's UTF-8, its escapes undone.
    func content(_ node: Node, of text: Span<UInt8>) -> [UInt8] {
        var content: [UInt8] = []
        append(node, of: text, to: &content)
        return content
    }

    /// Appends what a node stands for: a string's UTF-8 with its escapes undone, any other value as it is written.
    public func append(_ node: Node, of text: Span<UInt8>, to bytes: inout [UInt8]) {
        guard node.kind == .string, node.isEscaped else {
            text.extracting(node.range).withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
            return
        }
        var index = node.start
        while index < node.end {
            let byte = text[index]
            index &+= 1
            if byte == UInt8(ascii: "\\"), index < node.end {
                Self.unescape(text, &index, to: &bytes)
            } else {
                bytes.append(byte)
            }
        }
    }

    /// Passes over a string (RFC 8259, section 7) whose quote is here, and adds its node.
    mutating func string(_ text: Span<UInt8>) throws(Problem) {
        index &+= 1
        let start = index
        var isEscaped = false
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") {
                let node = Node(kind: .string, isEscaped: isEscaped, start: start, end: index, next: nodes.count &+ 1)
                nodes.append(node)
                index &+= 1
                return
            }
            index &+= 1
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                try checkEscape(text)
            } else if byte < 0x20 {
                throw problem("a string holds a control character; write it as \\n or \\u00\u{2026}")
            }
        }
        throw problem("a string's closing quote is missing")
    }

    private mutating func checkEscape(_ text: Span<UInt8>) throws(Problem) {
        guard index < text.count else { throw problem("a string's closing quote is missing") }
        let letter = text[index]
        index &+= 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"): try checkScalar(text)
        default: throw problem("a backslash is followed by what it cannot escape")
        }
    }

    /// Checks the digits behind `\u`; two surrogates in a row are one character.
    private mutating func checkScalar(_ text: Span<UInt8>) throws(Problem) {
        let unit = try codeUnit(text)
        guard UTF16.isLeadSurrogate(unit) || UTF16.isTrailSurrogate(unit) else { return }
        let hasTrail =
            UTF16.isLeadSurrogate(unit) && index &+ 1 < text.count && text[index] == UInt8(ascii: "\\")
            && text[index &+ 1] == UInt8(ascii: "u")
        guard hasTrail else { throw problem("\\u names half a character") }
        index &+= 2
        guard UTF16.isTrailSurrogate(try codeUnit(text)) else { throw problem("\\u names half a character") }
    }

    private mutating func codeUnit(_ text: Span<UInt8>) throws(Problem) -> UInt16 {
        guard let unit = Self.hexadecimal(text, index) else { throw problem("\\u needs four hexadecimal digits") }
        index &+= 4
        return unit
    }

    private static func hexadecimal(_ text: Span<UInt8>, _ start: Int) -> UInt16? {
        guard start &+ 4 <= text.count else { return nil }
        var unit: UInt16 = 0
        for offset in start..<start &+ 4 {
            let byte = text[offset]
            switch byte {
            case 48...57: unit = unit << 4 | UInt16(byte &- 48)
            case 65...70, 97...102: unit = unit << 4 | UInt16((byte | 0x20) &- 87)
            default: return nil
            }
        }
        return unit
    }

    /// Appends the character whose escape begins here, behind its backslash; it has been checked.
    private static func unescape(_ text: Span<UInt8>, _ index: inout Int, to bytes: inout [UInt8]) {
        let letter = text[index]
        index &+= 1
        switch letter {
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0C)
        case UInt8(ascii: "n"): bytes.append(0x0A)
        case UInt8(ascii: "r"): bytes.append(0x0D)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"):
            var code = UInt32(hexadecimal(text, index) ?? 0xFFFD)
            index &+= 4
            if code & 0xFC00 == 0xD800 {
                let trail = UInt32(hexadecimal(text, index &+ 2) ?? 0xDC00)
                code = 0x10000 &+ ((code & 0x3FF) << 10) &+ (trail & 0x3FF)
                index &+= 6
            }
            bytes.append(contentsOf: String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
        default: bytes.append(letter)
        }
    }

    mutating func word(_ text: Span<UInt8>) throws(Problem) {
        let kind: Kind = text[index] == UInt8(ascii: "n") ? .null : .boolean
        let word: StaticString =
            switch text[index] {
            case UInt8(ascii: "t"): "true"
            case UInt8(ascii: "f"): "false"
            default: "null"
            }
        let length = word.utf8CodeUnitCount
        let start = index
        let isWord = word.withUTF8Buffer { word in
            Self.equal(text, start..<min(start &+ length, text.count), word.span, 0..<length)
        }
        guard isWord else {
            let byte = text[index]
            throw problem("\"\(Unicode.Scalar(byte < 128 ? byte : 63))\" begins no JSON value")
        }
        nodes.append(Node(kind: kind, start: start, end: start &+ length, next: nodes.count &+ 1))
        index &+= length
    }

    /// Passes over a number by the grammar of RFC 8259, section 6: no leading zero, digits on both sides of the point.
    mutating func number(_ text: Span<UInt8>) throws(Problem) {
        let start = index
        if text[index] == UInt8(ascii: "-") { index &+= 1 }
        let first = index
        let whole = digits(text)
        var isSound = whole == 1 || whole > 1 && text[first] != UInt8(ascii: "0")
        if index < text.count, text[index] == UInt8(ascii: ".") {
            index &+= 1
            isSound = digits(text) > 0 && isSound
        }
        if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
            index &+= 1
            if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") { index &+= 1 }
            isSound = digits(text) > 0 && isSound
        }
        let node = Node(kind: .number, start: start, end: index, next: nodes.count &+ 1)
        guard isSound else { throw problem("\"\(string(node, of: text))\" is no JSON number") }
        nodes.append(node)
    }

    private mutating func digits(_ text: Span<UInt8>) -> Int {
        let start = index
        while index < text.count, text[index] &- 48 <= 9 { index &+= 1 }
        return index &- start
    }
}
