import Foundation
import TestSupport
import Testing

/// One round: clients write to a real server, perhaps with another command beside it; all of it is killed at a random
/// moment; and what is left is held to what was acknowledged. Everything random comes from the seed, so a round can be
/// repeated, up to the moment at which the system lets each process run.
struct CrashRound {
    private let fixture: CrashFixture
    private let place: Place
    private let ledger = Ledger()
    private let command: CrashFixture.Command?
    private var random: SeededGenerator
    /// What is wrong; empty for a good round.
    private(set) var problems: [String] = []
    /// Server processes killed.
    private(set) var kills = 0

    var acknowledged: Int { ledger.content.acknowledged }
    var unavailable: Int { ledger.content.unavailable }
    /// Requests on their way when the server was killed.
    var unanswered: Int {
        let book = ledger.content
        return book.filings.values.filter { $0.fate == .unknown }.count
            + book.moves.values.filter { $0.fate == .unknown }.count
            + book.visits.values.filter { $0.fate == .unknown }.count
    }
    var beside: String { command?.rawValue ?? "nothing" }

    init(seed: UInt64, _ fixture: CrashFixture) throws {
        self.fixture = fixture
        random = SeededGenerator(seed: seed &* 0x9E37_79B9)
        place = try Place()
        try FileManager.default.copyItem(atPath: fixture.place.store, toPath: place.store)
        switch Int.random(in: 0..<20, using: &random) {
        case ..<8: command = nil
        case ..<15: command = .importing
        case ..<18: command = .retaining
        default: command = .catalogue
        }
    }

    /// Runs it.
    mutating func run() {
        do {
            for life in 0..<(Int.random(in: 0..<3, using: &random) == 0 ? 2 : 1) {
                if Int.random(in: 0..<8, using: &random) == 0 { try killWhileStarting() }
                try live(life)
                try check(hasEnded: false)
            }
            try recover()
            try check(hasEnded: true)
        } catch {
            problems.append("\(error)")
        }
        problems += ledger.content.surprises
    }

    /// A server that clients write to, until it is killed.
    private mutating func live(_ life: Int) throws {
        let server = try ProgramServer(place, "--config", fixture.place["config.json"])
        let port = try server.port
        let clients = DispatchGroup()
        for number in 0..<Int.random(in: 2...16, using: &random) {
            let client = CrashClient(
                port: port, secret: fixture.secret, ledger: ledger, name: "\(life)-\(number)",
                random: SeededGenerator(seed: random.next()))
            clients.enter()
            Thread.detachNewThread {
                var client = client
                client.work()
                clients.leave()
            }
        }
        let other = try startCommand()
        // Squared, so that early moments are not rare.
        let share = Double.random(in: 0...1, using: &random)
        let otherFirst = Bool.random(using: &random)
        if otherFirst, let other { kill(other.processIdentifier, SIGKILL) }
        usleep(UInt32(share * share * 900_000))
        kill(server.process.processIdentifier, SIGKILL)
        if !otherFirst, let other { kill(other.processIdentifier, SIGKILL) }
        server.process.waitUntilExit()
        other?.waitUntilExit()
        clients.wait()
        kills += 1
        if server.process.terminationReason != .uncaughtSignal { problems.append("the server ended by itself") }
    }

    /// The command beside the server, some time after it has begun.
    private mutating func startCommand() throws -> Process? {
        let wait = UInt32.random(in: 0...200_000, using: &random)
        let work = UInt32.random(in: 20_000...500_000, using: &random)
        guard let command else { return nil }
        usleep(wait)
        let process = try start(fixture.arguments(command, place.store))
        usleep(work)
        return process
    }

    /// A server that is killed before or while it begins, with the last one's log still to be read.
    private mutating func killWhileStarting() throws {
        let process = try start(["serve", "--store", place.store, "--port", "0"])
        usleep(UInt32.random(in: 5000...250_000, using: &random))
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        kills += 1
    }

    private func start(_ arguments: [String]) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Program.path)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// The store as the killed left it, in a copy: opening it would mend it.
    private mutating func check(hasEnded: Bool) throws {
        let copy = try Place()
        for name in try place.files where name.hasPrefix("store.sqlite") && !name.hasSuffix("-shm") {
            try FileManager.default.copyItem(atPath: place[name], toPath: copy[name])
        }
        let verify = try Program.run("verify", "--store", copy.store)
        if verify.status != 0 { problems.append("verify: \(verify.errors)\(verify.text)") }
        let content = try StoreContent(copy.store)
        problems += LedgerCheck(content, ledger.content).problems
        problems += fixture.problems(content, after: command, hasEnded: hasEnded)
    }

    /// A server on what is left: it shows what the store holds, answers repeated requests as it did, or would have; and the
    /// command, run again, comes to its end.
    private mutating func recover() throws {
        let left = try StoreContent(place.store)
        let server = try ProgramServer(place, "--config", fixture.place["config.json"])
        let port = try server.port
        try compare(left, port, "after the restart")
        try repeatRequests(left, port)
        if let command {
            let again = try start(fixture.arguments(command, place.store))
            again.waitUntilExit()
            if again.terminationStatus != 0 {
                problems.append("\(command), repeated, ended \(again.terminationStatus)")
            }
        }
        try compare(StoreContent(place.store), port, "after all")
        kill(server.process.processIdentifier, SIGKILL)
        server.process.waitUntilExit()
        kills += 1
    }

    /// What the server counts is what the store holds, within a second.
    private mutating func compare(_ content: StoreContent, _ port: UInt16, _ when: String) throws {
        let client = try HTTPClient(port: port)
        let deadline = Date(timeIntervalSinceNow: when == "after all" ? 2 : 0)
        while true {
            let answer = try client.request(
                "GET", "/statistics.json", headers: [("Authorization", "Bearer \(fixture.secret)")])
            let shown = CrashClient.object(answer)
            let statuses = (shown["byStatus"] as? [String: Int] ?? [:]).filter { $0.value > 0 }
            if shown["reports"] as? Int == content.total, statuses == content.byStatus { return }
            guard Date() < deadline else {
                problems.append(
                    "\(when) the server shows \(shown["reports"] ?? "?") reports, \(statuses), the store has "
                        + "\(content.total), \(content.byStatus)")
                return
            }
            usleep(30_000)
        }
    }

    private func repeatRequests(_ left: StoreContent, _ port: UInt16) throws {
        var stored: [SentFiling.Place: Int] = [:]
        for report in left.filed {
            let place = SentFiling.Place(
                longitude: Int((report.longitude * 1e6).rounded()), latitude: Int((report.latitude * 1e6).rounded()))
            stored[place] = report.id
        }
        let client = try HTTPClient(port: port)
        let sender = CrashClient(
            port: port, secret: fixture.secret, ledger: ledger, name: "again", random: SeededGenerator(seed: 0))
        let filings = ledger.content.filings.values
        for (filing, _) in filings.filter({ $0.fate == .unknown })
            + filings.filter({ $0.fate.receipt != nil }).prefix(15)
        {
            try sender.file(client, filing)
            guard let id = stored[filing.place] else { continue }
            let told = ledger.content.filings[filing.place]?.fate
            if told != .acknowledged(id) {
                let words = "filing \(filing.key) is report \(id), and repeated \(told.map { "\($0)" } ?? "?")"
                ledger.edit { $0.surprises.append(words) }
            }
        }
    }
}
