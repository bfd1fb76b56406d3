import CellIndex
import JSONText
import Reports
import WebMercator

/// Reports by time: how many lie in each hour, day, week, month or year, in all and by category.
public struct Timeline {
    /// One bin.
    public struct Bin: Sendable, Equatable {
        /// What it is called: `2025-06`, `2025-06-14`, `2025-06-14T21:00Z`, `2025`.
        public var name: String
        /// Its first instant, in seconds since 1970 UTC.
        public var start: Int64
        /// The reports in it, less those that are withheld.
        public var count: Int
        /// The same by the category's ordinal, counted under the category that replaced it; for the public less all protected
        /// reports.
        public var byCategory: [Int]
    }

    /// How long the bins are.
    public let interval: TimelineInterval
    /// The bins, without gaps; none before the first report and behind the last one.
    public let bins: [Bin]
    /// The protected reports that are left out, for they are too few in a bin or in all, or, of a box or area, those of the cells that
    /// touch it; rounded down to a multiple of the catalogue's `minCount`.
    public let withheld: Int

    /// Counts the reports of a box that pass a filter.
    ///
    /// - Parameter box: Where they must lie, as the audience sees them; `nil` for anywhere.
    /// - Returns: `nil` where there would be more than ``TimelineInterval/most`` bins.
    public init?(_ renderer: MapRenderer, _ filter: ReportFilter, _ box: BoundingBox?, _ interval: TimelineInterval) {
        self.interval = interval
        var window: WorldWindow?
        if let box {
            window = WorldWindow(box)
            if window == nil { (bins, withheld) = ([], 0); return }
        }
        let protection = Protection(renderer, filter)
        guard let span = Self.span(renderer.dataset.snapshot, protection.filter) else {
            (bins, withheld) = ([], 0)
            return
        }
        let catalogue = renderer.dataset.catalogue
        guard let bounds = interval.bounds(span, catalogue.clock) else { return nil }
        let snapshot = renderer.dataset.snapshot
        let open = protection.openFilter(catalogue)
        let counts = snapshot.counts(
            between: bounds, in: window, open, renderer.precision, needsHour: interval == .hour)
        let protected = ProtectedTimes(renderer, protection, box, interval, bounds)
        var bins = zip(bounds, counts).map { start, byKind in
            let tally = KindTally(byKind, protected: protected.told[start] ?? 0, catalogue)
            return Bin(
                name: interval.name(of: start, catalogue.clock), start: start, count: tally.count,
                byCategory: tally.byCategory)
        }
        while bins.last?.count == 0 { bins.removeLast() }
        bins.removeFirst(bins.firstIndex { $0.count > 0 } ?? 0)
        (self.bins, withheld) = (bins, protection.sources.tellable(protection.withheld + protected.withheld))
    }

    /// The time that the bins must hold: that of all reports, as far as the filter goes.
    private static func span(_ snapshot: CellSnapshot, _ filter: ReportFilter) -> Range<Int64>? {
        guard let all = snapshot.instants else { return nil }
        let first = max(all.lowerBound, filter.from ?? all.lowerBound)
        let end = min(all.upperBound + 1, filter.to ?? all.upperBound + 1)
        return first < end ? first..<end : nil
    }
}
