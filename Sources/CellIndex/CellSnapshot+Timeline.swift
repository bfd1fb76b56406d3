import Reports
import WebMercator

extension CellSnapshot {
    /// The first and the last instant of all events, in seconds since 1970 UTC; `nil` without reports.
    public var instants: ClosedRange<Int64>? {
        let ranges = parts.compactMap { part -> ClosedRange<Int64>? in
            guard let first = part.table.timeOrder.rows.first, let last = part.table.timeOrder.rows.last else {
                return nil
            }
            return part.table.instant(Int(first))...part.table.instant(Int(last))
        }
        guard let first = ranges.map(\.lowerBound).min(), let last = ranges.map(\.upperBound).max() else { return nil }
        return first...last
    }

    /// The reports that pass a filter by time and kind: those whose event lies in `bounds[i] ..< bounds[i + 1]`, for each `i`.
    ///
    /// - Parameters:
    ///   - bounds: Rising instants, in seconds since 1970 UTC.
    ///   - window: Where the reports must lie, as the audience sees them; `nil` for anywhere.
    ///   - needsHour: Whether reports are left out whose time is known no better than to the day.
    public func counts(
        between bounds: [Int64], in window: WorldWindow?, _ filter: ReportFilter, _ precision: PlacePrecision,
        needsHour: Bool = false
    ) -> [[ReportKind: Int]] {
        guard bounds.count > 1 else { return [] }
        var bins = [[ReportKind: Int]](repeating: [:], count: bounds.count - 1)
        for part in parts {
            let finder = BinFinder(bounds, firstInstant: part.table.firstInstant)
            let ranges =
                window.map { part.table.ranges(of: precision.widened($0), level: Level(clamping: 17)) }
                ?? [part.table.rows]
            let kinds = part.table.kinds.count
            var counts = [UInt32](repeating: 0, count: bins.count * kinds)
            let view = TableView(part, filter, .one, rows: ranges.reduce(0) { $0 + $1.count })
            for range in ranges {
                view.forEachRow(range) { row in
                    if let window {
                        let place = MortonCode(bits: precision.seen(part.table.codes[row])).place
                        guard window.contains(place) else { return }
                    }
                    guard !needsHour || part.table.hours[row] != IndexedReport.noHour else { return }
                    guard let bin = finder.bin(of: part.table.seconds[row]) else { return }
                    counts[bin * kinds + Int(part.table.kindNumbers[row])] += 1
                }
            }
            for bin in bins.indices {
                for kind in 0..<kinds where counts[bin * kinds + kind] > 0 {
                    bins[bin][part.table.kinds[kind], default: 0] += Int(counts[bin * kinds + kind])
                }
            }
        }
        return bins
    }
}

extension ReportTable {
    /// When a row's event happened, in seconds since 1970 UTC.
    func instant(_ row: Int) -> Int64 { firstInstant + Int64(seconds[row]) }
}

/// Finds the bin of a row's time: a look-up by steps of the shortest bin's length, and hardly ever a bin further.
private struct BinFinder {
    private let bounds: [Int64]
    private let firstInstant: Int64
    /// By step after the first bound, the bin that it begins in.
    private let starts: [UInt16]
    /// Seconds: a quarter of an hour at least.
    private let step: Int64

    init(_ bounds: [Int64], firstInstant: Int64) {
        self.bounds = bounds
        self.firstInstant = firstInstant
        step = max(900, zip(bounds.dropFirst(), bounds).map { $0 - $1 }.min() ?? 0)
        let span = (bounds.last ?? 0) - (bounds.first ?? 0)
        var starts: [UInt16] = []
        var bin = 0
        for number in 0...max(0, Int(span / step)) {
            let instant = (bounds.first ?? 0) + Int64(number) * step
            while bin + 2 < bounds.count, bounds[bin + 1] <= instant { bin += 1 }
            starts.append(UInt16(clamping: bin))
        }
        self.starts = starts
    }

    func bin(of second: UInt32) -> Int? {
        let instant = firstInstant + Int64(second)
        guard instant >= bounds[0], instant < bounds[bounds.count - 1] else { return nil }
        var bin = Int(starts[Int((instant - bounds[0]) / step)])
        while instant >= bounds[bin + 1] { bin += 1 }
        return bin
    }
}
