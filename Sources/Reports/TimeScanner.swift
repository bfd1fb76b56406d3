/// A cursor over the bytes of a written time; every step either succeeds and moves on, or fails and stays. The bytes are
/// given to each step, for a cursor that kept them would count references for every row.
struct TimeScanner {
    private var index = 0

    /// Whether nothing is left.
    func isAtEnd(_ bytes: Span<UInt8>) -> Bool { index == bytes.count }

    /// Reads a number of exactly so many digits.
    mutating func digits(_ count: Int, _ bytes: Span<UInt8>) -> Int? {
        guard index + count <= bytes.count else { return nil }
        var number = 0
        for offset in index..<index + count {
            let byte = bytes[offset]
            guard byte >= 48, byte <= 57 else { return nil }
            number = number * 10 + Int(byte - 48)
        }
        index += count
        return number
    }

    /// Reads one given character.
    mutating func literal(_ character: UInt8, _ bytes: Span<UInt8>) -> Bool {
        guard index < bytes.count, bytes[index] == character else { return false }
        index += 1
        return true
    }

    /// Reads one of two given characters.
    mutating func literal(_ character: UInt8, or other: UInt8, _ bytes: Span<UInt8>) -> Bool {
        literal(character, bytes) || literal(other, bytes)
    }

    /// Passes over as many digits as there are; false where there is none.
    mutating func skipDigits(_ bytes: Span<UInt8>) -> Bool {
        let start = index
        while index < bytes.count, bytes[index] >= 48, bytes[index] <= 57 { index += 1 }
        return index > start
    }
}
