import Foundation
import TestSupport
import Testing

/// A server whose store can no longer grow: it says so, answers what it can, and goes on when there is room again.
@Suite struct NoRoomTests {
    /// What the disk is full with: a small file system, or a limit on the size of files where mounting is not allowed.
    enum Limit: String, CaseIterable {
        case fileSystem, fileSize
    }

    private static let filing = #"{"category":"speeding","longitude":15.2,"latitude":52.7,"text":""#

    /// So long that a file system of some megabytes is soon full.
    private static func body(_ number: Int) -> String {
        filing + "\(number) " + String(repeating: "ż", count: 480) + "\"}"
    }

    @Test(
        "Without room filing is refused in words, all else is answered, and filing works again when there is room",
        .timeLimit(.minutes(2)), arguments: Limit.allCases)
    func noRoom(limit: Limit) throws {
        guard let tool = Tool(limit == .fileSystem ? "mount" : "prlimit") else { return }
        let disk = try Disk(limit, tool)
        guard disk.isUsable else { return }
        let server = try disk.serve()
        let client = try HTTPClient(port: server.port)
        var ids: [Int] = []
        let refusal = try fillUp(client, &ids)
        try #require(refusal.status != 201, "the disk was never full")
        #expect([503, 507].contains(refusal.status))
        #expect(refusal.header("Content-Type") == "application/problem+json")
        let detail = try #require(CrashClient.object(refusal)["detail"] as? String)
        #expect(detail.contains("cannot be written") && detail.contains("nothing was kept"), "\(detail)")
        if limit == .fileSystem { #expect(detail.contains("the disk is full"), "\(detail)") }
        try expectReadable(client, ids)
        #expect(try client.request("POST", "/reports", body: Self.body(0)).status == refusal.status)
        disk.makeRoom(server.process)
        let again = try client.request("POST", "/reports", body: Self.body(1))
        #expect(again.status == 201, "\(again.text)")
        ids += [CrashClient.object(again)["id"] as? Int].compactMap(\.self)
        try expectReadable(client, ids)
        server.stop()
        #expect(try Program.run("verify", "--store", disk.store).status == 0)
        let stats = try Program.run("stats", "--store", disk.store, "--json").text
        #expect(stats.hasPrefix("{\"reports\":\(ids.count + 100),"), "\(stats.prefix(80)), \(ids.count) were filed")
    }

    private func fillUp(_ client: HTTPClient, _ ids: inout [Int]) throws -> HTTPClient.Answer {
        var answer = try client.request("GET", "/healthz")
        for number in 0..<20_000 {
            answer = try client.request("POST", "/reports", body: Self.body(number))
            guard answer.status == 201 else { break }
            ids.append(try #require(CrashClient.object(answer)["id"] as? Int))
        }
        return answer
    }

    private func expectReadable(_ client: HTTPClient, _ ids: [Int]) throws {
        for id in [ids.first, ids.last].compactMap({ $0 }) {
            #expect(try client.request("GET", "/reports/\(id)").status == 200)
        }
        let tile = try client.request("GET", "/tiles/heat/6/34/20.png?category=parking,speeding")
        #expect(tile.status == 200 && tile.body.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try client.request("GET", "/statistics.json").status == 200)
    }

    /// A store where there is little room.
    final class Disk {
        let isUsable: Bool
        private let limit: Limit
        private let place: Place
        private let filler: String

        var store: String { place["disk/store.sqlite"] }

        init(_ limit: Limit, _ tool: Tool) throws {
            self.limit = limit
            place = try Place()
            filler = place["disk/filler"]
            try FileManager.default.createDirectory(atPath: place["disk"], withIntermediateDirectories: true)
            if limit == .fileSystem {
                let mounted = try Program.shell("\(tool.path) -t tmpfs -o size=3m tmpfs \(place["disk"])")
                isUsable = mounted.status == 0
                guard isUsable else {
                    print("skipped: no file system can be mounted here")
                    return
                }
                _ = try Program.shell("head -c 1000000 /dev/zero > \(filler)")
            } else {
                isUsable = true
            }
            _ = try Program.run("import", "--store", store, place.write("a.csv", rows(100)))
        }

        deinit {
            if limit == .fileSystem, isUsable { _ = try? Program.shell("umount -l \(place["disk"])") }
        }

        func serve() throws -> LimitedServer {
            try LimitedServer(store, place, blocks: limit == .fileSize ? 600 : nil)
        }

        func makeRoom(_ process: Process) {
            let line =
                limit == .fileSystem
                ? "rm \(filler)" : "prlimit --pid \(process.processIdentifier) --fsize=unlimited:"
            _ = try? Program.shell(line)
        }
    }
}

/// A server started through the shell, under a limit or as somebody else.
final class LimitedServer {
    let process = Process()
    let port: UInt16
    private let place: Place

    /// - Parameters:
    ///   - blocks: The largest size of a file, in units of the shell's `ulimit -f`.
    ///   - prefix: What runs the program.
    init(_ store: String, _ place: Place, blocks: Int? = nil, prefix: String = "", program: String? = nil) throws {
        self.place = place
        let config = try place.write("config.json", #"{"filing": {"perAddressPerDay": "unlimited"}}"#)
        let limit = blocks.map { "trap '' XFSZ; ulimit -S -f \($0); " } ?? ""
        let path = try program ?? Program.path
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", limit + "exec \(prefix) '\(path)' serve --store '\(store)' --port 0 --config '\(config)'",
        ]
        process.standardError = try place.handle("limited.err")
        try process.run()
        let deadline = Date(timeIntervalSinceNow: 20)
        var found: UInt16?
        while found == nil, Date() < deadline, process.isRunning {
            usleep(20_000)
            let words = String(decoding: try place.bytes("limited.err"), as: UTF8.self).split(separator: " ")
            found = words.first { $0.hasPrefix("http://") && $0.hasSuffix("/") }
                .flatMap { $0.dropLast().split(separator: ":").last }.flatMap { UInt16($0) }
        }
        let errors = String(decoding: try place.bytes("limited.err"), as: UTF8.self)
        port = try #require(found, "the server did not start: \(errors)")
    }

    /// Ends it as an operator does.
    func stop() {
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
}
