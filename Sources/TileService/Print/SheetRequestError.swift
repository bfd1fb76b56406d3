/// A parameter of a printed sheet that makes no sense.
public struct SheetRequestError: Error, Equatable, CustomStringConvertible {
    /// The parameter's name, as queries write it.
    public let parameter: String

    /// What is wrong with its value, and what would have been right.
    public let problem: String

    init(_ parameter: String, _ problem: String) {
        (self.parameter, self.problem) = (parameter, problem)
    }

    /// A clause that names the parameter.
    public var description: String { "\(parameter): \(problem)" }
}
