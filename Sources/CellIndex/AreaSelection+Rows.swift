import Boundaries
import Reports
import WebMercator

extension AreaSelection {
    /// The rows of a table that lie in the area.
    ///
    /// - Parameter hidden: Where reports of some sources must lie instead.
    func rows(_ hidden: HiddenPlaces?, in table: ReportTable) -> RowBits {
        guard let hidden else { return rows(in: table) }
        var rows = table.recentRows.rows(.area(self, nil)) { self.rows(in: table) }
        rows.replace(hidden, table)
        return rows
    }

    private func rows(in table: ReportTable) -> RowBits {
        var bits = RowBits(rows: table.count)
        let precision = PlacePrecision(snapLevel: snapLevel)
        for range in cover.inside { bits.insert(table.rows(from: range.first, through: range.last)) }
        for number in 0..<cover.borderCount {
            let cell = cover.borderCell(number)
            var last: (code: UInt64, isInside: Bool)?
            for row in table.rows(from: cell.first, through: cell.last) {
                let code = precision.seen(table.codes[row])
                let isInside =
                    last?.code == code
                    ? last?.isInside ?? false : cover.contains(code, inBorderCell: number)
                last = (code, isInside)
                if isInside { bits.insert(row) }
            }
        }
        return bits
    }
}

extension RowBits {
    /// Sets the bits of hidden reports by their own places.
    fileprivate mutating func replace(_ hidden: HiddenPlaces, _ table: ReportTable) {
        var inside = RowBits(rows: table.count)
        for range in hidden.ranges { inside.insert(table.rows(from: range.lowerBound, through: range.upperBound)) }
        for (source, rows) in table.attributes.sources.enumerated() where hidden.sources.contains(source) {
            for word in words.indices where rows.words[word] != 0 {
                set(word: word, words[word] & ~rows.words[word] | inside.words[word] & rows.words[word])
            }
        }
    }

    /// Sets the bits of a range of rows.
    mutating func insert(_ rows: Range<Int>) {
        guard !rows.isEmpty else { return }
        for word in rows.lowerBound >> 6...(rows.upperBound - 1) >> 6 {
            set(word: word, words[word] | Self.mask(word: word, of: rows))
        }
    }
}

extension ReportTable {
    /// The rows with codes from a first to a last one.
    func rows(from first: UInt64, through last: UInt64) -> Range<Int> {
        let start = firstRow(notBelow: first, in: rows)
        let end = last == .max ? rows.upperBound : firstRow(notBelow: last + 1, in: start..<rows.upperBound)
        return start..<end
    }
}
