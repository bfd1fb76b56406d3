import Foundation

/// The real program with a store of its own, served.
final class ServedProgram {
    private let program: String
    private let directory: String
    private var server: Process?
    private(set) var port: UInt16 = 0
    private(set) var secret = ""

    private var store: String { directory + "/store.sqlite" }

    init(_ settings: FilingBenchSettings) throws {
        program = settings.program
        directory = settings.directory + "/filing-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try make("base", settings.reports, seed: 1)
        // The same number of other reports: a sample's ids do not depend on its seed.
        try make("other", settings.reports, seed: 9)
        try shell("sed -i 's/^PL-/PX-/' \(directory)/other.csv")
        try shell("\(program) import --store \(store) \(directory)/base.csv 2>/dev/null")
        secret = try shell("\(program) keys add --store \(store) --role operator 2>/dev/null")
        try Data(#"{"filing": {"perAddressPerDay": "unlimited"}}"#.utf8)
            .write(to: URL(fileURLWithPath: directory + "/config.json"))
    }

    func start() throws {
        let errors = directory + "/serve.err"
        try Data().write(to: URL(fileURLWithPath: errors))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["serve", "--store", store, "--port", "0", "--config", directory + "/config.json"]
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        server = process
        let deadline = Date(timeIntervalSinceNow: 60)
        while port == 0, Date() < deadline, process.isRunning {
            usleep(10_000)
            let words = try String(contentsOfFile: errors, encoding: .utf8).split(separator: " ")
            let address = words.first { $0.hasPrefix("http://") && $0.hasSuffix("/") }
            port = address?.dropLast().split(separator: ":").last.flatMap { UInt16($0) } ?? 0
        }
        guard port > 0 else { throw BenchError(description: "the server did not start; see \(errors)") }
    }

    /// An import of as many other reports.
    func startImport() throws -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["import", "--store", store, directory + "/other.csv"]
        try process.run()
        return process
    }

    func stop() {
        guard let server else { return }
        server.terminate()
        server.waitUntilExit()
    }

    /// The reports in the store.
    func count() throws -> Int {
        let text = try shell("\(program) stats --store \(store) --json")
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        return object?["reports"] as? Int ?? 0
    }

    func remove() {
        if let server, server.isRunning { stop() }
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func make(_ name: String, _ reports: Int, seed: Int) throws {
        try shell("\(program) sample --reports \(reports) --seed \(seed) -o \(directory)/\(name).csv 2>/dev/null")
    }

    @discardableResult
    private func shell(_ line: String) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchError(description: "this failed: \(line)") }
        return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
