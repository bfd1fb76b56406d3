/// One row of a file: its fields with quoting and escapes undone, in one buffer that the next row reuses.
public struct FieldRecord: Sendable {
    /// The number of the line on which the record begins, 1 for the file's first.
    public internal(set) var line = 1

    /// The fields' bytes, each followed by a unit separator (0x1F).
    var bytes: [UInt8] = []

    /// Where each field ends in ``bytes``, its separator not included.
    var ends: [Int] = []

    /// Whether a field's closing quote was missing at the end of the file.
    var isUnterminated = false

    /// Whether the file ended without the line break that would prove the row whole.
    var isUnended = false

    /// What is wrong with a row that could not be taken apart into fields.
    var defect: Rejection?

    /// Whether a field was quoted, which tells an empty field from an empty line.
    var hasQuotes = false

    /// The number of fields.
    public var count: Int { ends.count }

    /// Where a field's bytes lie in ``bytes``.
    func range(_ field: Int) -> Range<Int> {
        let start = field == 0 ? 0 : ends[field - 1] + 1
        return start..<ends[field]
    }

    /// A field as text; bytes that are not UTF-8 are replaced.
    public func text(_ field: Int) -> String {
        String(decoding: bytes[range(field)], as: UTF8.self)
    }

    /// The fields as texts.
    public var texts: [String] { (0..<count).map(text) }

    mutating func clear(line: Int) {
        self.line = line
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        isUnterminated = false
        isUnended = false
        defect = nil
        hasQuotes = false
    }

    /// Takes away the carriage return of a CRLF, where it stands behind `start`.
    mutating func dropCarriageReturn(from start: Int) {
        if bytes.count > start, bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    }

    mutating func endField() {
        ends.append(bytes.count)
        bytes.append(0x1F)
    }
}
