/// Reads text tables: numbers and names between blanks, a `=` line opening a section.
package enum TableReader {
    /// A line: the section it stands in, the numbers it begins with, and the rest as one text.
    package struct Row {
        package var section: Substring
        package var numbers: [Double]
        package var name: String
    }

    package static func rows(_ text: String) -> [Row] {
        var section: Substring = ""
        var rows: [Row] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("= ") {
                section = line.dropFirst(2)
                rows.append(Row(section: section, numbers: [], name: ""))
                continue
            }
            let words = line.split(separator: " ")
            let numbers = words.prefix { $0.utf8.first.map { (48...57).contains($0) } ?? false }.compactMap {
                Double($0)
            }
            rows.append(
                Row(section: section, numbers: numbers, name: words.dropFirst(numbers.count).joined(separator: " ")))
        }
        return rows
    }
}
