/// What is wrong with a command line, and what would have been right.
enum UsageError: Error, Equatable, CustomStringConvertible {
    case noCommand
    case unknownCommand(String, known: [String])
    case unknownOption(String, command: String, known: [String])
    case missingValue(String)
    case valueForFlag(String)
    case twice(String)
    case missingOption(String, command: String)
    case missingOperand(String, command: String)
    case unexpected(String, command: String)
    case badValue(String, String, String)
    case badChoice(String, String, known: [String])
    case badFilter(String, String)

    var description: String {
        switch self {
        case .noCommand: "which command? See threatmap --help"
        case .unknownCommand(let name, let known):
            "there is no command \"\(name)\"\(Self.suggestion(name, known)) See threatmap --help"
        case .unknownOption(let name, let command, let known):
            "there is no option \(name)\(Self.suggestion(name, known)) See threatmap \(command) --help"
        case .missingValue(let name): "\(name) needs a value"
        case .valueForFlag(let name): "\(name) takes no value"
        case .twice(let name): "\(name) is given twice"
        case .missingOption(let name, let command): "\(name) is missing. See threatmap \(command) --help"
        case .missingOperand(let what, let command): "\(what) is missing. See threatmap \(command) --help"
        case .unexpected(let operand, let command):
            "what is \"\(operand)\"? threatmap \(command) takes no such argument"
        case .badValue(let name, let value, let expected): "\(name) is \"\(value)\"; it must be \(expected)"
        case .badChoice(let name, let value, let known):
            "\(name) is \"\(value)\"\(Self.suggestion(value, known)) It must be one of \(known.joined(separator: ", "))"
        case .badFilter(let name, let problem): "\(name): \(problem)"
        }
    }

    private static func suggestion(_ name: String, _ known: [String]) -> String {
        guard name.utf8.count <= 64 else { return "." }
        let ranked = known.map { (name: $0, distance: Spelling.distance(name, $0)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= 3 else { return "." }
        return "; did you mean \(best.name)?"
    }
}

/// How alike two words are.
enum Spelling {
    /// The number of letters to insert, delete or replace to make one word the other (V. Levenshtein, 1966).
    static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                let replaced = previous[column] + (letter == other ? 0 : 1)
                current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
