import HTTPMessage
import JSONText

/// Reads the JSON document that comes with a write, member by member. Whatever is wrong becomes a 4xx that names the
/// member as its `parameter`.
///
///     let body = try JSONBody(call.request, members: ["category", "longitude", "latitude", "text"])
///     let category = try body["category"].string(longest: 100)
///     let longitude = try body["longitude"].number(in: -180...180)
///     let text = try body["text"].ifPresent { value throws(Problem) in try value.string(longest: 500) }
///
/// Everything is taken as it stands or not at all: a number in quotes is no number, and an unknown member is an error.
struct JSONBody {
    private let reader: JSONReader

    /// Parses a request's body.
    ///
    /// - Parameter members: The names of the members that the object may have.
    /// - Throws: 415 where the body does not claim to be JSON in UTF-8, 400 where it is not an object of these members.
    init(_ request: HTTPRequest, members: [String]) throws(Problem) {
        try Self.checkType(request)
        guard !request.body.isEmpty else {
            throw Self.refusal(
                "the request has no body; it must be a JSON object with \(members.joined(separator: ", "))")
        }
        do {
            reader = try JSONReader(request.body, file: "")
        } catch {
            var problem = Self.refusal("the body is not JSON: \(error.path): \(error.problem)")
            problem.parameter = error.member.map(Self.shortened)
            throw problem
        }
        try allowMembers(members)
    }

    private init(_ reader: JSONReader) {
        self.reader = reader
    }

    /// The member of that name; reading it fails, with its path, where it is missing.
    subscript(member: String) -> JSONBody { JSONBody(reader[member]) }

    /// Whether the member is missing or `null`.
    var isMissing: Bool { reader.isMissing }

    /// What `read` makes of the value, or `nil` where it is missing or `null`.
    func ifPresent<Value>(_ read: (JSONBody) throws(Problem) -> Value) throws(Problem) -> Value? {
        isMissing ? nil : try read(self)
    }

    /// Refuses an object that has any other member, and what is no object.
    func allowMembers(_ members: [String]) throws(Problem) {
        try read { reader throws(JSONFileError) in try reader.allowKeys(members) }
    }

    /// The text here, at least one and at most so many Unicode code points long, as JSON Schema's `maxLength` counts
    /// them, without control characters but tab and line ends.
    func string(longest: Int) throws(Problem) -> String {
        let text = try read { reader throws(JSONFileError) in try reader.string() }
        let count = text.unicodeScalars.count
        guard count <= longest else { throw problem("is \(count) characters long; at most \(longest) are allowed") }
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control || ["\t", "\n", "\r"].contains(scalar)
        }
        guard isPlain else { throw problem("holds a control character; it must be plain text") }
        return text
    }

    /// The number here, which must lie in the range.
    func number(in range: ClosedRange<Double>) throws(Problem) -> Double {
        try read { reader throws(JSONFileError) in try reader.number(in: range) }
    }

    /// The whole number here, which must lie in the range.
    func integer(in range: ClosedRange<Int>) throws(Problem) -> Int {
        try read { reader throws(JSONFileError) in try reader.integer(in: range) }
    }

    /// The truth value here.
    func boolean() throws(Problem) -> Bool {
        try read { reader throws(JSONFileError) in try reader.boolean() }
    }

    /// The list here.
    func array() throws(Problem) -> [JSONBody] {
        try read { reader throws(JSONFileError) in try reader.array() }.map(JSONBody.init)
    }

    /// A 400 about this value, for what only the caller can check. The words follow the member's name, as in "is in the
    /// future".
    func problem(_ words: String) -> Problem {
        Self.problem(reader.error(words))
    }

    private func read<Value>(_ read: (JSONReader) throws(JSONFileError) -> Value) throws(Problem) -> Value {
        do {
            return try read(reader)
        } catch {
            throw Self.problem(error)
        }
    }

    /// A name that the client made up may be long, and is not sent back whole.
    private static let longestName = 120

    private static func shortened(_ name: String) -> String {
        String(name.unicodeScalars.prefix(longestName))
    }

    private static func problem(_ error: JSONFileError) -> Problem {
        guard !error.path.isEmpty else { return refusal("the body \(error.problem)") }
        let path = shortened(error.path)
        return .badParameter(path, "\"\(path)\" \(error.problem)")
    }

    private static func refusal(_ detail: String) -> Problem {
        Problem(status: 400, title: "Bad request", detail: detail)
    }
}

extension JSONBody {
    /// JSON is UTF-8 and nothing else (RFC 8259, section 8.1). That the type must be stated also keeps pages of other
    /// sites from writing: a browser sends this type to another site only with permission, which is never given.
    private static func checkType(_ request: HTTPRequest) throws(Problem) {
        let parts = (request.header("Content-Type") ?? "").lowercased().split(separator: ";").map { String($0.trimmed) }
        let charsets = parts.dropFirst().filter { $0.hasPrefix("charset=") }.map {
            $0.dropFirst(8).replacing("\"", with: "")
        }
        guard parts.first == "application/json", charsets.allSatisfy({ $0 == "utf-8" }) else {
            throw unsupported("Content-Type", "send the body as Content-Type: application/json, in UTF-8")
        }
        guard (request.header("Content-Encoding") ?? "identity").lowercased() == "identity" else {
            throw unsupported("Content-Encoding", "send the body without Content-Encoding")
        }
    }

    private static func unsupported(_ field: String, _ detail: String) -> Problem {
        Problem(
            status: 415, title: "Unsupported media type", detail: detail, parameter: field,
            headers: [HTTPHeader("Accept-Post", "application/json")])
    }
}
