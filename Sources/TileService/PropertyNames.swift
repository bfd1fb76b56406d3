import JSONText

/// The names under which counts are written, by category or by status, in the forms in which answers have them: a tile has
/// tens of thousands of them.
struct PropertyNames: ExpressibleByArrayLiteral {
    /// The names as they are.
    let names: [String]

    /// The names as members of an object.
    let members: [JSONMemberName]

    /// The names behind `prefix:`, where there are no objects.
    let prefixed: [String]

    /// Prepares names.
    init(_ names: [String], prefix: String) {
        self.names = names
        members = names.map(JSONMemberName.init)
        prefixed = names.map { "\(prefix):\($0)" }
    }

    init(arrayLiteral names: String...) {
        self.init(names, prefix: "")
    }
}
