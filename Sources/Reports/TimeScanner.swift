/// A cursor over the bytes of a written time; every step either succeeds and moves on, or fails and stays.
struct TimeScanner {
    private let bytes: ArraySlice<UInt8>
    private var index: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// Whether nothing is left.
    var isAtEnd: Bool { index == bytes.endIndex }

    /// Reads a number of exactly so many digits.
    mutating func digits(_ count: Int) -> Int? {
        guard index + count <= bytes.endIndex else { return nil }
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
    mutating func literal(_ character: UInt8) -> Bool {
        guard index < bytes.endIndex, bytes[index] == character else { return false }
        index += 1
        return true
    }

    /// Reads one of two given characters.
    mutating func literal(_ character: UInt8, or other: UInt8) -> Bool {
        literal(character) || literal(other)
    }

    /// Passes over as many digits as there are; false where there is none.
    mutating func skipDigits() -> Bool {
        let start = index
        while index < bytes.endIndex, bytes[index] >= 48, bytes[index] <= 57 { index += 1 }
        return index > start
    }
}
