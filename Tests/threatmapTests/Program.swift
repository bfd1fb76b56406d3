import Foundation
import Testing

/// The real program, as it was built beside these tests.
enum Program {
    /// What a run of it came to.
    struct Run {
        var status: Int32
        var output: [UInt8]
        var errors: String
        var isKilled = false

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    static var path: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return try #require(URL(string: "file://" + tests)).deletingLastPathComponent().path + "/threatmap"
        }
    }

    /// The repository's root.
    static let root = #filePath.components(separatedBy: "/Tests/threatmapTests/")[0]

    /// Runs the program to its end.
    static func run(_ arguments: String..., input: [UInt8] = []) throws -> Run {
        try run(path, arguments, input: input)
    }

    /// Runs a line of the shell, in which `$T` is the program.
    static func shell(_ line: String) throws -> Run {
        try run("/bin/sh", ["-c", "T='\(path)'; " + line])
    }

    private static func run(_ program: String, _ arguments: [String], input: [UInt8] = []) throws -> Run {
        let place = try Place()
        try place.write("in", input)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: place["in"]))
        // Files instead of pipes: nobody has to empty them while the program runs.
        process.standardOutput = try place.handle("out")
        process.standardError = try place.handle("err")
        try process.run()
        process.waitUntilExit()
        return Run(
            status: process.terminationStatus, output: try place.bytes("out"),
            errors: String(decoding: try place.bytes("err"), as: UTF8.self),
            isKilled: process.terminationReason == .uncaughtSignal)
    }
}

/// A directory that goes away with this value.
final class Place: Sendable {
    let directory = NSTemporaryDirectory() + "threatmap-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The path of a name in it.
    subscript(name: String) -> String { directory + "/" + name }

    var store: String { self["store.sqlite"] }

    var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: directory).sorted() }
    }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: self[name]))
        return self[name]
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: self[name])))
    }

    func handle(_ name: String) throws -> FileHandle {
        try write(name, [])
        return try FileHandle(forWritingTo: URL(fileURLWithPath: self[name]))
    }
}

/// Our own CSV with so many rows, all different; `status` is that of each.
func rows(_ count: Int, status: String = "new") -> String {
    let rows = (0..<count).map { "\($0),speeding,public,\(status),15.\(1000 + $0 % 9000),52.7,2025-06-14T21:37Z\n" }
    return "id,category,source,status,longitude,latitude,occurred\n" + rows.joined()
}

/// The summary that `import --json` wrote, less the seconds.
func summary(_ run: Program.Run) throws -> [String: Int] {
    let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    var numbers = try #require(object?.compactMapValues { ($0 as? NSNumber)?.intValue })
    #expect(numbers.removeValue(forKey: "seconds") != nil)
    return numbers
}
