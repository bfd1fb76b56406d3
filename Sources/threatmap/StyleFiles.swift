import Foundation
import Rendering

/// The styles: those that are shipped, and an operator's own.
enum StyleFiles {
    /// The shipped styles, and those of a directory, which may replace a shipped one by its name.
    static func load(_ directory: String?) throws -> [Style] {
        var styles: [Style] = []
        for (name, json) in ShippedStyles.all { styles.append(try Style(json, file: name)) }
        guard let directory else { return styles }
        guard let files = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            throw UsageError.badValue("--styles", directory, "a directory that can be read")
        }
        for file in files.sorted() where file.hasSuffix(".json") {
            let path = "\(directory)/\(file)"
            let style = try Style([UInt8](FileManager.default.contents(atPath: path) ?? Data()), file: path)
            if let index = styles.firstIndex(where: { $0.name == style.name }) {
                styles[index] = style
            } else {
                styles.append(style)
            }
        }
        return styles
    }
}
