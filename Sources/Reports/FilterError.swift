/// A filter parameter that means nothing, by name, with its value and what would have been right.
public struct FilterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The parameter's name, such as `category`.
    public var parameter: String

    /// What is wrong, with the value and what would have been right.
    public var problem: String

    /// Creates an error.
    public init(parameter: String, problem: String) {
        self.parameter = parameter
        self.problem = problem
    }

    /// The parameter and what is wrong with it.
    public var description: String { "\(parameter): \(problem)" }
}
