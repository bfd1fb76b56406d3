/// Finds the features in a GeoJSON feature collection of any size (RFC 7946, section 3.3); its other members are passed
/// over without keeping them.
struct FeatureCollectionReader {
    private enum State {
        case atStart
        case atMember
        case behindMember
        case atFirstFeature
        case atFeature
        case behindFeature
        case behindCollection
        case done
    }

    private var state = State.atStart
    private var hasFeatures = false
    private let longest: Int

    /// - Parameter longest: The longest feature, in bytes.
    init(longest: Int = InputKind.longestObject) {
        self.longest = longest
    }

    /// The next element of the list of features, which is then marked in the window; `nil` at the end of the file.
    ///
    /// A file that ends too early gives a rejection that says where, after all that is whole.
    /// - Throws: ``InputError`` where the next feature's beginning cannot be told.
    mutating func next(_ window: inout ByteWindow, file: String) throws -> JSONPiece? {
        while state != .done {
            window.clearMark()
            guard let byte = try window.peekBehindSpace() else { return atEndOfFile(window) }
            switch state {
            case .atStart:
                window.advance()
                state = .atMember
            case .atMember: try member(byte, &window, file)
            case .behindMember: try endMember(byte, &window, file)
            case .atFirstFeature where byte == UInt8(ascii: "]"):
                window.advance()
                state = .behindMember
            case .atFirstFeature, .atFeature:
                if let piece = try feature(byte, &window, file) { return piece }
            case .behindFeature:
                if let piece = try endFeature(byte, &window, file) { return piece }
            case .behindCollection, .done:
                state = .done
                return rejection(window, "stands behind the end of the feature collection; the rest is not read")
            }
        }
        return nil
    }

    private mutating func atEndOfFile(_ window: ByteWindow) -> JSONPiece? {
        defer { state = .done }
        switch state {
        case .behindCollection, .done: return nil
        case .atFirstFeature, .atFeature, .behindFeature:
            return rejection(window, "the file ends inside the list of features: it is cut off")
        case .atStart, .atMember, .behindMember:
            return rejection(window, "the file ends inside the feature collection: it is cut off")
        }
    }

    private func rejection(_ window: ByteWindow, _ reason: String) -> JSONPiece {
        .rejection(Rejection(line: window.line, field: "", value: "", reason: reason))
    }

    private mutating func member(_ byte: UInt8, _ window: inout ByteWindow, _ file: String) throws {
        guard byte == UInt8(ascii: "\"") else {
            throw InputError.malformed(file, line: window.line, "a member's name in quotes is missing")
        }
        window.setMark()
        let line = window.line
        guard try window.passValue(limit: longest) else { return try endOrThrow(window, line, file) }
        let isFeatures = window.bytes[window.marked].elementsEqual("\"features\"".utf8)
        window.clearMark()
        guard let colon = try window.peekBehindSpace() else { return }
        guard colon == UInt8(ascii: ":") else {
            throw InputError.malformed(file, line: window.line, "a colon is missing behind a member's name")
        }
        window.advance()
        guard let first = try window.peekBehindSpace() else { return }
        if isFeatures {
            try beginFeatures(first, &window, file)
        } else if try window.passValue(limit: .max) {
            state = .behindMember
        }
    }

    private mutating func beginFeatures(_ byte: UInt8, _ window: inout ByteWindow, _ file: String) throws {
        guard byte == UInt8(ascii: "[") else {
            throw InputError.malformed(file, line: window.line, "\"features\" is not a list")
        }
        guard !hasFeatures else { throw InputError.malformed(file, line: window.line, "\"features\" is given twice") }
        hasFeatures = true
        window.advance()
        state = .atFirstFeature
    }

    private mutating func endMember(_ byte: UInt8, _ window: inout ByteWindow, _ file: String) throws {
        switch byte {
        case UInt8(ascii: ","): state = .atMember
        case UInt8(ascii: "}"):
            guard hasFeatures else {
                throw InputError.malformed(file, line: window.line, "the feature collection has no list \"features\"")
            }
            state = .behindCollection
        default: throw InputError.malformed(file, line: window.line, "a comma or } is missing")
        }
        window.advance()
    }

    private mutating func feature(_ byte: UInt8, _ window: inout ByteWindow, _ file: String) throws -> JSONPiece? {
        if byte == UInt8(ascii: "]") {
            window.advance()
            state = .behindMember
            return rejection(window, "a feature is missing behind the last comma")
        }
        guard byte != UInt8(ascii: ","), byte != UInt8(ascii: "}") else {
            throw InputError.malformed(file, line: window.line, "a feature is missing")
        }
        window.setMark()
        let line = window.line
        guard try window.passValue(limit: longest) else {
            try endOrThrow(window, line, file)
            return .rejection(
                Rejection(line: line, field: "", value: "", reason: "the file ends inside this feature"))
        }
        state = .behindFeature
        return .text(JSONPiece.Text(range: window.marked, line: line))
    }

    /// A comma or the list's end. A comma that is missing before the next brace is told, and costs no feature.
    private mutating func endFeature(_ byte: UInt8, _ window: inout ByteWindow, _ file: String) throws -> JSONPiece? {
        switch byte {
        case UInt8(ascii: ","): state = .atFeature
        case UInt8(ascii: "]"): state = .behindMember
        case UInt8(ascii: "{"):
            state = .atFeature
            return rejection(window, "a comma is missing before this feature")
        default: throw InputError.malformed(file, line: window.line, "a comma or ] is missing behind a feature")
        }
        window.advance()
        return nil
    }

    /// A value whose end was not found is either longer than any real one or the last of a file that is cut off.
    private func endOrThrow(_ window: ByteWindow, _ line: Int, _ file: String) throws {
        if window.marked.count > longest { throw InputError.objectTooLong(file, line: line) }
    }
}
