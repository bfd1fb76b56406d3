import Reports

/// A filter made ready for one table: which rows pass, 64 at a time.
struct RowMask {
    /// Rows that count alike: those of some categories and some statuses.
    struct WeightClass {
        /// What each of them counts, in 256ths.
        var weight: UInt32
        var categories: AttributeChoice?
        var statuses: AttributeChoice?
    }

    /// The classes; a row is in one of them at most, and passes if it is in one and the rest agrees.
    let classes: [WeightClass]

    private let table: ReportTable
    private let removed: RowBits?
    private let sources: AttributeChoice?
    /// The hours that pass, where rows are looked at one by one.
    private let hours: HourRanges?
    /// The times that pass, where rows are looked at one by one.
    private let time: TimeRange?
    /// The rows that pass by time, hour or area.
    private let known: [RowBits]

    /// Makes a filter ready.
    ///
    /// - Parameters:
    ///   - removed: Rows that count no more.
    ///   - rows: How many rows will be looked at, which decides how time is looked up.
    init(_ table: ReportTable, removed: RowBits?, _ filter: ReportFilter, _ weight: ReportWeight, rows: Int) {
        var isEmpty = false
        self.table = table
        self.removed = removed
        sources = AttributeChoice(table.attributes.sources) { filter.sources?.contains($0) ?? true }
        var known: [RowBits] = []
        if let area = filter.area {
            let hidden = filter.hiddenPlaces
            known.append(table.recentRows.rows(.area(area, hidden)) { area.rows(hidden, in: table) })
        }
        (hours, time) = (
            Self.hours(filter, table, rows, &known), Self.time(filter, table, rows, &known, &isEmpty)
        )
        self.known = known
        classes = isEmpty ? [] : Self.classes(table, filter, weight)
    }

    /// Reads the mask of one class.
    func cursor(_ weightClass: WeightClass) -> MaskCursor {
        MaskCursor(self, weightClass)
    }

    /// Makes the mask of some words, all of whose bits are set so far that are asked for.
    fileprivate func fill(
        _ words: inout [UInt64], _ scratch: inout [UInt64], _ first: Int, _ count: Int, _ weightClass: WeightClass
    ) {
        weightClass.categories?.apply(to: &words, &scratch, firstWord: first, count: count)
        weightClass.statuses?.apply(to: &words, &scratch, firstWord: first, count: count)
        sources?.apply(to: &words, &scratch, firstWord: first, count: count)
        for rows in known {
            let bits = rows.words.span
            for index in 0..<count { words[index] &= bits[first + index] }
        }
        if let removed {
            let bits = removed.words.span
            for index in 0..<count { words[index] &= ~bits[first + index] }
        }
        if let hours {
            for index in 0..<count where words[index] != 0 {
                words[index] &= hours.bits(table.hours, word: first + index)
            }
        }
        if let time {
            for index in 0..<count where words[index] != 0 { keep(time, &words[index], (first + index) * 64) }
        }
    }

    /// The hours by which rows are to be looked at one by one; where many will be, those that pass join `known` instead.
    private static func hours(
        _ filter: ReportFilter, _ table: ReportTable, _ rows: Int, _ known: inout [RowBits]
    ) -> HourRanges? {
        guard let hours = HourRanges(filter) else { return nil }
        let isWorthwhile = rows > table.count / 4
        let found =
            isWorthwhile
            ? table.recentRows.rows(.hours(hours)) { hours.rows(in: table.hours) }
            : table.recentRows.known(.hours(hours))
        guard let found else { return hours }
        known.append(found)
        return nil
    }

    /// The times by which rows are to be looked at one by one; where many will be, those that pass join `known` instead.
    private static func time(
        _ filter: ReportFilter, _ table: ReportTable, _ rows: Int, _ known: inout [RowBits], _ isEmpty: inout Bool
    ) -> TimeRange? {
        switch TimeRange.meaning(of: filter, firstInstant: table.firstInstant) {
        case .everything: return nil
        case .nothing:
            isEmpty = true
            return nil
        case .range(let range):
            let listed = table.timeOrder.range(range, table.seconds)
            isEmpty = listed.isEmpty
            let work = min(listed.count, table.count - listed.count)
            // Setting bits by the list costs as much a row as comparing does, plus a pass over the words.
            let isWorthwhile = rows > 2 * work + table.count / 64
            let found =
                isWorthwhile
                ? table.recentRows.rows(.time(range)) { table.timeOrder.bits(listed) }
                : table.recentRows.known(.time(range))
            guard let found else { return range }
            known.append(found)
            return nil
        }
    }

    /// Clears the bits of rows outside a range of time.
    private func keep(_ time: TimeRange, _ word: inout UInt64, _ firstRow: Int) {
        var rest = word
        while rest != 0 {
            let bit = rest & (0 &- rest)
            if !time.contains(table.seconds[firstRow + rest.trailingZeroBitCount]) { word &= ~bit }
            rest &= ~bit
        }
    }

    private static func classes(_ table: ReportTable, _ filter: ReportFilter, _ weight: ReportWeight) -> [WeightClass] {
        let categories = groups(table.attributes.categories, weight.byCategory) {
            filter.categories?.contains($0) ?? true
        }
        let statuses = groups(table.attributes.statuses, weight.byStatus) { filter.statuses?.contains($0) ?? true }
        return categories.flatMap { category in
            statuses.compactMap { status in
                let product = UInt32(
                    clamping: UInt64(category.weight) * UInt64(status.weight) / UInt64(ReportWeight.unit))
                guard product > 0 else { return nil }
                return WeightClass(weight: product, categories: category.choice, statuses: status.choice)
            }
        }
    }

    /// The values of an attribute that pass, those of one weight together.
    private static func groups(
        _ bits: [RowBits], _ weights: [UInt32], passing: (Int) -> Bool
    ) -> [(weight: UInt32, choice: AttributeChoice?)] {
        func weight(_ ordinal: Int) -> UInt32 {
            weights.indices.contains(ordinal) ? weights[ordinal] : ReportWeight.unit
        }
        let distinct = Set(bits.indices.filter(passing).map(weight)).subtracting([0]).sorted()
        return distinct.map { value in
            (value, AttributeChoice(bits) { passing($0) && weight($0) == value })
        }
    }
}

/// Walks over a mask part by part; one cursor serves any number of ranges of rows.
///
///     cursor.start(rows)
///     while cursor.advance() { … cursor.words[0..<cursor.count] … }
struct MaskCursor {
    /// The words of this part; those from ``count`` on mean nothing.
    private(set) var words: [UInt64]
    /// The number of words of this part.
    private(set) var count = 0
    /// The number of the first word of this part among the table's.
    private(set) var firstWord = 0

    private let mask: RowMask
    private let weightClass: RowMask.WeightClass
    private var scratch: [UInt64]
    private var rows = 0..<0
    private var next = 0
    private var most = Self.part

    /// The words of a part: few enough to stay in the fastest cache.
    private static let part = 512

    fileprivate init(_ mask: RowMask, _ weightClass: RowMask.WeightClass) {
        self.mask = mask
        self.weightClass = weightClass
        words = [UInt64](repeating: 0, count: Self.part)
        scratch = words
    }

    /// Goes to the beginning of a range of rows.
    ///
    /// - Parameter isCurious: Whether few rows may be enough, for which the first parts are then smaller.
    mutating func start(_ rows: Range<Int>, isCurious: Bool = false) {
        self.rows = rows
        next = rows.lowerBound / 64
        most = isCurious ? 8 : Self.part
    }

    /// Goes to the next part; false at the end of the range.
    mutating func advance() -> Bool {
        let end = rows.isEmpty ? next : RowBits.words(rows.upperBound)
        guard next < end else { return false }
        firstWord = next
        count = min(most, end - next)
        most = min(most * 4, Self.part)
        for index in 0..<count { words[index] = .max }
        words[0] = RowBits.mask(word: firstWord, of: rows)
        words[count - 1] &= RowBits.mask(word: firstWord + count - 1, of: rows)
        mask.fill(&words, &scratch, firstWord, count, weightClass)
        next += count
        return true
    }
}
