import Foundation

/// Another program that reads what we write.
public struct Tool {
    /// Where it is.
    public let path: String

    /// Finds a program in the usual places; where it is missing the test that wants it says so and ends.
    public init?(_ name: String) {
        guard
            let path = ["/usr/bin/", "/usr/local/bin/", "/bin/"].map({ $0 + name })
                .first(where: FileManager.default.isExecutableFile)
        else {
            print("skipped: there is no program \(name)")
            return nil
        }
        self.path = path
    }

    /// Runs it with a file as its last argument but for some; returns its exit code and what it printed.
    public func run(_ before: [String], _ bytes: [UInt8], extension suffix: String, _ after: [String] = []) throws -> (
        Int32, Data
    ) {
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).\(suffix)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = before + [file.path] + after
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
