import Boundaries
import Synchronization
import WebMercator

/// Remembers which rows of a table lie in the areas that were asked for last: a query makes many masks of one filter.
final class AreaRows: Sendable {
    private let known = Mutex<[(area: AreaSelection, rows: RowBits)]>([])

    /// The areas that are remembered, each with a bit a row.
    private static let capacity = 8

    /// The rows in an area.
    func rows(of area: AreaSelection, in table: ReportTable) -> RowBits {
        let found = known.withLock { known -> RowBits? in
            guard let index = known.firstIndex(where: { $0.area == area }) else { return nil }
            // The last used stands last, and the first is the next to go.
            let entry = known.remove(at: index)
            known.append(entry)
            return entry.rows
        }
        if let found { return found }
        let rows = Self.look(area, table)
        known.withLock { known in
            if known.count >= Self.capacity { known.removeFirst() }
            known.append((area, rows))
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
