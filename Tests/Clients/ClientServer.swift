import Foundation
import TestSupport
import Testing

/// The real program serving some sample reports and four areas, for real clients to read.
final class ClientServer {
    /// Where clients may write.
    let place: Place
    /// An operator's key.
    let key: String
    private let server: ProgramServer

    /// The service's root, with a slash at its end.
    var address: String { server.address }

    /// The folder of the scripts and of what they read.
    static let scripts = Program.root + "/Tests/Clients"

    /// How many reports it serves unless a test says otherwise.
    static let reports = 3000

    init(reports: Int = ClientServer.reports) async throws {
        let place = try Place()
        let made = try await Program.shellApart(
            """
            set -e; cd '\(place.directory)'
            $T sample --reports \(reports) --seed 1 -o reports.csv
            $T import --store '\(place.store)' reports.csv
            $T boundaries add '\(Self.scripts)/boundaries.json' --store '\(place.store)' --layer regiony \
                --id-property code --name-property name --population-property people
            $T keys add --store '\(place.store)' --role operator
            """)
        try #require(made.status == 0, "\(made.errors)")
        self.place = place
        key = try #require(made.text.split(whereSeparator: \.isWhitespace).last.map(String.init))
        server = try ProgramServer(place)
    }

    /// Runs a line of the shell, which has to end well; its output, errors included.
    func run(_ line: String) async throws -> String {
        let run = try await Program.shellApart("cd '\(place.directory)'; { " + line + "\n} 2>&1")
        #expect(run.status == 0, "\(line): \(run.text)")
        return run.text
    }

    /// Runs one of our scripts, which print what failed. It may write in `place`.
    func run(script: String, by python: String) async throws {
        // Clients keep caches and settings at home.
        print(
            try await run(
                "HOME=. XDG_RUNTIME_DIR=. PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen "
                    + "'\(python)' '\(Self.scripts)/\(script)' '\(address)' '\(key)' ."), terminator: "")
    }
}

/// A Python for scripts.
enum Python {
    /// The one of `make test` if it has all the modules.
    static func clients(with modules: String...) async -> String? {
        await having(modules, [Program.root + "/.build/clients/bin/python", "python3"])
    }

    /// The system's, which Debian's packages add their modules to, if it has all the modules.
    static func system(with modules: String...) async -> String? { await having(modules, ["/usr/bin/python3"]) }

    private static func having(_ modules: [String], _ programs: [String]) async -> String? {
        let test = "import " + modules.joined(separator: ", ")
        for program in programs where (try? await Program.shellApart("'\(program)' -c '\(test)'"))?.status == 0 {
            return program
        }
        print("skipped: no Python has \(modules.joined(separator: " and ")); make test installs it")
        return nil
    }
}
