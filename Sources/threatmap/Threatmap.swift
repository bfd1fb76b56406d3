import Foundation

/// The program: picks the command, runs it, and turns what went wrong into one line and an exit code.
@main
enum Threatmap {
    static let version = "0.1.0"

    static let commands: [any Command.Type] = [
        SampleCommand.self, ImportCommand.self, ServeCommand.self, TileCommand.self, LayerCommand.self,
        DensityCommand.self, PrintCommand.self, StatsCommand.self, VerifyCommand.self, KeysCommand.self,
        CatalogueCommand.self,
        RetainCommand.self, BackupCommand.self, BoundariesCommand.self,
    ]

    static func main() {
        // A closed pipe, as of `threatmap sample | head`, is an error to be told, not a signal to die of.
        signal(SIGPIPE, SIG_IGN)
        exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    static func run(_ arguments: [String]) -> ExitCode {
        do {
            return try dispatch(arguments)
        } catch let error as UsageError {
            Console.error("threatmap: \(error)")
            return .usage
        } catch {
            Console.error("threatmap: \(error)")
            return .failed
        }
    }

    private static func dispatch(_ arguments: [String]) throws -> ExitCode {
        guard let name = arguments.first else { throw UsageError.noCommand }
        switch name {
        case "--help", "-h", "help":
            try Console.write(HelpText.overview(commands))
            return .done
        case "--version":
            try Console.write("threatmap \(version)\n")
            return .done
        default: break
        }
        guard let command = commands.first(where: { $0.name == name }) else {
            throw UsageError.unknownCommand(name, known: commands.map { $0.name })
        }
        let rest = Array(arguments.dropFirst())
        if rest.contains("--help") || rest.contains("-h") {
            try Console.write(HelpText.details(command))
            return .done
        }
        let parsed = try Arguments(rest, command.options, command: name)
        try parsed.refuseOverwriting()
        return try command.run(parsed)
    }
}

/// How a run ended, for scripts.
enum ExitCode: Int32 {
    /// All was done.
    case done = 0
    /// Something failed.
    case failed = 1
    /// The command line made no sense; nothing was done.
    case usage = 2
    /// Done, but some of the input was rejected.
    case partlyRejected = 3
}

/// One of the program's commands.
protocol Command: SendableMetatype {
    /// The word on the command line.
    static var name: String { get }
    /// What it does, in a line.
    static var summary: String { get }
    /// Its operands, as the help shows them.
    static var operands: String { get }
    /// Its options.
    static var options: [Option] { get }
    /// Runs it.
    static func run(_ arguments: Arguments) throws -> ExitCode
}
