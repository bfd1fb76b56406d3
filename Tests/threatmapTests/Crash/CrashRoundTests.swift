import Foundation
import TestSupport
import Testing

/// `kill -9` at random moments: a few rounds here, `make crash-test` for many.
///
/// A killed process loses what it had not handed to the system; a power cut loses also what the system had not handed to the
/// disk. That this is waited for is what ``DurabilityTests`` shows.
@Suite struct CrashRoundTests {
    private static func setting(_ name: String) -> Int? {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
    }

    private static let rounds = setting("CRASH_ROUNDS") ?? 8
    private static let firstSeed = setting("CRASH_SEED") ?? 1

    private static func say(_ line: String) {
        FileHandle.standardError.write(Data("crash test: \(line)\n".utf8))
    }

    @Test("What was acknowledged is there after kill -9 at any moment, and nothing is half there")
    func rounds() throws {
        guard Tool("sqlite3") != nil else { return }
        let fixture = try CrashFixture()
        var (kills, acknowledged, unanswered, unavailable, failed) = (0, 0, 0, 0, 0)
        let start = Date()
        var beside: [String: Int] = [:]
        for number in 0..<max(1, Self.rounds) {
            let seed = Self.firstSeed + number
            var round = try CrashRound(seed: UInt64(seed), fixture)
            round.run()
            kills += round.kills
            acknowledged += round.acknowledged
            unanswered += round.unanswered
            unavailable += round.unavailable
            beside[round.beside, default: 0] += 1
            if !round.problems.isEmpty {
                failed += 1
                let words =
                    "seed \(seed), beside it \(round.beside): \(round.problems.prefix(8).joined(separator: "; "))"
                Self.say(words)
                Issue.record("\(words); repeat it with make crash-test ROUNDS=1 SEED=\(seed)")
            }
            if (number + 1) % 10 == 0 {
                Self.say(
                    "\(number + 1) of \(Self.rounds) rounds, \(acknowledged) acknowledged writes, \(failed) rounds failed"
                )
            }
        }
        let seconds = Int(Date().timeIntervalSince(start))
        Self.say(
            "\(Self.rounds) rounds from seed \(Self.firstSeed) in \(seconds) s: \(kills) kills, \(acknowledged) acknowledged "
                + "writes, \(unanswered) unanswered, \(unavailable) answered 503; beside the server: "
                + beside.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
                + "; \(failed) rounds failed")
        #expect(acknowledged > 0)
    }
}
