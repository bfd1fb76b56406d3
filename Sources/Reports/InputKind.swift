/// What a file is, by its content: names lie, and standard input has none.
enum InputKind: Equatable {
    /// A table (RFC 4180).
    case csv
    /// JSON objects, each from a separator to the next: a line break, or the record separator 0x1E of RFC 8142.
    case objects(separator: UInt8)
    /// A GeoJSON feature collection (RFC 7946, section 3.3).
    case featureCollection

    /// The longest JSON object of a file, in bytes.
    static let longestObject = CSVReader.longestRecord

    /// Looks at the beginning of an input, and leaves the window there.
    ///
    /// What begins with a brace is a feature collection if its type says so or if it has features; else its lines are
    /// objects. An object that says neither within ``longestObject`` is too long for a line.
    static func detect(_ window: inout ByteWindow) throws -> InputKind {
        window.setMark()
        let kind = try look(&window)
        window.rewind()
        window.clearMark()
        return kind
    }

    private static func look(_ window: inout ByteWindow) throws -> InputKind {
        switch try behindSpace(&window, orAny: [0xEF, 0xBB, 0xBF]) {
        case 0x1E: return .objects(separator: 0x1E)
        case UInt8(ascii: "{"):
            window.advance()
            return try kindOfObject(&window) ?? .objects(separator: UInt8(ascii: "\n"))
        default: return .csv
        }
    }

    /// The first byte that is no space, nor one of a byte order mark; a file that begins with a mebibyte of space has none.
    private static func behindSpace(_ window: inout ByteWindow, orAny mark: [UInt8] = []) throws -> UInt8? {
        while let byte = try window.peek(), window.marked.count <= longestObject {
            guard [0x20, 0x09, 0x0A, 0x0D].contains(byte) || mark.contains(byte) else { return byte }
            window.advance()
        }
        return nil
    }

    /// A feature collection, or `nil` for any other object, whole or not.
    private static func kindOfObject(_ window: inout ByteWindow) throws -> InputKind? {
        while try behindSpace(&window) == UInt8(ascii: "\"") {
            let line = window.line
            guard let key = try passValue(&window) else { return isTooLong(window) }
            // A name that goes on in another line is a line that was cut.
            guard window.line == line, try behindSpace(&window) == UInt8(ascii: ":") else { return nil }
            window.advance()
            let first = try behindSpace(&window)
            if first == UInt8(ascii: "["), key.elementsEqual("\"features\"".utf8) { return .featureCollection }
            guard let value = try passValue(&window) else { return isTooLong(window) }
            if key.elementsEqual("\"type\"".utf8) {
                return value.elementsEqual("\"FeatureCollection\"".utf8) ? .featureCollection : nil
            }
            guard try behindSpace(&window) == UInt8(ascii: ",") else { return nil }
            window.advance()
        }
        return isTooLong(window)
    }

    /// The bytes of the value here, or `nil` where its end is not found.
    private static func passValue(_ window: inout ByteWindow) throws -> ArraySlice<UInt8>? {
        let before = window.marked.count
        guard try window.passValue(limit: longestObject) else { return nil }
        return window.bytes[window.marked].dropFirst(before)
    }

    private static func isTooLong(_ window: ByteWindow) -> InputKind? {
        window.marked.count > longestObject ? .featureCollection : nil
    }
}
