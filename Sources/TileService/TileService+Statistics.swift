import CellIndex
import Foundation
import HTTPMessage
import JSONText
import ReportStore
import Reports
import WebMercator

extension TileService {
    /// `GET /statistics.json`: counts by status, category and source under the filter, and how the work on reports goes.
    ///
    /// What is counted by unit, and what is late, is of all reports, for the public of those that it may see as single ones: a
    /// filter does not change it.
    func statistics(_ call: Call) throws(Problem) -> HTTPResponse {
        let renderer = renderer(for: call.visitor)
        let catalogue = renderer.dataset.catalogue
        let reader = try QueryReader(call.request.query, catalogue, areas: renderer.dataset.boundaries)
        let counts = KindCounts(renderer, reader.filter)
        let all = reader.filter == ReportFilter() ? counts : KindCounts(renderer, ReportFilter())
        let byStatus = all.byStatus(catalogue)
        // A unit's protected report, or the time that one took, would be told alone.
        let single = PointFeatures(renderer).visible(ReportFilter())
        let work = try read {
            try $0.lifeCycleStatistics(byStatus: byStatus, sources: single.sources, statuses: single.statuses)
        }
        var json = JSONWriter()
        json.object { json in
            json.member("reports", counts.total)
            if counts.withheld > 0 { json.member("withheld", counts.withheld) }
            json.member("sequence", Int(renderer.dataset.snapshot.sequence))
            Self.write("byStatus", catalogue.statuses.map(\.key), counts.byStatus(catalogue), &json)
            Self.write("byCategory", catalogue.categories.map(\.key), counts.byCategory(catalogue), &json)
            Self.write("bySource", catalogue.sources.map(\.key), counts.bySource(catalogue), &json)
            work.write(to: &json, catalogue)
        }
        return self.json(json.bytes)
    }

    private static func write(_ name: String, _ keys: [String], _ counts: [Int], _ json: inout JSONWriter) {
        json.member(name) { json in
            json.object { json in
                for (key, count) in zip(keys, counts) { json.member(key, count) }
            }
        }
    }
}

/// The reports that pass a filter, by kind. What it says must not single out one of them.
private struct KindCounts {
    private let byKind: [KindCount]
    private let sources: ProtectedSources
    private let isEverywhere: Bool

    /// The reports that are left out, for too few of them are together.
    let withheld: Int

    /// The number of reports.
    var total: Int { byKind.reduce(0) { $0 + $1.count } }

    init(_ renderer: MapRenderer, _ filter: ReportFilter) {
        let protection = Protection(renderer, filter)
        sources = protection.sources
        withheld = protection.tellable
        isEverywhere = filter.area == nil
        byKind =
            renderer.dataset.snapshot.cells(in: .world, level: Level(clamping: 0), protection.filter).first?.byKind
            ?? []
    }

    func byStatus(_ catalogue: Catalogue) -> [Int] {
        counts(catalogue.statuses.count) { Int($0.status) }
    }

    /// Old reports count under the category that replaced theirs.
    func byCategory(_ catalogue: Catalogue) -> [Int] {
        counts(catalogue.categories.count) { catalogue.categories[safe: Int($0.category)]?.successor }
    }

    func bySource(_ catalogue: Catalogue) -> [Int] {
        counts(catalogue.sources.count) { Int($0.source) }
    }

    private func counts(_ count: Int, _ place: (ReportKind) -> Int?) -> [Int] {
        let kinds = byKind.lazy.map { ($0.kind, $0.count) }
        // Of a value's protected reports in two areas, one of which holds the other, the difference could be one.
        return isEverywhere ? sources.countsOfAll(kinds, count, place) : sources.counts(kinds, count, place)
    }
}
