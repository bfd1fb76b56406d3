import Foundation
import JSONText
import Rendering

/// The styles: those that are shipped, and an operator's own from a directory.
///
/// A file keeps the last good style that was read from it for as long as it exists.
struct StyleFiles {
    private let shipped: [Style]
    private let directory: String?
    /// What the files were when they were last read.
    private(set) var stamps: [String: FileStamp] = [:]
    private var own: [String: Style] = [:]

    /// Reads the shipped styles and those of a directory.
    ///
    /// - Throws: `JSONFileError` for a file that is no style, `UsageError` where the directory cannot be read: nobody
    ///   should believe that a server began with styles that it does not have.
    init(_ directory: String?) throws {
        shipped = try ShippedStyles.all.map { try Style($0.json, file: $0.name) }
        self.directory = directory
        guard let directory else { return }
        guard let stamps = FileStamp.jsonFiles(of: directory) else {
            throw UsageError.badValue("--styles", directory, "a directory that can be read")
        }
        self.stamps = stamps
        for file in stamps.keys { own[file] = try read(file) }
    }

    /// The styles, the default first. A file's style takes the place of a shipped one or of an earlier file's by its name.
    var styles: [Style] {
        var styles = shipped
        for (_, style) in own.sorted(by: { $0.key < $1.key }) {
            if let index = styles.firstIndex(where: { $0.name == style.name }) {
                styles[index] = style
            } else {
                styles.append(style)
            }
        }
        return styles
    }

    /// Whether there are files that may change.
    var hasDirectory: Bool { directory != nil }

    /// What the files are now, or `nil` where their directory cannot be read.
    func look() -> [String: FileStamp]? {
        directory.flatMap(FileStamp.jsonFiles)
    }

    /// Reads the files that are not as they were when they were last read, and forgets those that are gone.
    ///
    /// - Parameter found: What ``look()`` saw.
    /// - Returns: A line for each file that is not what it was.
    mutating func update(to found: [String: FileStamp]) -> [String] {
        var news: [String] = []
        for (file, stamp) in found.sorted(by: { $0.key < $1.key }) where stamps[file] != stamp {
            do {
                let style = try read(file)
                own[file] = style
                news.append("\(path(file)): style \"\(style.name)\" was read anew")
            } catch {
                let rest = own[file].map { "; style \"\($0.name)\" stays as it was" } ?? "; it is left out"
                news.append("\(error)\(rest)")
            }
        }
        for file in stamps.keys.sorted() where found[file] == nil {
            guard let style = own.removeValue(forKey: file) else { continue }
            let isShipped = shipped.contains { $0.name == style.name }
            news.append(
                "\(path(file)) is gone; style \"\(style.name)\" "
                    + (isShipped ? "is the shipped one again" : "is no longer served"))
        }
        stamps = found
        return news
    }

    private func path(_ file: String) -> String { "\(directory ?? ".")/\(file)" }

    private func read(_ file: String) throws(JSONFileError) -> Style {
        guard let bytes = FileManager.default.contents(atPath: path(file)) else {
            throw JSONFileError(file: path(file), path: "", problem: "cannot be read")
        }
        return try Style([UInt8](bytes), file: path(file))
    }
}
