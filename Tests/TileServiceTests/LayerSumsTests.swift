import CellIndex
import Foundation
import ReportStore
import Reports
import Testing
import WebMercator

@testable import TileService

/// Cells, clusters, areas, timelines, points, items, legends and statistics count the same reports: for random filters and
/// boxes their sums agree with each other and with a slow look at each report.
///
/// For operators all sums are exact. The public is told of every open report, and of every protected one unless fewer than
/// `minCount` pass in the whole world; these are what `all - count - withheld < minCount` leaves of the layers of the whole
/// world. By time a remainder is withheld, rounded down to a multiple of `minCount`; a box's timeline and points have open
/// reports alone, and withhold at least those of the box.
struct LayerSumsTests {
    /// The questions that each audience asks.
    static let questions = 500

    @Test(arguments: [Audience.operators, .public])
    func `all layers and statistics agree under random filters and in random boxes`(audience: Audience) throws {
        var scene = try SumsScene(seed: 2025, count: 200)
        var asked = (nonEmpty: 0, hidden: 0, withheld: 0)
        for number in 1...Self.questions {
            let question = try scene.question()
            let sums = try Sums(scene, question, audience)
            if number % 2 == 0 {
                try sums.checkCells(Zoom(clamping: scene.draw(0...20)), levels: scene.draw(3...8), adaptive: nil)
            } else {
                try sums.checkCells(Zoom(clamping: scene.draw(0...14)), levels: 5, adaptive: scene.draw(2...30))
            }
            try sums.checkClusters(Zoom(clamping: scene.draw(0...9)))
            asked.withheld += try sums.checkTimeline(TimelineInterval.allCases[number % 5]) > 0 ? 1 : 0
            try sums.checkAreas(scene.layers[number / 2 % 2])
            try sums.checkPoints()
            try sums.checkStatistics()
            asked.nonEmpty += sums.slow.all.isEmpty ? 0 : 1
            asked.hidden += sums.slow.hidden.isEmpty ? 0 : 1
        }
        // The questions are such as have answers.
        #expect(asked.nonEmpty > 350)
        if audience == .public { #expect(asked.hidden > 150 && asked.withheld > 50) }
    }

    @Test func `without a filter all layers count what the store's statistics count`() throws {
        let scene = try SumsScene(seed: 7, count: 200)
        let store = try ReportStore(open: scene.store.path, readOnly: true).statistics()
        let object = try scene.store.object("/statistics.json", key: true)
        #expect(object["reports"] as? Int == store.reports && store.reports == 200)
        for (name, counts) in [
            ("byStatus", store.byStatus), ("byCategory", store.byCategory), ("bySource", store.bySource),
        ] {
            let expected = Dictionary(uniqueKeysWithValues: counts.map { ($0.key, $0.count) }).filter { $0.value > 0 }
            #expect((object[name] as? [String: Int])?.filter { $0.value > 0 } == expected, "\(name)")
        }
        for target in [
            "/layers/cells.geojson?zoom=4", "/layers/clusters.geojson?zoom=6",
            "/ogc/collections/cells/items?limit=10000",
        ] {
            let features = try [scene.store.object(target, key: true)].features
            let properties = features.compactMap { $0["properties"] as? [String: Any] }
            #expect(properties.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == store.reports, "\(target)")
            let byStatus = properties.compactMap { $0["byStatus"] as? [String: Int] }.reduce(into: [:]) {
                sums, counts in
                sums.merge(counts, uniquingKeysWith: +)
            }
            #expect(
                byStatus
                    == Dictionary(uniqueKeysWithValues: store.byStatus.map { ($0.key, $0.count) }).filter {
                        $0.value > 0
                    })
        }
        let timeline = try scene.store.object("/timeline.json?interval=week", key: true)
        #expect(timeline["count"] as? Int == store.reports)
        let points = try scene.store.object("/ogc/collections/reports/items?limit=1", key: true)
        #expect(points["numberMatched"] as? Int == store.reports)
        // What else `threatmap stats --json` says.
        let description = try scene.store.object("/layers/cells.json", key: true)
        #expect(description["version"] as? String == "1.0.\(store.sequence)")
        let extent = try #require(
            scene.store.object("/ogc/collections/reports", key: true)["extent"] as? [String: [String: Any]])
        let box = try #require((extent["spatial"]?["bbox"] as? [[Double]])?.first)
        #expect(zip(box, try #require(store.bounds)).allSatisfy { abs($0 - $1) < 1e-6 }, "\(box)")
        let interval = try #require((extent["temporal"]?["interval"] as? [[String]])?.first)
        let times = try [store.firstOccurred, store.lastOccurred].map {
            EventTime.iso8601(second: try #require($0).instant)
        }
        #expect(interval == times)
    }
}

/// One question to all layers, with what is to be answered.
private struct Sums {
    let scene: SumsScene
    let question: SumsScene.Question
    let renderer: MapRenderer
    let filter: ReportFilter
    let slow: SlowSums
    private let isPublic: Bool
    private var minimum: Int { isPublic ? scene.catalogue.minCount : 1 }

    init(_ scene: SumsScene, _ question: SumsScene.Question, _ audience: Audience) throws {
        (self.scene, self.question, isPublic) = (scene, question, audience == .public)
        let dataset = scene.store.service.dataset
        renderer = MapRenderer(dataset, audience: audience)
        filter = try QueryReader(question.query.parameters, scene.catalogue, areas: dataset.boundaries).filter
        slow = scene.sums(filter, isPublic: isPublic)
    }

    /// The cells of the box are apart, hold what lies in them, and hold all that lies in the box; those of the world hold all.
    func checkCells(_ zoom: Zoom, levels: Int, adaptive: Int?) throws {
        var detail = CellLayer.Detail()
        (detail.levels, detail.adaptive) = (levels, adaptive)
        let selection = CellLayer(renderer, filter, detail).cells(in: question.box, zoom: zoom)
        var rest = slow.told.map(\.code).sorted()[...]
        var (isExact, held) = (true, 0)
        var last: MortonCode?
        for cell in selection.cells {
            isExact = isExact && last.map { $0 < cell.cell.codes.lowerBound } ?? true
            last = cell.cell.codes.upperBound
            rest = rest.drop { $0 < cell.cell.codes.lowerBound }
            let inside = rest.prefix { cell.cell.codes.contains($0) }.count
            rest = rest.dropFirst(inside)
            isExact = isExact && cell.count == inside && cell.byKind.reduce(0) { $0 + $1.count } == inside
            held += inside
        }
        #expect(isExact, "\(question) z\(zoom.number) +\(levels) \(adaptive ?? 0)")
        #expect(question.box == .world ? held == slow.told.count : held >= question.count(slow.told), "\(question)")
        #expect(selection.withheld == 0)
        // What nobody is told of is too few in the whole world.
        if filter.area == nil { #expect((0..<minimum).contains(slow.all.count - slow.told.count)) }
        if question.tile.map({ $0.zoom.number <= zoom.number + levels }) ?? false, !isPublic, adaptive == nil {
            #expect(held == question.tile.map { tile in slow.told.count { tile.cell.codes.contains($0.code) } })
        }
    }

    /// The clusters of the world hold all, and so do those of a tile.
    func checkClusters(_ zoom: Zoom) throws {
        let layer = ClusterLayer(renderer, filter)
        if let tile = question.tile {
            let count = layer.clusters(in: tile).clusters.reduce(0) { $0 + $1.count }
            #expect(count == slow.told.count { tile.cell.codes.contains($0.seen) }, "\(question)")
        }
        let (selection, isWhole) = layer.clusters(in: .world, zoom: zoom)
        #expect(
            isWhole && selection.clusters.reduce(0) { $0 + $1.count } == slow.told.count, "\(question) z\(zoom.number)")
        // Kinds are told of reports that are not protected alone.
        let kinds = selection.clusters.map { $0.byKind.reduce(0) { $0 + $1.count } }
        let isWithin = zip(kinds, selection.clusters).allSatisfy { $0 <= $1.count }
        #expect(isWithin && kinds.reduce(0, +) == slow.open.count, "z\(zoom.number)")
    }

    /// The bins hold what lies in the box.
    ///
    /// - Returns: How many reports are withheld.
    func checkTimeline(_ interval: TimelineInterval) throws -> Int {
        let box = question.box == .world ? nil : question.box
        guard let timeline = Timeline(renderer, filter, box, interval) else {
            #expect(interval == .hour)
            return 0
        }
        func timed(_ places: [SlowSums.Place]) -> [SlowSums.Place] {
            interval == .hour ? places.filter { $0.report.occurred.precision >= .minute } : places
        }
        let count = timeline.bins.reduce(0) { $0 + $1.count }
        let open = timed(slow.open).count(in: question.box)
        #expect(timeline.withheld % minimum == 0)
        if !isPublic {
            #expect(count == open && timeline.withheld == 0, "\(question) \(interval)")
        } else if box == nil, filter.area == nil {
            let missing = timed(slow.all).count - count
            #expect(missing - missing % minimum == timeline.withheld, "\(question) \(interval)")
        } else {
            // The protected reports of all cells that touch the box; of an area without a box, of that area.
            let hidden = question.count(slow.hidden)
            #expect(count == open, "\(question) \(interval)")
            #expect(timeline.withheld + minimum > hidden, "\(question) \(interval)")
            if box == nil { #expect(timeline.withheld == hidden - hidden % minimum) }
        }
        return timeline.withheld
    }

    /// Each area holds what is seen in it, and all together what is not outside all of them.
    func checkAreas(_ layer: BoundaryLayer) throws {
        let areas = AreaLayer(renderer, filter, layer)
        let tallies = areas.tallies
        let (told, open) = (scene.counts(slow.told, layer), scene.counts(slow.open, layer))
        #expect(tallies.map(\.count) == told, "\(question) \(layer.name)")
        #expect(tallies.map { $0.byStatus.reduce(0, +) } == open && tallies.map { $0.byCategory.reduce(0, +) } == open)
        let outside = slow.told.count { scene.area(of: $0.seen, layer) == nil }
        #expect(tallies.reduce(outside) { $0 + $1.count } == slow.told.count, "\(question)")
        #expect(areas.withheld(tallies) == 0)
    }

    /// Points and items hold what lies in the box and is open.
    func checkPoints() throws {
        let points = PointLayer(renderer, filter).points(in: question.box, zoom: Zoom(clamping: 14))
        let open = slow.open.count(in: question.box)
        #expect(points.matched == open, "\(question)")
        #expect(
            points.withheld % minimum == 0 && points.withheld + minimum > question.count(slow.hidden), "\(question)")
        let target = "/ogc/collections/reports/items?" + question.with("limit=1&bbox=\(question.boxText)")
        #expect(try scene.store.object(target, key: !isPublic)["numberMatched"] as? Int == open, "\(question)")
    }

    /// Statistics and the legend count what lies anywhere.
    func checkStatistics() throws {
        let object = try scene.store.object("/statistics.json?" + question.query, key: !isPublic)
        #expect(object["reports"] as? Int == slow.told.count && object["withheld"] == nil, "\(question)")
        let catalogue = scene.catalogue
        for (name, key) in [
            ("byStatus", { catalogue.statuses[Int($0.status)].key }),
            ("byCategory", { catalogue.categories[catalogue.categories[Int($0.category)].successor].key }),
            ("bySource", { catalogue.sources[Int($0.source)].key }),
        ] as [(String, (Report) -> String)] {
            let counts = try #require(object[name] as? [String: Int]).filter { $0.value > 0 }
            let (open, told) = (slow.open.counts(key), slow.told.counts(key))
            // The public is told of a value's protected reports together, or of none of them; of an area's of none.
            let isRight = Set(counts.keys).union(told.keys).allSatisfy { value in
                let count = counts[value] ?? 0
                let most = told[value] ?? 0
                let least = open[value] ?? 0
                guard isPublic else { return count == most }
                return count == least || filter.area == nil && count == most
            }
            #expect(isRight, "\(question) \(name)")
            let missing = slow.told.count - counts.values.reduce(0, +)
            #expect(missing == 0 || missing >= minimum, "\(question) \(name)")
        }
        let style = try Fixture.style("heat")
        let weighed = scene.sums(renderer.weighed(filter, style), isPublic: isPublic)
        #expect(renderer.count(style, filter) == weighed.told.count, "\(question)")
    }
}
