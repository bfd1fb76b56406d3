/// A piece of a stream of bytes that moves along it: what was marked stays in memory, all else goes.
struct ByteWindow {
    /// The bytes at hand.
    private(set) var bytes: [UInt8] = []

    /// The place of the next byte in ``bytes``.
    private(set) var position = 0

    /// The number of the line on which the next byte stands, from 1.
    private(set) var line = 1

    private var input: any ByteSource
    private var mark: Int?

    init(_ input: any ByteSource) {
        self.input = input
    }

    /// The bytes from the mark to the next one.
    var marked: Range<Int> { (mark ?? position)..<position }

    /// The source behind the window; what the window holds is taken from it already.
    var rest: any ByteSource { input }

    /// Keeps all from the next byte on.
    mutating func setMark() { mark = position }

    /// Keeps nothing.
    mutating func clearMark() { mark = nil }

    /// Goes back to the mark, which must be on the first line.
    mutating func rewind() {
        position = mark ?? position
        line = 1
    }

    /// Fetches more; false at the end of the input.
    mutating func fill() throws -> Bool {
        let chunk = try input.nextChunk()
        guard !chunk.isEmpty else { return false }
        let start = mark ?? position
        bytes.removeSubrange(0..<start)
        bytes.append(contentsOf: chunk)
        position &-= start
        if mark != nil { mark = 0 }
        return true
    }

    /// The next byte, or `nil` at the end of the input.
    mutating func peek() throws -> UInt8? {
        if position == bytes.count, try !fill() { return nil }
        return bytes[position]
    }

    /// Passes the next byte, which has been looked at.
    mutating func advance() {
        guard position < bytes.count else { return }
        if bytes[position] == UInt8(ascii: "\n") { line &+= 1 }
        position &+= 1
    }

    /// Passes what is white space in JSON, and gives the byte behind it, or `nil` at the end of the input.
    mutating func peekBehindSpace() throws -> UInt8? {
        while let byte = try peek() {
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            advance()
        }
        return nil
    }

    /// Passes a byte order mark, where one is next; the input may hand over its three bytes one by one.
    mutating func passByteOrderMark() throws {
        setMark()
        for byte: UInt8 in [0xEF, 0xBB, 0xBF] {
            guard try peek() == byte else { return rewind() }
            advance()
        }
        clearMark()
    }

    /// Passes all before the next byte of this value; false where the input ends first. Stops with `false` also when more
    /// than `limit` bytes are marked.
    mutating func pass(to byte: UInt8, limit: Int) throws -> Bool {
        while true {
            let end = Self.firstIndex(of: byte, in: bytes.span, from: position)
            if let end {
                move(to: end)
                return marked.count <= limit
            }
            move(to: bytes.count)
            guard marked.count <= limit, try fill() else { return false }
        }
    }

    /// Passes a JSON value of which the first byte is next; false where the input ends inside it, or more than `limit`
    /// bytes are marked.
    mutating func passValue(limit: Int) throws -> Bool {
        var nesting = JSONNesting()
        while true {
            let end = nesting.end(in: bytes.span, from: position)
            line &+= nesting.takeLines()
            position = end ?? bytes.count
            if end != nil { return marked.count <= limit }
            guard marked.count <= limit else { return false }
            guard try fill() else { return nesting.isScalar }
        }
    }

    private mutating func move(to end: Int) {
        let bytes = bytes
        for index in position..<end where bytes[index] == UInt8(ascii: "\n") { line &+= 1 }
        position = end
    }

    private static func firstIndex(of byte: UInt8, in bytes: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index &+= 1
        }
        return nil
    }
}
