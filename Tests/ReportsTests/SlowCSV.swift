/// One record, as plainly as it can be put.
struct PlainRecord: Equatable {
    var line: Int
    var fields: [[UInt8]] = []
    var isUnterminated = false
}

/// CSV by the letter of RFC 4180 and of `CSVReader`'s comment, with the whole file in one array: slow and obvious.
struct SlowCSV {
    private var rest: ArraySlice<UInt8>
    private var line = 1

    static func records(_ bytes: [UInt8]) -> [PlainRecord] {
        var parser = SlowCSV(rest: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...])
        var records: [PlainRecord] = []
        while !parser.rest.isEmpty {
            if let record = parser.record() { records.append(record) }
        }
        return records
    }

    /// The next line's record, or `nil` for an empty line.
    private mutating func record() -> PlainRecord? {
        var record = PlainRecord(line: line)
        let start = rest
        while true {
            var (field, isClosed) = quotedPart()
            var plain = Array(rest.prefix { $0 != 44 && $0 != 10 })
            rest = rest.dropFirst(plain.count)
            let end = rest.popFirst()
            if end != 44, isClosed, plain.last == 13 { plain.removeLast() }
            field += plain
            record.fields.append(field)
            record.isUnterminated = !isClosed
            if end == 44 { continue }
            if end == 10 { line += 1 }
            let isEmptyLine = [10, 13].contains(start.first) && record.fields == [[]]
            return isEmptyLine ? nil : record
        }
    }

    /// A field's quoted part with its doubled quotes made single, and whether its closing quote was there.
    private mutating func quotedPart() -> ([UInt8], isClosed: Bool) {
        guard rest.first == 34 else { return ([], true) }
        rest.removeFirst()
        var content: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte == 10 { line += 1 }
            if byte == 34 {
                guard rest.first == 34 else { return (content, true) }
                rest.removeFirst()
            }
            content.append(byte)
        }
        return (content, false)
    }
}
