import Gazetteer

extension TableReader {
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
