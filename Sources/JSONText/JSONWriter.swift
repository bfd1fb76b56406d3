/// Writes JSON text piece by piece, members in the order given.
///
///     var json = JSONWriter()
///     json.object {
///         $0.member("name", "heat")
///         $0.member("limits") { $0.array([0.5, 1]) { $0.number($1) } }
///     }
///     response.body = json.bytes
public struct JSONWriter {
    /// The text so far, UTF-8.
    public private(set) var bytes: [UInt8] = []

    private var needsComma = false

    /// Starts an empty text.
    public init() {}

    /// Writes an object; `body` writes its members.
    public mutating func object(_ body: (inout JSONWriter) -> Void) {
        open(UInt8(ascii: "{"))
        body(&self)
        close(UInt8(ascii: "}"))
    }

    /// Writes a list; `body` writes each element.
    public mutating func array<Elements: Sequence>(
        _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
    ) {
        open(UInt8(ascii: "["))
        for element in elements { body(&self, element) }
        close(UInt8(ascii: "]"))
    }

    /// Begins an object or list whose end is written by ``close(_:)``, for texts longer than one scope.
    public mutating func open(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    /// Ends an object or list.
    public mutating func close(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    /// Ends a line of values, which stand beside each other with commas, as a table has them.
    public mutating func endLine() {
        bytes += [0x0D, 0x0A]
        needsComma = false
    }

    /// Writes a member's name; its value must follow.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// Writes a member whose value `body` writes.
    public mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        body(&self)
    }

    /// Writes a member with a text.
    public mutating func member(_ name: String, _ value: String) {
        key(name)
        string(value)
    }

    /// Writes a member with a whole number.
    public mutating func member(_ name: String, _ value: Int) {
        key(name)
        integer(value)
    }

    /// Writes a member with a whole number.
    public mutating func member(_ name: JSONMemberName, _ value: Int) {
        separate()
        bytes.append(contentsOf: name.bytes)
        needsComma = false
        integer(value)
    }

    /// Writes a member with a number.
    public mutating func member(_ name: String, _ value: Double) {
        key(name)
        number(value)
    }

    /// Writes a member that is true or false.
    public mutating func member(_ name: String, _ value: Bool) {
        key(name)
        raw(value ? "true" : "false")
    }

    /// Writes a whole number.
    public mutating func integer(_ value: Int) {
        separate()
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digits: UInt64(value.magnitude), atLeast: 1)
    }

    /// Writes a number in its shortest form that reads back as the same number; `null` where it is not finite.
    public mutating func number(_ value: Double) {
        if !value.isFinite { return null() }
        // Beyond that the description has an exponent; below, a needless ".0".
        if value == value.rounded(), abs(value) < 1e18 { return integer(Int(value)) }
        raw(value.description)
    }

    /// Writes a number with at most so many decimals (0...9), without trailing zeros.
    public mutating func number(_ value: Double, decimals: Int) {
        var places = min(max(decimals, 0), 9)
        let factor = Self.powersOfTen[places]
        let scaled = (value * Double(factor)).rounded()
        guard abs(scaled) < 9e15 else { return number(value) }
        separate()
        let whole = Int64(scaled)
        if whole < 0 { bytes.append(UInt8(ascii: "-")) }
        append(digits: whole.magnitude / UInt64(factor), atLeast: 1)
        var rest = whole.magnitude % UInt64(factor)
        guard rest > 0 else { return }
        while rest % 10 == 0 { (rest, places) = (rest / 10, places - 1) }
        bytes.append(UInt8(ascii: "."))
        append(digits: rest, atLeast: places)
    }

    /// Writes the list of a longitude and a latitude in degrees, with 7 decimals at most: 1 cm.
    public mutating func position(_ longitude: Double, _ latitude: Double) {
        open(UInt8(ascii: "["))
        number(longitude, decimals: 7)
        number(latitude, decimals: 7)
        close(UInt8(ascii: "]"))
    }

    /// Writes `null`.
    public mutating func null() {
        raw("null")
    }

    /// Writes text that is JSON already.
    public mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes bytes that are JSON already.
    public mutating func raw(_ text: [UInt8]) {
        separate()
        bytes.append(contentsOf: text)
    }

    /// Writes a text; quotes, backslashes and control characters are escaped (RFC 8259, section 7).
    public mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        let isWritten = text.utf8.withContiguousStorageIfAvailable { characters in
            if Self.needsEscapes(characters) { return false }
            bytes.append(contentsOf: characters)
            return true
        }
        if isWritten != true { appendEscaped(text) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0..<0x20: bytes += Array("\\u00".utf8) + [Self.hex[Int(byte >> 4)], Self.hex[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
    }

    /// Looks at eight bytes in a step, for nearly all texts need none (S. E. Anderson, "Bit Twiddling Hacks", "Determine if a
    /// word has a byte less than n").
    private static func needsEscapes(_ characters: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytes = UnsafeRawBufferPointer(characters)
        var found: UInt64 = 0
        var index = 0
        while index + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            let (quotes, backslashes) = (word ^ 0x2222_2222_2222_2222, word ^ 0x5C5C_5C5C_5C5C_5C5C)
            found |= (word &- 0x2020_2020_2020_2020) & ~word
            found |= (quotes &- 0x0101_0101_0101_0101) & ~quotes
            found |= (backslashes &- 0x0101_0101_0101_0101) & ~backslashes
            index += 8
        }
        if found & 0x8080_8080_8080_8080 != 0 { return true }
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return true }
            index += 1
        }
        return false
    }

    /// Takes the text written so far, to be sent; writing goes on behind it.
    public mutating func take() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &bytes)
        return taken
    }

    /// Takes the text written so far where it has become a piece worth sending, of 64 kB or a little more, so that a text of
    /// any length needs little memory.
    public mutating func takePiece() -> [UInt8]? {
        guard bytes.count >= Self.pieceBytes else { return nil }
        let piece = take()
        bytes.reserveCapacity(piece.count + Self.pieceBytes / 8)
        return piece
    }

    /// The bytes from which a text is a piece.
    private static let pieceBytes = 64 << 10

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    /// Without a text in between, whose making would take longer than all else.
    private mutating func append(digits number: UInt64, atLeast places: Int) {
        var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
        var first = 20
        var rest = number
        while rest > 0 {
            first -= 1
            digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        let start = min(first, 20 - places)
        digits.span.withUnsafeBufferPointer { bytes.append(contentsOf: $0[start...]) }
    }

    private static let hex = Array("0123456789abcdef".utf8)
    private static let powersOfTen: [Int64] = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    ]
}
