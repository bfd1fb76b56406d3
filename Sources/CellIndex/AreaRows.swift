import Boundaries
import Reports
import Synchronization
import WebMercator

/// Remembers which rows of a table lie in the areas that were asked for last: a query makes many masks of one filter.
final class AreaRows: Sendable {
    private struct Key: Equatable {
        var area: AreaSelection
        var hidden: HiddenPlaces?
    }

    private let known = Mutex<[(key: Key, rows: RowBits)]>([])

    /// The areas that are remembered, each with a bit a row.
    private static let capacity = 8

    /// The rows in an area.
    ///
    /// - Parameter hidden: Where reports of some sources must lie instead.
    func rows(of area: AreaSelection, _ hidden: HiddenPlaces?, in table: ReportTable) -> RowBits {
        let key = Key(area: area, hidden: hidden)
        let found = known.withLock { known -> RowBits? in
            guard let index = known.firstIndex(where: { $0.key == key }) else { return nil }
            // The last used stands last, and the first is the next to go.
            let entry = known.remove(at: index)
            known.append(entry)
            return entry.rows
        }
        if let found { return found }
        var rows = hidden == nil ? Self.look(area, table) : self.rows(of: area, nil, in: table)
        if let hidden { rows.replace(hidden, table) }
        known.withLock { known in
            if known.count >= Self.capacity { known.removeFirst() }
            known.append((key, rows))
        }
        return rows
    }

    private static func look(_ area: AreaSelection, _ table: ReportTable) -> RowBits {
        var bits = RowBits(rows: table.count)
        let precision = PlacePrecision(snapLevel: area.snapLevel)
        for range in area.cover.inside { bits.insert(table.rows(from: range.first, through: range.last)) }
        for number in 0..<area.cover.borderCount {
            let cell = area.cover.borderCell(number)
            var last: (code: UInt64, isInside: Bool)?
            for row in table.rows(from: cell.first, through: cell.last) {
                let code = precision.seen(table.codes[row])
                let isInside =
                    last?.code == code
                    ? last?.isInside ?? false : area.cover.contains(code, inBorderCell: number)
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
