/// A key that opens what the public does not see: the holder's name is nobody's business, the role and unit are.
public struct AccessKey: Sendable, Hashable {
    /// What a key's holder may do.
    public enum Role: String, Sendable, CaseIterable {
        /// Sees exact places and texts, and moves the reports of a unit, or of all where the key names none.
        case coordinator
        /// Sees and does everything.
        case `operator`
    }

    /// The key's number, by which it is listed, revoked and named in the event log.
    public var id: Int64
    /// What the holder may do.
    public var role: Role
    /// The police unit that the holder works for, or `nil` for all.
    public var unit: String?

    /// Creates a key's description.
    public init(id: Int64, role: Role, unit: String? = nil) {
        self.id = id
        self.role = role
        self.unit = unit
    }
}
