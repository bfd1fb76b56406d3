/// A JSON value as it stands in a file (RFC 8259).
public indirect enum JSONValue: Sendable, Equatable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A number.
    case number(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Members by name.
    case object([String: JSONValue])

    /// The value in words that an error message can quote: itself where it is short, else its kind.
    public var quoted: String {
        switch self {
        case .null: "null"
        case .boolean(let value): "\(value)"
        case .number(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
        case .string(let text): text.count <= 60 ? "\"\(text)\"" : "\"\(text.prefix(57))...\""
        case .array(let values): "a list of \(values.count)"
        case .object(let members): "an object of \(members.count) members"
        }
    }
}
