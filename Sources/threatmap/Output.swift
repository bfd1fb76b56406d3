import Foundation

/// Where a command's data goes: a file, or standard output.
enum Output {
    /// Writes bytes. A file is written beside its place and then renamed, so that no half of it is ever seen.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path, path != "-" else {
            try FileHandle.standardOutput.write(contentsOf: Data(bytes))
            return
        }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw OutputError(path: path, reason: error.localizedDescription)
        }
    }
}

/// A file that cannot be written.
struct OutputError: Error, CustomStringConvertible {
    var path: String
    var reason: String
    var description: String { "\(path): cannot be written: \(reason)" }
}

/// A file that is written piece by piece, and takes its name only when it is complete.
final class OutputFile {
    private let path: String?
    private let handle: FileHandle
    private var isFinished = false

    /// Opens a file, or standard output.
    init(_ path: String?) throws {
        guard let path, path != "-" else {
            self.path = nil
            handle = .standardOutput
            return
        }
        let partial = Self.partialName(path)
        guard FileManager.default.createFile(atPath: partial, contents: nil),
            let handle = FileHandle(forWritingAtPath: partial)
        else { throw OutputError(path: path, reason: String(cString: strerror(errno))) }
        self.path = path
        self.handle = handle
    }

    deinit {
        if let path, !isFinished { try? FileManager.default.removeItem(atPath: Self.partialName(path)) }
    }

    /// Appends bytes.
    func write(_ bytes: [UInt8]) throws {
        do {
            try handle.write(contentsOf: Data(bytes))
        } catch {
            throw OutputError(path: path ?? "standard output", reason: error.localizedDescription)
        }
    }

    /// Closes the file and gives it its name.
    func finish() throws {
        guard let path else { return }
        try handle.close()
        guard rename(Self.partialName(path), path) == 0 else {
            throw OutputError(path: path, reason: String(cString: strerror(errno)))
        }
        isFinished = true
    }

    private static func partialName(_ path: String) -> String { path + ".part" }
}
