import Foundation
import TestSupport
import Testing

/// `kill -9` does not lose what the system holds in memory, a power cut does. What keeps a write through one is that it is
/// flushed to the disk before it is acknowledged, and that is what these tests watch the real server do.
@Suite struct DurabilityTests {
    /// Whether processes may be watched here: containers often forbid it.
    private static let strace: String? = {
        guard let tool = Tool("strace"),
            let run = try? Program.shell("\(tool.path) -f -e trace=fsync -o /dev/null true"), run.status == 0
        else {
            print("skipped: strace cannot watch a process here")
            return nil
        }
        return tool.path
    }()

    @Test(
        "The log is flushed to the disk after a write came in and before its 201 goes out",
        .enabled(if: strace != nil, "this needs strace"), .timeLimit(.minutes(1)))
    func flushBeforeAnswer() throws {
        let place = try Place()
        _ = try Program.run("import", "--store", place.store, place.write("a.csv", rows(5)))
        let secret = try Program.run("keys", "add", "--store", place.store, "--role", "operator").text
        let key = [("Authorization", "Bearer " + secret.trimmingCharacters(in: .whitespacesAndNewlines))]
        let config = try place.write("config.json", #"{"filing": {"perAddressPerDay": "unlimited"}}"#)
        let server = try ProgramServer(place, "--config", config)
        let trace = try watch(server.process.processIdentifier, place)
        let client = try HTTPClient(port: try server.port)
        let filing = #"{"category":"speeding","longitude":15.2,"latitude":52.7}"#
        let filed = try client.request("POST", "/reports", body: filing)
        #expect(filed.status == 201)
        let id = try #require(CrashClient.object(filed)["id"] as? Int)
        for (path, body) in [
            ("events", #"{"to":"verification"}"#), ("visits", #"{"found":true}"#), ("confirmations", nil),
        ] {
            let answer = try client.request("POST", "/reports/\(id)/\(path)", headers: key, body: body)
            #expect(answer.status == 201)
        }
        // Nothing was written: nothing is to be flushed.
        #expect(try client.request("GET", "/reports/\(id)").status == 200)
        kill(server.process.processIdentifier, SIGTERM)
        server.process.waitUntilExit()
        trace.waitUntilExit()
        try check(String(decoding: place.bytes("trace"), as: UTF8.self), writes: 4)
    }

    private func watch(_ id: Int32, _ place: Place) throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(Self.strace))
        process.arguments = [
            "-f", "-y", "-s", "40", "-e", "trace=fsync,fdatasync,recvfrom,read,sendto,sendmsg,write,writev", "-o",
            place["trace"], "-p", String(id),
        ]
        process.standardError = try place.handle("strace.err")
        try process.run()
        let deadline = Date(timeIntervalSinceNow: 10)
        while try !String(decoding: place.bytes("strace.err"), as: UTF8.self).contains("attached"), Date() < deadline {
            usleep(20_000)
        }
        return process
    }

    /// Between each request and its 201 a flush of the store's log has returned 0.
    private func check(_ trace: String, writes: Int) throws {
        var (requests, answers, flushes) = (0, 0, 0)
        /// Threads whose flush of the log has begun and not ended.
        var flushing: Set<Substring> = []
        for line in trace.split(separator: "\n") {
            let thread = line.prefix { $0 != " " }
            if line.contains("\"POST /reports") {
                requests += 1
                flushes = 0
            } else if line.contains("sync(") {
                let isLog = line.contains("store.sqlite-wal>")
                if line.hasSuffix("<unfinished ...>") {
                    if isLog { flushing.insert(thread) }
                } else if isLog, line.hasSuffix("= 0") {
                    flushes += 1
                }
            } else if line.contains("sync resumed>") {
                if flushing.remove(thread) != nil, line.hasSuffix("= 0") { flushes += 1 }
            } else if line.contains("\"HTTP/1.1 201") {
                answers += 1
                #expect(flushes > 0, "write \(answers) was acknowledged before it was flushed")
            } else if line.contains("\"HTTP/1.1 200") {
                requests += 1
            }
        }
        #expect((requests, answers) == (writes + 1, writes), "\(trace.suffix(3000))")
    }
}
