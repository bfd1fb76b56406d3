/// Reads the text tables of this module: numbers and names between blanks, a `=` line opening a section.
enum TableReader {
    /// A line: the section it stands in, the numbers it begins with, and the rest as one text.
    struct Row {
        var section: Substring
        var numbers: [Double]
        var name: String
    }

    static func rows(_ text: String) -> [Row] {
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

    /// Points from lines of latitude and longitude pairs; a section is one polyline.
    static func polylines(_ text: String) -> [(title: String, points: [PlanePoint])] {
        var lines: [(title: String, points: [PlanePoint])] = []
        for row in rows(text) {
            if row.numbers.isEmpty || lines.isEmpty { lines.append((String(row.section), [])) }
            for index in stride(from: 0, to: row.numbers.count - 1, by: 2) {
                let point = PlanePoint(latitude: row.numbers[index], longitude: row.numbers[index + 1])
                lines[lines.count - 1].points.append(point)
            }
        }
        return lines
    }
}
