import Foundation
import TestSupport
import Testing

/// The real program serving some sample reports and four areas, for real clients to read.
final class ClientServer: Sendable {
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

    /// More than an answer in memory holds.
    static let manyReports = 51_000

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

extension ClientServer {
    /// The server of all tests under way that only read, with as many reports; started for the first of them.
    static func shared(reports: Int = ClientServer.reports) async throws -> ClientServer {
        try await #require(ClientServers.current).server(reports: reports)
    }
}

/// The servers that the tests of a suite share. They end with the suite.
actor ClientServers {
    @TaskLocal static var current: ClientServers?

    private var servers: [Int: ClientServer] = [:]

    /// The one with so many reports.
    func server(reports: Int) async throws -> ClientServer {
        if let server = servers[reports] { return server }
        // Tests come one by one, so nobody else starts it meanwhile.
        let server = try await ClientServer(reports: reports)
        servers[reports] = server
        return server
    }
}

/// Gives the tests of a suite servers to share.
struct Served: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await ClientServers.$current.withValue(ClientServers(), operation: function)
    }
}

extension Trait where Self == Served {
    /// The suite's tests share servers.
    static var served: Self { Self() }
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
