import CellIndex
import ReportStore
import Reports
import WebMercator

/// The changes of reports as an audience may see them, page by page.
struct PointFeed {
    /// A page of changes.
    struct Page {
        /// The reports that were inserted or changed, as they are now, each once.
        var points: [ReportPoint] = []
        /// The numbers of reports that passed before, or may have, and do so no longer.
        var removed: [Int64] = []
        /// Up to which number this is complete.
        var sequence: Int64
        /// Whether there is more behind that.
        var hasMore = true
    }

    let features: PointFeatures
    private let filter: ReportFilter
    private let box: BoundingBox?

    /// - Parameter box: The box, or `nil` for everywhere.
    init(_ features: PointFeatures, _ filter: ReportFilter, _ box: BoundingBox?) {
        self.features = features
        self.filter = features.visible(filter)
        self.box = box
    }

    /// The entries that are read at once, and for one page at most: where few of them are for the audience, a page is
    /// short, and has a next one.
    private static let (batch, most) = (1000, 50_000)

    /// The changes after a sequence number, in their order.
    func page(of store: ReportStore, after since: Int64, limit: Int) throws -> Page {
        var page = Page(sequence: since)
        var found: Set<Int64> = []
        var gone: Set<Int64> = []
        var read = 0
        while page.hasMore, found.count + gone.count < limit, read < Self.most {
            let changes = try store.changes(
                after: page.sequence, limit: min(Self.batch, limit - found.count - gone.count))
            read += max(changes.entries.count, 1)
            for entry in changes.entries {
                let id = entry.point.id
                if passes(entry.point) {
                    found.insert(id)
                    gone.remove(id)
                    page.points.append(entry.point)
                } else if entry.isChange, id <= since, features.wasVisible(entry) {
                    gone.insert(id)
                    if found.remove(id) != nil { page.points.removeAll { $0.id == id } }
                }
            }
            (page.sequence, page.hasMore) = (changes.sequence, changes.hasMore)
        }
        // Of a report that was changed several times the last entry stands for all.
        var seen: Set<Int64> = []
        page.points = page.points.reversed().filter { seen.insert($0.id).inserted }.reversed()
        page.removed = gone.sorted()
        return page
    }

    /// How many reports were inserted or changed after a sequence number and pass now, each once; `nil` where that is too much
    /// to look at: beyond 100,000 later changes, or 1000 that are not indexed yet.
    ///
    /// What was inserted is counted by the index, so that it does not matter how much it is.
    ///
    /// - Parameters:
    ///   - indexed: The number up to which the index is complete.
    ///   - numbers: The reports that pass, as the index has them.
    func count(
        of store: ReportStore, after since: Int64, indexed: Int64, _ numbers: () -> ReportNumbers
    ) throws -> Int? {
        let latest = try store.changes(after: max(since, indexed), limit: Self.batch)
        guard !latest.hasMore else { return nil }
        // The last entry of a report tells how it is now.
        let recent = Dictionary(latest.entries.map { ($0.point.id, passes($0.point)) }) { $1 }
        let passing = recent.values.count { $0 }
        guard since < indexed else { return passing }
        // Nothing was there before the first.
        guard let changed = since > 0 ? try store.changeCounts(since: since) : [:] else { return nil }
        let numbers = numbers()
        func isIndexed(_ id: Int64) -> Bool { UInt32(exactly: id).map(numbers.contains) ?? false }
        let inserted = numbers.count(above: since) - recent.keys.count { $0 > since && isIndexed($0) }
        let updated = changed.keys.count { $0 <= since && recent[$0] == nil && isIndexed($0) }
        return inserted + updated + passing
    }

    private func passes(_ point: ReportPoint) -> Bool {
        features.isVisible(point) && features.passes(point, filter)
            && (box?.contains(features.place(point)) ?? true)
    }
}
