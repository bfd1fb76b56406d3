/// Reads decimal numbers such as `-0.411683` from bytes, correctly rounded.
enum DecimalNumber {
    /// The number that the bytes spell, or `nil` where they spell none: sign, digits, one point, exponent, and nothing
    /// else, so neither `12,5` nor `NaN` nor ` 1` is a number.
    static func parse(_ bytes: Span<UInt8>) -> Double? {
        guard let parts = scan(bytes) else { return nil }
        // With up to 15 digits and a power of ten up to 22, both are exact as doubles, and so IEEE 754 rounds their
        // quotient correctly (W. D. Clinger, 1990). The rest goes to the standard library.
        guard parts.isSimple, parts.scale <= 22 else { return slow(bytes) }
        let magnitude = Double(parts.digits) / powersOfTen[parts.scale]
        return parts.isNegative ? -magnitude : magnitude
    }

    private struct Parts {
        var digits: UInt64 = 0
        var digitCount = 0
        var scale = 0
        var isNegative = false
        var isSimple = true
    }

    private static func scan(_ bytes: Span<UInt8>) -> Parts? {
        var parts = Parts()
        var index = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            parts.isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        var hasPoint = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte >= 48 && byte <= 57 {
                parts.digitCount += 1
                if parts.digitCount <= 15 { parts.digits = parts.digits * 10 + UInt64(byte - 48) }
                if hasPoint { parts.scale += 1 }
            } else if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if byte | 0x20 == UInt8(ascii: "e"), parts.digitCount > 0 {
                guard isExponent(bytes, from: index + 1) else { return nil }
                parts.isSimple = false
                return parts
            } else {
                return nil
            }
            index += 1
        }
        if parts.digitCount > 15 { parts.isSimple = false }
        return parts.digitCount > 0 ? parts : nil
    }

    private static func isExponent(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        var index = start
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
        guard index < bytes.count, bytes.count - index <= 4 else { return false }
        return (index..<bytes.count).allSatisfy { bytes[$0] >= 48 && bytes[$0] <= 57 }
    }

    private static func slow(_ bytes: Span<UInt8>) -> Double? {
        // Numbers are written with hundreds of digits by programs, never with thousands.
        guard bytes.count <= 1024 else { return nil }
        return Double(String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self))
    }

    private static let powersOfTen: [Double] = [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}
