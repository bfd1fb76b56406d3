import Foundation

/// A directory that goes away with this value.
public final class Place: Sendable {
    /// Its path.
    public let directory = NSTemporaryDirectory() + "threatmap-\(UUID().uuidString)"

    /// Makes it, empty.
    public init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The path of a name in it.
    public subscript(name: String) -> String { directory + "/" + name }

    /// Where a test keeps its store.
    public var store: String { self["store.sqlite"] }

    /// The names in it, sorted.
    public var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: directory).sorted() }
    }

    /// Writes a file; returns its path.
    @discardableResult
    public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: self[name]))
        return self[name]
    }

    /// Writes a file of text; returns its path.
    @discardableResult
    public func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    /// A file's bytes.
    public func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: self[name])))
    }

    /// An empty file to write into.
    public func handle(_ name: String) throws -> FileHandle {
        try write(name, [])
        return try FileHandle(forWritingTo: URL(fileURLWithPath: self[name]))
    }
}
