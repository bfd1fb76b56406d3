import Foundation

/// A command's arguments, read by its list of options.
struct Arguments {
    /// What is no option, in order.
    let operands: [String]

    private let values: [String: [String]]
    private let flags: Set<String>
    private let command: String

    /// Reads arguments: `--name value`, `--name=value`, flags, operands, and operands alone behind `--`.
    init(_ arguments: [String], _ options: [Option], command: String) throws {
        var operands: [String] = []
        var values: [String: [String]] = [:]
        var flags: Set<String> = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                operands += rest
                break
            }
            // A lone hyphen is standard input, and -5 or -0.5,51 a number.
            let looksLikeOption = argument.hasPrefix("-") && argument.count > 1 && !Self.isNumber(argument)
            guard looksLikeOption else {
                operands.append(argument)
                continue
            }
            let (name, attached) = Self.split(argument)
            guard let option = options.first(where: { $0.name == name }) else {
                throw UsageError.unknownOption(name, command: command, known: options.map(\.name))
            }
            guard option.value != nil else {
                if attached != nil { throw UsageError.valueForFlag(name) }
                flags.insert(name)
                continue
            }
            // A value that looks like an option is a forgotten value; who means it can attach it with an equals sign.
            let follows = rest.first.map { !$0.hasPrefix("--") } ?? false
            guard let value = attached ?? (follows ? rest.popFirst() : nil), !value.isEmpty else {
                throw UsageError.missingValue(name)
            }
            guard values[name] == nil || option.isRepeatable else { throw UsageError.twice(name) }
            values[name, default: []].append(value)
        }
        self.operands = operands
        self.values = values
        self.flags = flags
        self.command = command
    }

    /// An option's value, or `nil`.
    subscript(name: String) -> String? { values[name]?.first }

    /// All values of an option that can be given more than once, in their order.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// Whether a flag is set.
    func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// An option's value, which must be there.
    func required(_ name: String) throws -> String {
        guard let value = self[name] else { throw UsageError.missingOption(name, command: command) }
        return value
    }

    /// An option's value as a whole number in a range, or a default.
    func integer(_ name: String, in range: ClosedRange<Int>, or standard: Int? = nil) throws -> Int {
        guard let text = self[name] else {
            if let standard { return standard }
            throw UsageError.missingOption(name, command: command)
        }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError.badValue(
                name, text, "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Refuses operands, for commands without any.
    func refuseOperands() throws {
        if let first = operands.first { throw UsageError.unexpected(first, command: command) }
    }

    /// Refuses an output that is one of the inputs: it would be renamed over the store, and the reports lost.
    func refuseOverwriting() throws {
        let inputs = ["--store", "--profile", "--overlay", "--basemap"].flatMap(all) + operands
        for output in ["-o", "--rejects"] {
            guard let path = self[output] else { continue }
            for input in inputs where Self.isSameFile(path, input) {
                throw UsageError.badValue(output, path, "another file than what is read")
            }
        }
    }

    private static func isSameFile(_ left: String, _ right: String) -> Bool {
        var (one, other) = (stat(), stat())
        guard stat(left, &one) == 0, stat(right, &other) == 0 else { return left == right && left != "-" }
        return one.st_mode & S_IFMT == S_IFREG && one.st_dev == other.st_dev && one.st_ino == other.st_ino
    }

    private static func split(_ argument: String) -> (name: String, value: String?) {
        guard argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") else { return (argument, nil) }
        return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }

    private static func isNumber(_ argument: String) -> Bool {
        argument.dropFirst().first.map { $0.isNumber || $0 == "." } ?? false
    }
}
