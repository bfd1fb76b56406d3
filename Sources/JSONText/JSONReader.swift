/// Reads a configuration file's values one by one and knows where it is, so that every error names file, key and value.
///
///     let root = try JSONReader(bytes, file: "heat.json")
///     try root.allowKeys(["name", "bandwidth"])
///     let metres = try root["bandwidth"].number(in: 0...1e7)
///
/// An unknown key is an error: a misspelt option that is silently ignored costs its author an afternoon.
public struct JSONReader {
    /// The file's name, as the user knows it.
    public let file: String

    /// Where in the file this value stands.
    public let path: String

    /// The value, or `nil` where the key is missing.
    public let value: JSONValue?

    /// Parses a file's bytes.
    ///
    /// - Throws: ``JSONFileError`` where they are not JSON.
    public init(_ bytes: [UInt8], file: String) throws(JSONFileError) {
        self.file = file
        path = ""
        do {
            value = try JSONParser.parse(bytes)
        } catch {
            var failure = JSONFileError(file: file, path: "line \(error.line)", problem: error.problem)
            failure.member = error.member
            throw failure
        }
    }

    private init(file: String, path: String, value: JSONValue?) {
        self.file = file
        self.path = path
        self.value = value
    }

    /// Whether the key is missing or `null`.
    public var isMissing: Bool { value == nil || value == .null }

    /// The member of that name; reading it fails later, with its path, where it is missing.
    public subscript(key: String) -> JSONReader {
        var member: JSONValue?
        if case .object(let members) = value { member = members[key] }
        return JSONReader(file: file, path: path.isEmpty ? key : "\(path).\(key)", value: member)
    }

    /// An error about this value.
    public func error(_ problem: String) -> JSONFileError {
        JSONFileError(file: file, path: path, problem: problem)
    }

    private func mismatch(_ expected: String) -> JSONFileError {
        guard let value else { return error("is missing; it must be \(expected)") }
        return error("is \(value.quoted); it must be \(expected)")
    }

    /// Refuses an object that has any other key.
    public func allowKeys(_ keys: [String]) throws(JSONFileError) {
        guard case .object(let members) = value else { throw mismatch("an object") }
        for key in members.keys.sorted() where !keys.contains(key) {
            throw self[key].error("is not a known key; the keys here are \(keys.joined(separator: ", "))")
        }
    }

    /// The text here.
    public func string() throws(JSONFileError) -> String {
        guard case .string(let text) = value, !text.isEmpty else { throw mismatch("a text") }
        return text
    }

    /// The truth value here.
    public func boolean() throws(JSONFileError) -> Bool {
        guard case .boolean(let truth) = value else { throw mismatch("true or false") }
        return truth
    }

    /// The number here, which must lie in the range.
    public func number(in range: ClosedRange<Double>) throws(JSONFileError) -> Double {
        guard case .number(let number) = value, range.contains(number) else {
            throw mismatch(
                "a number from \(JSONValue.number(range.lowerBound).quoted) to \(JSONValue.number(range.upperBound).quoted)"
            )
        }
        return number
    }

    /// The whole number here, which must lie in the range.
    public func integer(in range: ClosedRange<Int>) throws(JSONFileError) -> Int {
        guard case .number(let number) = value, let integer = Int(exactly: number), range.contains(integer) else {
            throw mismatch("a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    /// The list here.
    public func array() throws(JSONFileError) -> [JSONReader] {
        guard case .array(let values) = value else { throw mismatch("a list") }
        return values.enumerated().map { JSONReader(file: file, path: "\(path)[\($0)]", value: $1) }
    }

    /// The object's members, by name in alphabetical order.
    public func members() throws(JSONFileError) -> [(key: String, value: JSONReader)] {
        guard case .object(let members) = value else { throw mismatch("an object") }
        return members.keys.sorted().map { ($0, self[$0]) }
    }
}
