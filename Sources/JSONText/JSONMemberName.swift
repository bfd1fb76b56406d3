/// A member's name as it is written, with its quotes and the colon: for names that are written thousands of times.
public struct JSONMemberName: Sendable {
    let bytes: [UInt8]

    /// Prepares a name.
    public init(_ name: String) {
        var json = JSONWriter()
        json.key(name)
        bytes = json.bytes
    }
}
