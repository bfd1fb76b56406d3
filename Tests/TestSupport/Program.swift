import Foundation

/// The real program, as it was built beside these tests.
public enum Program {
    /// What a run of it came to.
    public struct Run: Sendable {
        /// Its exit code, or the signal that ended it.
        public var status: Int32
        /// Its standard output.
        public var output: [UInt8]
        /// Its standard error.
        public var errors: String
        /// Whether a signal ended it.
        public var isKilled = false

        /// Its standard output as text.
        public var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Where it is.
    public static var path: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(fileURLWithPath: tests).deletingLastPathComponent().path + "/threatmap"
        }
    }

    /// The repository's root.
    public static let root = #filePath.components(separatedBy: "/Tests/TestSupport/")[0]

    /// Runs the program to its end.
    public static func run(_ arguments: String..., input: [UInt8] = []) throws -> Run {
        try run(path, arguments, input: input)
    }

    /// Runs a line of the shell, in which `$T` is the program.
    public static func shell(_ line: String) throws -> Run {
        try run("/bin/sh", ["-c", "T='\(path)'; " + line])
    }

    /// Runs a line of the shell on a thread of its own. The few threads that all tests share go on with other tests,
    /// whose time limits do not wait.
    public static func shellApart(_ line: String) async throws -> Run {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try shell(line) }) }
        }
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
