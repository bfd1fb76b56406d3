import Foundation

/// Where a command's data goes: a file, or standard output.
enum Output {
    /// Writes bytes. A file is written beside its place and then renamed, so that no half of it is ever seen.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        let file = try OutputFile(path)
        try file.write(bytes)
        try file.finish()
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
    private let descriptor: Descriptor
    private var isFinished = false

    /// Opens a file, or standard output.
    init(_ path: String?) throws {
        guard let path, path != "-" else {
            (self.path, descriptor) = (nil, .standardOutput)
            return
        }
        var status = stat()
        let exists = stat(path, &status) == 0
        guard !exists || status.st_mode & S_IFMT != S_IFDIR else {
            throw OutputError(path: path, reason: "it is a directory")
        }
        // Devices and pipes are written to; a file renamed to /dev/null would take its place.
        if exists, status.st_mode & S_IFMT != S_IFREG {
            (self.path, descriptor) = (nil, try Descriptor(path, flags: 0, name: path))
        } else {
            PartialFile.begin(Self.partialName(path))
            self.path = path
            descriptor = try Descriptor(Self.partialName(path), flags: O_CREAT | O_TRUNC, name: path)
        }
    }

    deinit {
        guard let path, !isFinished else { return }
        unlink(Self.partialName(path))
        PartialFile.end()
    }

    /// Appends bytes.
    func write(_ bytes: [UInt8]) throws {
        try descriptor.write(bytes)
    }

    /// Closes the file and gives it its name.
    func finish() throws {
        guard let path else { return }
        try descriptor.close()
        guard rename(Self.partialName(path), path) == 0 else {
            throw OutputError(path: path, reason: String(cString: strerror(errno)))
        }
        isFinished = true
        PartialFile.end()
    }

    private static func partialName(_ path: String) -> String { path + ".part" }
}
