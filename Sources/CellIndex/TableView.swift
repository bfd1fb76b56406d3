import Reports
import WebMercator

/// A table's rows under a filter: the one way in which rows become counts, cells and places.
struct TableView {
    let table: ReportTable
    private let mask: RowMask
    private let precision: PlacePrecision

    init(
        _ part: TablePart, _ filter: ReportFilter, _ weight: ReportWeight, _ precision: PlacePrecision = .exact,
        rows: Int
    ) {
        table = part.table
        mask = RowMask(part.table, removed: part.removed, filter, weight, rows: rows)
        self.precision = precision
    }

    /// The number of rows that pass.
    func count(_ rows: Range<Int>) -> Int {
        var count = 0
        for weightClass in mask.classes {
            var cursor = mask.cursor(weightClass)
            cursor.start(rows)
            while cursor.advance() {
                for index in 0..<cursor.count { count += cursor.words[index].nonzeroBitCount }
            }
        }
        return count
    }

    /// Calls `body` with each row that passes, class by class.
    func forEachRow(_ rows: Range<Int>, _ body: (Int) -> Void) {
        for weightClass in mask.classes {
            var cursor = mask.cursor(weightClass)
            cursor.start(rows)
            while cursor.advance() {
                for index in 0..<cursor.count {
                    var rest = cursor.words[index]
                    while rest != 0 {
                        body((cursor.firstWord + index) * 64 + rest.trailingZeroBitCount)
                        rest &= rest - 1
                    }
                }
            }
        }
    }

    /// Adds the weights of rows to a list of cells, whose level is the list's. Several entries may be of one cell.
    func addCells(_ ranges: [Range<Int>], to cells: inout CellWeights) {
        // Cells of the audience's precision are never finer than that precision.
        let level = min(cells.level.number, precision.snapLevel?.number ?? 32)
        let shift = cells.level.mortonShift
        let boundaries = table.boundaries.bits(atLeast: level)
        for weightClass in mask.classes {
            var current: UInt64 = 0
            var sum: UInt64 = 0
            var cursor = mask.cursor(weightClass)
            for range in ranges {
                cursor.start(range)
                while cursor.advance() {
                    for index in 0..<cursor.count where cursor.words[index] != 0 {
                        let word = cursor.firstWord + index
                        var runs = RowRuns(cursor.words[index], starts: boundaries?.words[word] ?? .max)
                        while let run = runs.next() {
                            let address = precision.seen(table.codes[word * 64 + run.first]) >> shift
                            if address != current {
                                cells.append(current, sum)
                                (current, sum) = (address, 0)
                            }
                            sum += UInt64(run.count) * UInt64(weightClass.weight)
                        }
                    }
                }
            }
            cells.append(current, sum)
        }
    }

    /// Adds the places of rows to a list: all rows of one cell of a level as one place, their centroid.
    func addPlaces(_ ranges: [Range<Int>], cellLevel: Level, to places: inout WeightedPlaces) {
        // Three levels further down rows are so close together that the first and the last stand for all.
        let boundaries = table.boundaries.bits(atLeast: cellLevel.number + 3)
        let codes = table.codes.span
        for weightClass in mask.classes {
            var group = PlaceGroup(cellLevel, weight: Int64(weightClass.weight))
            var cursor = mask.cursor(weightClass)
            for range in ranges {
                cursor.start(range)
                while cursor.advance() {
                    for index in 0..<cursor.count where cursor.words[index] != 0 {
                        let word = cursor.firstWord + index
                        var runs = RowRuns(cursor.words[index], starts: boundaries?.words[word] ?? .max)
                        while let run = runs.next() {
                            let first = precision.seen(codes[word * 64 + run.first])
                            let last = run.count == 1 ? first : precision.seen(codes[word * 64 + run.last])
                            group.add(first, last, run.count, to: &places)
                        }
                    }
                }
            }
            group.finish(to: &places)
        }
    }
}

/// The runs of a word's set bits that lie in one cell each.
struct RowRuns {
    /// A run: its first and last bit, and how many of the bits between them are set.
    struct Run {
        var first: Int
        var last: Int
        var count: Int
    }

    private var rest: UInt64
    private let starts: UInt64

    /// - Parameter starts: The bits at which a new cell begins.
    @inline(__always)
    init(_ word: UInt64, starts: UInt64) {
        rest = word
        self.starts = starts
    }

    /// The next run, or `nil` at the end.
    @inline(__always)
    mutating func next() -> Run? {
        guard rest != 0 else { return nil }
        let first = rest.trailingZeroBitCount
        // The starts of cells behind this row; a shift by 64 gives 0.
        let following = starts & (UInt64.max << UInt64(first + 1))
        let run = following == 0 ? rest : rest & ((following & (0 &- following)) &- 1)
        rest &= ~run
        return Run(first: first, last: 63 - run.leadingZeroBitCount, count: run.nonzeroBitCount)
    }
}

/// Collects the places of one cell after the other.
struct PlaceGroup {
    private let shift: UInt64
    private let weight: Int64
    private var address = UInt64.max
    private var sumX: Int64 = 0
    private var sumY: Int64 = 0
    private var count: Int64 = 0

    init(_ level: Level, weight: Int64) {
        // Level 0 would need a shift by 64; no surface asks for cells that large.
        shift = min(level.mortonShift, 62)
        self.weight = weight
    }

    /// Adds reports that lie at two places, half of them at each.
    @inline(__always)
    mutating func add(_ first: UInt64, _ last: UInt64, _ number: Int, to places: inout WeightedPlaces) {
        if first >> shift != address {
            finish(to: &places)
            address = first >> shift
        }
        let place = MortonCode(bits: first).place
        let other = first == last ? place : MortonCode(bits: last).place
        sumX += (Int64(place.x) + Int64(other.x)) / 2 * Int64(number)
        sumY += (Int64(place.y) + Int64(other.y)) / 2 * Int64(number)
        count += Int64(number)
    }

    /// Ends the cell under way.
    mutating func finish(to places: inout WeightedPlaces) {
        guard count > 0 else { return }
        let place = WorldCoordinate(x: UInt32(clamping: sumX / count), y: UInt32(clamping: sumY / count))
        places.append(place, count * weight)
        (sumX, sumY, count) = (0, 0, 0)
    }
}
