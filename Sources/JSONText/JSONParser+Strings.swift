extension JSONParser {
    /// The string that begins at the quote here, its escapes undone (RFC 8259, section 7).
    mutating func string() throws(Problem) -> String {
        index += 1
        var content: [UInt8] = []
        while let byte = next {
            index += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"): content += try escaped()
            case 0..<0x20: throw problem("a string holds a control character; write it as \\n or \\u00\u{2026}")
            default: content.append(byte)
            }
        }
        throw problem("a string's closing quote is missing")
    }

    private mutating func escaped() throws(Problem) -> [UInt8] {
        guard let letter = next else { throw problem("a string's closing quote is missing") }
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default: throw problem("a backslash is followed by what it cannot escape")
        }
    }

    /// The character behind `\u`; two surrogates in a row are one.
    private mutating func scalar() throws(Problem) -> Unicode.Scalar {
        var code = UInt32(try codeUnit())
        if UTF16.isLeadSurrogate(UInt16(truncatingIfNeeded: code)), bytes[index...].starts(with: "\\u".utf8) {
            index += 2
            let trail = UInt32(try codeUnit())
            guard UTF16.isTrailSurrogate(UInt16(truncatingIfNeeded: trail)) else {
                throw problem("\\u names half a character")
            }
            code = 0x10000 + ((code & 0x3FF) << 10) + (trail & 0x3FF)
        }
        guard let scalar = Unicode.Scalar(code) else { throw problem("\\u names half a character") }
        return scalar
    }

    private mutating func codeUnit() throws(Problem) -> UInt16 {
        let digits = bytes[index...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw problem("\\u needs four hexadecimal digits") }
        index += 4
        return unit
    }
}
