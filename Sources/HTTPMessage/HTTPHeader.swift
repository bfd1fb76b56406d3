/// One header field of a request or a response.
public struct HTTPHeader: Sendable, Equatable {
    /// The field's name; names are compared without regard to case.
    public var name: String

    /// The field's value.
    public var value: String

    /// Creates a header field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension [HTTPHeader] {
    /// The value of the field of that name, whatever its case; several fields of one name are joined with a comma
    /// (RFC 9110, section 5.3). `nil` where there is none.
    public func value(of name: String) -> String? {
        let wanted = name.lowercased()
        let values = filter { $0.name.lowercased() == wanted }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}
