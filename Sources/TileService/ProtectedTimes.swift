import CellIndex
import Reports
import WebMercator

/// What an audience is told of protected reports by time.
///
/// Years are parts of all time, months of a year, days of a month and hours of a day. Of the parts of what is told those are
/// told that are enough, and so many others are left out that what is missing is not too few either; no part is told of what
/// is left out. So differences between bins of any lengths are never of too few. A week is told where each of its days is.
struct ProtectedTimes {
    /// By the beginnings of bins, how many reports are told of in them; bins without any are missing.
    private(set) var told: [Int64: Int] = [:]

    /// How many are left out.
    private(set) var withheld = 0

    /// - Parameters:
    ///   - box: Of a box, or of an area, none is told by time: the difference of two could be a single one.
    ///   - bounds: Where bins begin, and where the last one ends.
    init(
        _ renderer: MapRenderer, _ protection: Protection, _ box: BoundingBox?, _ interval: TimelineInterval,
        _ bounds: [Int64]
    ) {
        guard let rule = protection.rule else { return }
        let box = box ?? .world
        guard box == .world, rule.filter.area == nil else {
            let cells = CellLayer(renderer, rule.filter).cells(in: box, zoom: PointLayer.zoom(ofCellsIn: box)).cells
            withheld = cells.reduce(0) { $0 + $1.count }
            return
        }
        let times = Times(renderer, protection.sources, rule.filter)
        let all = times.counts(bounds, needsHour: interval == .hour)
        told = times.told(interval, bounds, all)
        withheld = all.values.reduce(0, +) - told.values.reduce(0, +)
    }
}

/// Counts of protected reports by time, wherever they are.
private struct Times {
    private let renderer: MapRenderer
    private let sources: ProtectedSources
    private let filter: ReportFilter
    private var clock: LocalClock { renderer.dataset.catalogue.clock }

    init(_ renderer: MapRenderer, _ sources: ProtectedSources, _ filter: ReportFilter) {
        (self.renderer, self.sources, self.filter) = (renderer, sources, filter)
    }

    /// By the beginnings of bins, those of them that hold any.
    func counts(_ bounds: [Int64], needsHour: Bool = false) -> [Int64: Int] {
        let counts = renderer.dataset.snapshot.counts(
            between: bounds, in: nil, filter, renderer.precision, needsHour: needsHour)
        var found: [Int64: Int] = [:]
        for (start, byKind) in zip(bounds, counts) where !byKind.isEmpty {
            found[start] = byKind.values.reduce(0, +)
        }
        return found
    }

    func told(_ interval: TimelineInterval, _ bounds: [Int64], _ all: [Int64: Int]) -> [Int64: Int] {
        switch interval {
        case .year: return parts(of: nil, all) { _ in 0 }
        case .month:
            return parts(of: told(.year, bounds, sums(.year, all)), all) { TimelineInterval.year.start(at: $0, clock) }
        case .day: return days(all)
        case .week:
            guard let days = dayCounts(bounds) else { return [:] }
            let told = self.days(days)
            let whole = Set(all.keys).subtracting(
                days.keys.filter { told[$0] == nil }.map { TimelineInterval.week.start(at: $0, clock) })
            return all.filter { whole.contains($0.key) }
        case .hour:
            guard let days = dayCounts(bounds) else { return [:] }
            return parts(of: self.days(days), all) { TimelineInterval.day.start(at: $0, clock) }
        }
    }

    private func days(_ all: [Int64: Int]) -> [Int64: Int] {
        let months = sums(.month, all)
        return parts(of: told(.month, [], months), all) { TimelineInterval.month.start(at: $0, clock) }
    }

    /// The counts of the days of some bins; `nil` where they would be too many.
    private func dayCounts(_ bounds: [Int64]) -> [Int64: Int]? {
        guard let first = bounds.first, let last = bounds.last, first < last else { return [:] }
        return TimelineInterval.day.bounds(first..<last, clock).map { counts($0) }
    }

    private func sums(_ interval: TimelineInterval, _ parts: [Int64: Int]) -> [Int64: Int] {
        parts.reduce(into: [:]) { $0[interval.start(at: $1.key, clock), default: 0] += $1.value }
    }

    /// Of parts those that may be told.
    ///
    /// - Parameter wholes: What is told of that they are parts of; `nil` where all of them are parts of one that is.
    private func parts(
        of wholes: [Int64: Int]?, _ parts: [Int64: Int], _ whole: (Int64) -> Int64
    ) -> [Int64: Int] {
        var told: [Int64: Int] = [:]
        for (start, members) in Dictionary(grouping: parts.sorted { $0.key < $1.key }, by: { whole($0.key) }) {
            let counts = members.map(\.value)
            let sum = counts.reduce(0, +)
            guard let all = wholes == nil ? sum : wholes?[start] else { continue }
            // A day holds more than its hours where the time of some reports is not known so well.
            for (member, isTold) in zip(members, sources.told(counts, others: max(0, all - sum))) where isTold {
                told[member.key] = member.value
            }
        }
        return told
    }
}
