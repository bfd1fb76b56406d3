import Boundaries
import Reports
import WebMercator

extension CellSnapshot {
    /// How many reports that pass a filter lie in each of some areas, by kind.
    ///
    /// Cells that lie wholly inside an area count as a whole; of those on its border each report is looked at. A report in
    /// several areas counts in each.
    ///
    /// - Parameter precision: How the audience sees places: where they are snapped, a report is in the area that holds the
    ///   middle of its cell.
    public func counts(
        in areas: AreaCoverSet, _ filter: ReportFilter, _ precision: PlacePrecision
    ) -> [[ReportKind: Int]] {
        var counts = Array(repeating: [ReportKind: Int](), count: areas.covers.count)
        for part in parts {
            let counter = AreaCounter(part, areas, filter, precision)
            for (area, numbers) in counter.counts().enumerated() {
                for (kind, number) in numbers { counts[area][kind, default: 0] += number }
            }
        }
        return counts
    }
}

/// Counts the rows of one table in areas.
private struct AreaCounter: Sendable {
    /// Rows that lie in one piece of an area.
    private struct Run {
        var rows: Range<Int>
        var piece: Int
    }

    private let view: TableView
    private let areas: AreaCoverSet
    private let precision: PlacePrecision

    init(_ part: TablePart, _ areas: AreaCoverSet, _ filter: ReportFilter, _ precision: PlacePrecision) {
        view = TableView(part, filter, .one, rows: part.table.count)
        (self.areas, self.precision) = (areas, precision)
    }

    /// The counts of each area by kind, those that are not 0.
    func counts() -> [[(kind: ReportKind, count: Int)]] {
        let pieces = areas.pieces
        // Both halves of the world's rows at once: nothing is shared but what is only read.
        let middle = pieces.count / 2
        let (first, second) =
            view.table.count > 100_000
            ? Parallel.both({ count(pieces[..<middle]) }) { count(pieces[middle...]) }
            : (count(pieces[...]), [])
        let kinds = view.table.kinds
        return areas.covers.indices.map { area in
            kinds.indices.compactMap { kind in
                let place = area * kinds.count + kind
                let count = first[place] + (second.isEmpty ? 0 : second[place])
                return count > 0 ? (kinds[kind], count) : nil
            }
        }
    }

    /// Counts by area and kind: the kinds of the first area, then those of the second, and so on.
    private func count(_ pieces: ArraySlice<AreaCoverSet.Piece>) -> [Int] {
        let kindCount = view.table.kinds.count
        var counts = [Int](repeating: 0, count: areas.covers.count * kindCount)
        let runs = runs(pieces)
        let (covers, all) = (areas.covers, areas.pieces)
        view.forEachRow(of: runs.lazy.map(\.rows)) { words, firstWord, run in
            let piece = all[runs[run].piece]
            let base = Int(piece.area) * kindCount
            if piece.borderCell < 0 {
                view.addKinds(words, firstWord, base, to: &counts)
            } else {
                addBorder(words, firstWord, covers[Int(piece.area)], Int(piece.borderCell), base, to: &counts)
            }
        }
        return counts
    }

    /// The rows of pieces, found one after the other: each search begins where the last one ended.
    private func runs(_ pieces: ArraySlice<AreaCoverSet.Piece>) -> [Run] {
        let table = view.table
        var runs: [Run] = []
        var start = 0
        for index in pieces.indices {
            let piece = pieces[index]
            start = table.row(notBelow: piece.first, from: start)
            let end = piece.last == .max ? table.count : table.row(notBelow: piece.last + 1, from: start)
            if start < end { runs.append(Run(rows: start..<end, piece: index)) }
        }
        return runs
    }

    private func addBorder(
        _ words: ArraySlice<UInt64>, _ firstWord: Int, _ cover: AreaCover, _ cell: Int, _ base: Int,
        to counts: inout [Int]
    ) {
        let table = view.table
        var lastCode: UInt64 = 0
        var isInside = false
        var isFirst = true
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                let row = (firstWord + index) * 64 + rest.trailingZeroBitCount
                rest &= rest - 1
                let code = precision.seen(table.codes[row])
                // Many reports of one place, or of one cell to which they are snapped, follow each other.
                if isFirst || code != lastCode {
                    isInside = cover.contains(code, inBorderCell: cell)
                    (lastCode, isFirst) = (code, false)
                }
                if isInside { counts[base + Int(table.kindNumbers[row])] += 1 }
            }
        }
    }
}

extension TableView {
    /// Calls `body` with the words of a mask for one range of rows after the other: the words, the number of the first of
    /// them among the table's, and the range's number. A long range comes in several parts, and once for each class.
    func forEachRow(of ranges: some Collection<Range<Int>>, _ body: (ArraySlice<UInt64>, Int, Int) -> Void) {
        for weightClass in classes {
            var cursor = cursor(weightClass)
            for (number, range) in ranges.enumerated() {
                cursor.start(range)
                while cursor.advance() { body(cursor.words[..<cursor.count], cursor.firstWord, number) }
            }
        }
    }

    /// Adds the rows of some words to counts by kind, which begin at a place.
    func addKinds(_ words: ArraySlice<UInt64>, _ firstWord: Int, _ base: Int, to counts: inout [Int]) {
        let kinds = table.kindNumbers.span
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                counts[base + Int(kinds[(firstWord + index) * 64 + rest.trailingZeroBitCount])] += 1
                rest &= rest - 1
            }
        }
    }
}

extension ReportTable {
    /// The first row at or behind `start` whose code is not below `code`, looked for in steps that double.
    func row(notBelow code: UInt64, from start: Int) -> Int {
        let codes = codes.span
        guard start < codes.count, codes[start] < code else { return start }
        // The row before `low` is below the code.
        var low = start + 1
        var step = 1
        while low + step <= codes.count, codes[low + step - 1] < code {
            low += step
            step *= 2
        }
        return firstRow(notBelow: code, in: low..<min(low + step, codes.count))
    }
}
