import ReportStore

/// `threatmap verify`: whether a store is sound.
enum VerifyCommand: Command {
    static let name = "verify"
    static let summary = "check the integrity of a store; exit 1 where it is broken"
    static let operands = ""
    static let options = [Option.store]

    static func run(_ arguments: Arguments) throws -> ExitCode {
        try arguments.refuseOperands()
        let path = try arguments.required("--store")
        let problems = try StoreFile.open(path, readOnly: true).problems()
        for problem in problems { Console.error("\(path): \(problem)") }
        if problems.isEmpty { Console.error("\(path): sound") }
        return problems.isEmpty ? .done : .failed
    }
}
