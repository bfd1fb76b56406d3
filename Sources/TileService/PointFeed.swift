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

    private func passes(_ point: ReportPoint) -> Bool {
        features.isVisible(point) && features.passes(point, filter)
            && (box?.contains(features.place(point)) ?? true)
    }
}
