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
    /// What begins with a brace is a feature collection if its type says so; else its lines are objects. An object that is
    /// longer than ``longestObject`` is no line.
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
    ///
    /// Only the type makes a collection. Where it comes behind features that are too many to look past, or not at all in
    /// an object of several lines, a list of features is enough: no other file that is read has one there.
    private static func kindOfObject(_ window: inout ByteWindow) throws -> InputKind? {
        let firstLine = window.line
        var hasFeatures = false
        while try behindSpace(&window) == UInt8(ascii: "\"") {
            let line = window.line
            guard let key = try passValue(&window) else { return unended(window, hasFeatures) }
            // A name that goes on in another line is a line that was cut.
            guard window.line == line, try behindSpace(&window) == UInt8(ascii: ":") else { return nil }
            window.advance()
            let first = try behindSpace(&window)
            if first == UInt8(ascii: "["), key.elementsEqual("\"features\"".utf8) { hasFeatures = true }
            guard let value = try passValue(&window) else { return unended(window, hasFeatures) }
            if key.elementsEqual("\"type\"".utf8) {
                return value.elementsEqual("\"FeatureCollection\"".utf8) ? .featureCollection : nil
            }
            switch try behindSpace(&window) {
            case UInt8(ascii: ","): window.advance()
            case UInt8(ascii: "}"): return hasFeatures && window.line > firstLine ? .featureCollection : nil
            case nil: return unended(window, hasFeatures)
            default: return nil
            }
        }
        return unended(window, false)
    }

    /// The bytes of the value here, or `nil` where its end is not found.
    private static func passValue(_ window: inout ByteWindow) throws -> ArraySlice<UInt8>? {
        let before = window.marked.count
        guard try window.passValue(limit: longestObject) else { return nil }
        return window.bytes[window.marked].dropFirst(before)
    }

    private static func unended(_ window: ByteWindow, _ hasFeatures: Bool) -> InputKind? {
        hasFeatures || window.marked.count > longestObject ? .featureCollection : nil
    }
}
