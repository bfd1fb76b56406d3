/// What is wrong with a JSON file that people write by hand: where, what is there, and what would have been right.
public struct JSONFileError: Error, Equatable, CustomStringConvertible {
    /// The file's name, as the user knows it.
    public var file: String

    /// The key's path in the file, such as `scale.limits[2]`; empty for the file as a whole.
    public var path: String

    /// What is wrong, with the value and what would have been right.
    public var problem: String

    /// The path of the member in which the text stops being JSON, where it is in one.
    public var member: String?

    /// Creates an error.
    public init(file: String, path: String, problem: String) {
        self.file = file
        self.path = path
        self.problem = problem
    }

    /// One line: file, key, problem.
    public var description: String {
        path.isEmpty ? "\(file): \(problem)" : "\(file): \(path): \(problem)"
    }
}
