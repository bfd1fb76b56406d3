/// A row that did not become a report: where it is, and what is wrong with it.
public struct Rejection: Error, Sendable, Equatable {
    /// The number of the line on which the row begins, 1 for the file's first.
    public var line: Int

    /// The name of the column at fault; empty where it is the row as a whole.
    public var field: String

    /// What stands there.
    public var value: String

    /// What is wrong, and what would have been right.
    public var reason: String

    /// Creates a rejection.
    public init(line: Int, field: String, value: String, reason: String) {
        self.line = line
        self.field = field
        self.value = value
        self.reason = reason
    }

    /// The header of a rejects file.
    public static let csvHeader = "file,line,field,value,reason\n"

    /// The rejection as a line of a rejects file, with the name of the input that it comes from.
    public func csvLine(file: String) -> String {
        [file, String(line), field, value, reason].map(Self.quoted).joined(separator: ",") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
