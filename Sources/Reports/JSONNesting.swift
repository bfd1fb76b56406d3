/// Finds where a JSON value ends, by its braces and strings alone, in a text that comes in pieces.
///
/// What it finds need not be JSON: the strict reader looks at that.
struct JSONNesting {
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var hasBegun = false
    private var lines = 0

    /// Whether the value has begun and is neither text, list nor object: its end is then the end of the input.
    var isScalar: Bool { hasBegun && depth == 0 && !isInString }

    /// The line breaks that were passed since this was last asked.
    mutating func takeLines() -> Int {
        defer { lines = 0 }
        return lines
    }

    /// The place behind the value's last byte, or `nil` where it is not in this piece.
    mutating func end(in bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if isInString {
                guard passString(bytes, &index) else { return nil }
                if depth == 0 { return index }
                continue
            }
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                if isScalar { return index }
                isInString = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if isScalar { return index }
                depth &+= 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth &-= 1
                if depth == 0 { return index &+ 1 }
            case UInt8(ascii: "\n"):
                if depth == 0 { return index }
                lines &+= 1
            case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0D:
                if depth == 0 { return index }
            default: break
            }
            hasBegun = true
            index &+= 1
        }
        return nil
    }

    /// Passes a string's bytes up to and with its closing quote; false where it is not in this piece.
    private mutating func passString(_ bytes: Span<UInt8>, _ index: inout Int) -> Bool {
        while index < bytes.count {
            let byte = bytes[index]
            index &+= 1
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
                return true
            }
            if byte == UInt8(ascii: "\n") { lines &+= 1 }
        }
        return false
    }
}
