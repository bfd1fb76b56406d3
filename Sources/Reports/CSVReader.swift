/// Reads CSV (RFC 4180) from a stream of bytes: commas, double quotes, CRLF or LF, with or without a byte order mark.
///
///     var reader = CSVReader(input)
///     var record = FieldRecord()
///     while try reader.next(&record) { … }
///
/// Empty lines are passed over. A quote inside an unquoted field stands for itself.
public struct CSVReader {
    private var input: any ByteSource
    private let file: String
    private var chunk: [UInt8] = []
    private var position = 0
    private var line = 1
    private var isAtStart = true
    private var isAtEnd = false

    /// Starts reading at the beginning of the input.
    ///
    /// - Parameter file: The input's name, for errors.
    public init(_ input: any ByteSource, file: String) {
        self.input = input
        self.file = file
    }

    /// The longest record that is read, in bytes. A forgotten quote would otherwise read the rest of a large file as one
    /// field.
    public static let longestRecord = 1 << 20

    /// Reads the next record into `record`; false at the end of the input.
    ///
    /// - Throws: What the input throws, and ``InputError`` for a record of more than ``longestRecord`` bytes.
    public mutating func next(_ record: inout FieldRecord) throws -> Bool {
        if isAtStart {
            isAtStart = false
            try passByteOrderMark()
        }
        while true {
            record.clear(line: line)
            guard try readRecord(&record) else { return false }
            record.isUnended = isAtEnd
            // A line without a character is no record; a lone pair of quotes is one, and so is a lone quote.
            if record.count > 1 || record.bytes.count > 1 || record.hasQuotes { return true }
        }
    }

    /// A pipe or a decompressor may hand over its first bytes one by one, and the mark has three.
    private mutating func passByteOrderMark() throws {
        var start: [UInt8] = []
        while start.count < 3, try fill() { start += chunk }
        (chunk, position) = (start, start.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    }

    /// Fetches the next chunk; false at the end of the input.
    private mutating func fill() throws -> Bool {
        chunk = try input.nextChunk()
        position = 0
        return !chunk.isEmpty
    }

    /// The next byte, which is then passed, or `nil` at the end of the input.
    private mutating func take() throws -> UInt8? {
        if position == chunk.count {
            guard try fill() else {
                isAtEnd = true
                return nil
            }
        }
        defer { position += 1 }
        return chunk[position]
    }

    /// Reads a record that lies in the chunk with its line break and has no quotes, as nearly all do, in one pass; false,
    /// and nothing read, where it is another.
    private mutating func readPlainLine(_ record: inout FieldRecord) -> Bool {
        let start = position
        let bytes = chunk
        let span = bytes.span
        var index = start
        while index < span.count {
            let byte = span[index]
            if byte == UInt8(ascii: ",") {
                record.ends.append(index &- start)
            } else if byte == UInt8(ascii: "\n") {
                break
            } else if byte == UInt8(ascii: "\"") {
                index = span.count
            }
            index &+= 1
        }
        guard index < span.count, index &- start < Self.longestRecord else {
            record.ends.removeAll(keepingCapacity: true)
            return false
        }
        record.bytes.append(contentsOf: bytes[start..<index])
        let fieldStart = record.ends.last.map { $0 &+ 1 } ?? 0
        for end in record.ends { record.bytes[end] = 0x1F }
        record.dropCarriageReturn(from: fieldStart)
        record.endField()
        position = index &+ 1
        line &+= 1
        return true
    }

    private mutating func readRecord(_ record: inout FieldRecord) throws -> Bool {
        if readPlainLine(&record) { return true }
        guard var byte = try take() else { return false }
        while true {
            var ending: UInt8?
            if byte == UInt8(ascii: "\"") {
                ending = try readQuoted(&record)
            } else {
                ending = try readPlain(startingWith: byte, &record)
            }
            record.endField()
            try checkLength(record)
            guard ending == UInt8(ascii: ",") else { return true }
            guard let next = try take() else {
                record.endField()
                return true
            }
            byte = next
        }
    }

    /// Reads an unquoted field; returns the comma or newline that ended it, or `nil` at the end of the input.
    private mutating func readPlain(startingWith first: UInt8, _ record: inout FieldRecord) throws -> UInt8? {
        var byte = first
        // Behind a closing quote the field has bytes already, and a carriage return among those belongs to it.
        let start = record.bytes.count
        while true {
            if byte == UInt8(ascii: ",") { return byte }
            if byte == UInt8(ascii: "\n") {
                line += 1
                record.dropCarriageReturn(from: start)
                return byte
            }
            record.bytes.append(byte)
            appendPlainRun(&record)
            try checkLength(record)
            guard let next = try take() else {
                record.dropCarriageReturn(from: start)
                return nil
            }
            byte = next
        }
    }

    private func checkLength(_ record: FieldRecord) throws {
        if record.bytes.count > Self.longestRecord { throw InputError.recordTooLong(file, line: record.line) }
    }

    /// Appends what the chunk has before the next comma or newline at once: most bytes are neither.
    private mutating func appendPlainRun(_ record: inout FieldRecord) {
        let start = position
        var end = start
        chunk.withUnsafeBufferPointer { bytes in
            while end < bytes.count, bytes[end] != UInt8(ascii: ","), bytes[end] != UInt8(ascii: "\n") { end += 1 }
        }
        record.bytes.append(contentsOf: chunk[start..<end])
        position = end
    }

    /// Reads a quoted field behind its first quote; returns what ended it as ``readPlain(startingWith:_:)`` does.
    private mutating func readQuoted(_ record: inout FieldRecord) throws -> UInt8? {
        record.hasQuotes = true
        while let byte = try take() {
            if byte == UInt8(ascii: "\"") {
                guard let next = try take() else { return nil }
                if next != UInt8(ascii: "\"") {
                    // Behind the closing quote only a separator belongs; whatever else stands there is kept as text.
                    return try readPlain(startingWith: next, &record)
                }
            } else if byte == UInt8(ascii: "\n") {
                line += 1
            }
            record.bytes.append(byte)
            try checkLength(record)
        }
        record.isUnterminated = true
        return nil
    }
}
