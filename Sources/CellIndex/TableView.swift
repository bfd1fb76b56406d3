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

    /// The classes of rows that count alike, as ``RowMask`` makes them.
    var classes: [RowMask.WeightClass] { mask.classes }

    /// Reads the mask of one class.
    func cursor(_ weightClass: RowMask.WeightClass) -> MaskCursor { mask.cursor(weightClass) }

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

    /// The rows that pass, of whatever class.
    var rows: RowBits {
        var rows = RowBits(rows: table.count)
        for weightClass in mask.classes {
            var cursor = mask.cursor(weightClass)
            cursor.start(table.rows)
            while cursor.advance() {
                for index in 0..<cursor.count {
                    let word = cursor.firstWord + index
                    rows.set(word: word, rows.words[word] | cursor.words[index])
                }
            }
        }
        return rows
    }

    /// The number of rows that pass, where it is below a limit; else the limit or more.
    func count(_ rows: Range<Int>, upTo limit: Int) -> Int {
        var count = 0
        for weightClass in mask.classes {
            var cursor = mask.cursor(weightClass)
            cursor.start(rows, isCurious: true)
            while count < limit, cursor.advance() {
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
        let codes = table.codes.span
        for weightClass in mask.classes {
            var (current, sum) = (UInt64(0), UInt64(0))
            var cursor = mask.cursor(weightClass)
            for range in ranges {
                cursor.start(range)
                var isNew = true
                while cursor.advance() {
                    for index in 0..<cursor.count {
                        let word = cursor.firstWord + index
                        var runs = RowRuns(cursor.words[index], starts: boundaries?.words[word] ?? .max, isNew)
                        while let run = runs.next() {
                            if run.isNew {
                                let address = precision.seen(codes[word * 64 + run.first]) >> shift
                                if address != current {
                                    cells.append(current, sum)
                                    (current, sum) = (address, 0)
                                }
                            }
                            sum += UInt64(run.count) * UInt64(weightClass.weight)
                        }
                        isNew = runs.isNewBehind
                    }
                }
            }
            cells.append(current, sum)
        }
    }

    /// Adds the places of rows to a list: all rows of one cell of a level as one place, their centroid.
    func addPlaces(_ ranges: [Range<Int>], cellLevel: Level, to places: inout WeightedPlaces) {
        // Three levels further down rows are so close together that the first and the last stand for all.
        let runLevel = cellLevel.number + 3
        for weightClass in mask.classes {
            var group = PlaceGroup(cellLevel, weight: Int64(weightClass.weight))
            var cursor = mask.cursor(weightClass)
            for range in ranges {
                cursor.start(range)
                while cursor.advance() {
                    if runLevel <= CoarseRuns.level {
                        addCoarse(cursor, runLevel, &group, &places)
                    } else {
                        addFine(cursor, runLevel, &group, &places)
                    }
                }
            }
            group.finish(to: &places)
        }
    }

    /// Adds runs with the places of their rows.
    private func addFine(
        _ cursor: MaskCursor, _ runLevel: Int, _ group: inout PlaceGroup, _ places: inout WeightedPlaces
    ) {
        let boundaries = table.boundaries.bits(atLeast: runLevel)
        let codes = table.codes.span
        for index in 0..<cursor.count where cursor.words[index] != 0 {
            let word = cursor.firstWord + index
            var runs = RowRuns(cursor.words[index], starts: boundaries?.words[word] ?? .max)
            while let run = runs.next() {
                let first = MortonCode(bits: precision.seen(codes[word * 64 + run.first])).place
                let last =
                    run.count == 1 ? first : MortonCode(bits: precision.seen(codes[word * 64 + run.last])).place
                group.add(first, last, run.count, to: &places)
            }
        }
    }

    /// Adds runs with the middles of their coarse cells; a report that stands alone keeps its place.
    private func addCoarse(
        _ cursor: MaskCursor, _ runLevel: Int, _ group: inout PlaceGroup, _ places: inout WeightedPlaces
    ) {
        guard let boundaries = table.boundaries.bits(atLeast: runLevel) else { return }
        let coarse = table.coarseRuns
        for index in 0..<cursor.count where cursor.words[index] != 0 {
            let word = cursor.firstWord + index
            var runs = RowRuns(cursor.words[index], starts: boundaries.words[word])
            while let run = runs.next() {
                if run.count == 1 {
                    let place = MortonCode(bits: precision.seen(table.codes[word * 64 + run.first])).place
                    group.add(place, place, 1, to: &places)
                } else {
                    let first = seen(coarse.place(word: word, bit: run.first))
                    group.add(first, seen(coarse.place(word: word, bit: run.last)), run.count, to: &places)
                }
            }
        }
    }

    /// The place as the audience sees it, where it sees places less exactly than ``CoarseRuns`` holds them.
    @inline(__always)
    private func seen(_ place: WorldCoordinate) -> WorldCoordinate {
        guard let level = precision.snapLevel, level.number <= CoarseRuns.level else { return place }
        return MortonCode(bits: precision.seen(MortonCode(place).bits)).place
    }
}

/// The runs of a word's set bits that lie in one cell each.
///
/// They say where a new cell may begin, so that codes need not be read elsewhere: of large cells that is most of the memory.
struct RowRuns {
    /// A run: its first and last bit, how many of the bits between them are set, and which.
    struct Run {
        var first: Int
        var last: Int
        var count: Int
        var rows: UInt64
        /// Whether it may lie in another cell than the run before.
        var isNew: Bool
    }

    private var rest: UInt64
    /// The starts of cells that no run has passed.
    private var starts: UInt64

    /// Whether what follows the runs so far may lie in another cell; behind the last run, what follows the word.
    private(set) var isNewBehind: Bool

    /// - Parameters:
    ///   - starts: The bits at which a new cell begins.
    ///   - isNew: Whether one may have begun since the run before.
    @inline(__always)
    init(_ word: UInt64, starts: UInt64, _ isNew: Bool = true) {
        rest = word
        self.starts = starts
        isNewBehind = isNew || (word == 0 && starts != 0)
    }

    /// The next run, or `nil` at the end.
    @inline(__always)
    mutating func next() -> Run? {
        guard rest != 0 else { return nil }
        let first = rest.trailingZeroBitCount
        // The starts of cells behind this row; a shift by 64 gives 0.
        let following = starts & (UInt64.max << UInt64(first + 1))
        let run = following == 0 ? rest : rest & ((following & (0 &- following)) &- 1)
        let isNew = isNewBehind || starts != following
        rest &= ~run
        (starts, isNewBehind) = (following, following != 0)
        return Run(
            first: first, last: 63 - run.leadingZeroBitCount, count: run.nonzeroBitCount, rows: run, isNew: isNew)
    }
}

/// Collects the places of one cell after the other.
struct PlaceGroup {
    private let shift: UInt32
    private let weight: Int64
    private var cell = WorldCoordinate(x: 0, y: 0)
    private var sumX: Int64 = 0
    private var sumY: Int64 = 0
    private var count: Int64 = 0

    init(_ level: Level, weight: Int64) {
        shift = UInt32(32 - level.number)
        self.weight = weight
    }

    /// Adds reports that lie at two places of one cell, half of them at each.
    @inline(__always)
    mutating func add(_ first: WorldCoordinate, _ last: WorldCoordinate, _ number: Int, to places: inout WeightedPlaces)
    {
        // A shift by 32, at level 0, gives 0.
        let cell = WorldCoordinate(x: first.x >> shift, y: first.y >> shift)
        if cell != self.cell {
            finish(to: &places)
            self.cell = cell
        }
        sumX += (Int64(first.x) + Int64(last.x)) / 2 * Int64(number)
        sumY += (Int64(first.y) + Int64(last.y)) / 2 * Int64(number)
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
