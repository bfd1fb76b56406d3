/// The program's help.
enum HelpText {
    /// All commands.
    static func overview(_ commands: [any Command.Type]) -> String {
        let width = commands.map { $0.name.count }.max() ?? 0
        let lines = commands.map { "  \(padded($0.name, width))  \($0.summary)" }
        return """
            Threatmap renders reports of threats to public security as heat tiles and GeoJSON layers.

            Usage: threatmap COMMAND [OPTION...]

            Commands:
            \(lines.joined(separator: "\n"))

            See threatmap COMMAND --help for a command's options, and threatmap --version for the version.
            Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some input was rejected.

            """
    }

    /// One command.
    static func details(_ command: any Command.Type) -> String {
        let names = command.options.map { $0.value == nil ? $0.name : "\($0.name) \($0.value ?? "")" }
        let width = names.map(\.count).max() ?? 0
        let lines = zip(names, command.options).map { "  \(padded($0, width))  \($1.help)" }
        return """
            \(command.summary.prefix(1).uppercased() + command.summary.dropFirst()).

            Usage: threatmap \(command.name) [OPTION...]\(command.operands.isEmpty ? "" : " " + command.operands)

            Options:
            \(lines.joined(separator: "\n"))

            """
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
