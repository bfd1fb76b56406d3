import CellIndex
import Reports
import TestSupport
import Testing
import WebMercator

/// Clusters against slow, obvious versions of what they promise.
struct ClusterTests {
    /// Reports and what they are asked for, by a seed.
    struct Scene {
        var data: RandomReports
        let list: ReportList
        let snapshot: CellSnapshot
        let precision: PlacePrecision
        let privacy: ClusterPrivacy

        init(seed: UInt64, count: Int = 600) throws {
            var data = try RandomReports(seed: seed)
            var reports = data.reports(count)
            var snapshot = try CellSnapshot(reports, sequence: 1)
            precision = seed % 2 == 0 ? .exact : PlacePrecision(snapLevel: Level(clamping: 17))
            privacy = seed % 2 == 0 ? .none : ClusterPrivacy(protectedSources: [0, 1], minCount: 3)
            if seed % 4 < 2 { snapshot.prepareClusters(precision) }
            if seed % 3 == 0 {
                // Some change, and some are new.
                let changes = (1...60).map { data.report(id: UInt32($0 * 11)) }
                snapshot = try snapshot.applying(changes, sequence: 2)
                let ids = Set(changes.map(\.id))
                reports = reports.filter { !ids.contains($0.id) } + changes
            }
            self.data = data
            (self.snapshot, list) = (snapshot, ReportList(reports: reports))
        }

        func seen(_ report: IndexedReport) -> MortonCode { MortonCode(precision.seen(report.code.place)) }

        private func isTooFew(_ count: Int) -> Bool { count > 0 && count < privacy.minCount }

        /// What is asked; of fewer protected reports than may be seen at all there are none.
        func query(_ filter: ReportFilter) -> (query: ClusterQuery, passing: [IndexedReport]) {
            let passing = list.passing(filter)
            let few = isTooFew(passing.count { privacy.protects($0.kind) })
            var filter = filter
            if few { filter = filter.restricted(toSources: [2]) }
            return (ClusterQuery(filter, precision, few ? .none : privacy), list.passing(filter))
        }

        /// By number where reports stand that pass: protected ones in the middle of the smallest cell, of a level at most,
        /// that the quadtree's division gives.
        func places(_ passing: [IndexedReport], to level: Int) -> [UInt32: MortonCode] {
            var places = Dictionary(uniqueKeysWithValues: passing.map { ($0.id, seen($0)) })
            let finest = min(level, precision.snapLevel?.number ?? level)
            func divide(_ cell: Cell, _ reports: [IndexedReport]) {
                let parts = cell.children.map { child in (child, reports.filter { child.codes.contains($0.code) }) }
                let stops = parts.contains { isTooFew($0.1.count) }
                if stops || cell.level.number >= finest {
                    for report in reports { places[report.id] = cell.middle }
                } else {
                    for (child, reports) in parts where !reports.isEmpty { divide(child, reports) }
                }
            }
            divide(.world, passing.filter { privacy.protects($0.kind) })
            return places
        }

        /// A cell with reports near it, of some level.
        mutating func cell(_ levels: ClosedRange<Int>) -> Cell {
            let level = Level(clamping: Int.random(in: levels, using: &data.random))
            let report = list.reports.randomElement(using: &data.random)
            return Cell(containing: report.map(seen) ?? MortonCode(bits: 0), level: level)
        }
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `clusters hold every report that passes once, at its centroid`(seed: UInt64) throws {
        var scene = try Scene(seed: seed, count: 200)
        let filter = seed == 1 ? ReportFilter() : try scene.data.filter()
        let (query, passing) = scene.query(filter)
        let zoom = try #require(Zoom(Int.random(in: 0...22, using: &scene.data.random)))
        let cell = scene.cell(max(0, zoom.number - 4)...zoom.number)
        let seen = scene.places(passing, to: zoom.number + 5)
        let inside = passing.filter { seen[$0.id].map(cell.codes.contains) ?? false }
        let found = scene.snapshot.clusters(in: cell, zoom, query)
        #expect(found.clusters.reduce(0) { $0 + $1.count } == inside.count)
        #expect(zip(found.clusters, found.clusters.dropFirst()).allSatisfy { $0.id.address < $1.id.address })
        let cells = found.clusters.flatMap(\.cells)
        #expect(Set(cells).count == cells.count)
        for cluster in found.clusters {
            let own = Set(cluster.cells)
            let members = inside.filter { report in
                seen[report.id].map { own.contains(Cell(containing: $0, level: cluster.id.level)) } ?? false
            }
            #expect(cluster.count == members.count)
            let open = members.filter { !query.privacy.protects($0.kind) }
            let kinds = Dictionary(grouping: open, by: \.kind).mapValues(\.count)
            #expect(Dictionary(uniqueKeysWithValues: cluster.byKind.map { ($0.kind, $0.count) }) == kinds)
            let places = members.compactMap { seen[$0.id]?.place }
            #expect(cluster.place.x == UInt32(places.reduce(0) { $0 + Int($1.x) } / max(places.count, 1)))
            #expect(cluster.place.y == UInt32(places.reduce(0) { $0 + Int($1.y) } / max(places.count, 1)))
            #expect(Set(cluster.cells.map { Cell(containing: $0.codes.lowerBound, level: Level(zoom)) }).count == 1)
            let protected = members.count { scene.privacy.protects($0.kind) }
            #expect(protected == 0 || protected >= scene.privacy.minCount)
        }
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `each cluster lies in one of the zoom above, and falls apart where it says`(seed: UInt64) throws {
        var scene = try Scene(seed: seed)
        let filter = seed < 3 ? ReportFilter() : try scene.data.filter()
        let (query, passing) = scene.query(filter)
        /// By zoom and report, the first cell of its cluster.
        let homes = Zoom.all.map { zoom -> [UInt32: Cell] in
            var homes: [UInt32: Cell] = [:]
            let found = scene.snapshot.clusters(in: .world, zoom, query)
            let ids = Dictionary(
                uniqueKeysWithValues: found.clusters.flatMap { cluster in cluster.cells.map { ($0, cluster.id) } })
            let level = Level(clamping: zoom.number + 3)
            for (id, place) in scene.places(passing, to: 32) { homes[id] = ids[Cell(containing: place, level: level)] }
            return homes
        }
        #expect(homes.allSatisfy { $0.count == passing.count })
        for zoom in Zoom.all {
            for cluster in scene.snapshot.clusters(in: .world, zoom, query).clusters {
                let ids = passing.map(\.id).filter { homes[zoom.number][$0] == cluster.id }
                #expect(ids.count == cluster.count)
                let apart = Zoom.all.first { deeper in
                    deeper > zoom && Set(ids.map { homes[deeper.number][$0] }).count > 1
                }
                #expect(cluster.expansionZoom == apart, "\(cluster.id.quadkey) of \(ids.count)")
                if zoom.number > 0 { #expect(Set(ids.map { homes[zoom.number - 1][$0] }).count == 1) }
            }
        }
    }

    @Test(arguments: 1...16 as ClosedRange<UInt64>)
    func `children sum to their parent and leaves are its reports`(seed: UInt64) throws {
        var scene = try Scene(seed: seed)
        let filter = seed < 5 ? ReportFilter() : try scene.data.filter()
        let (query, passing) = scene.query(filter)
        for number in [0, 3, 6, 11, 15, 18] {
            let zoom = try #require(Zoom(number))
            for cluster in scene.snapshot.clusters(in: .world, zoom, query).clusters {
                #expect(scene.snapshot.cluster(cluster.id, query) == cluster)
                let children = scene.snapshot.children(of: cluster, query)
                if cluster.expansionZoom != nil {
                    #expect(children.clusters.reduce(0) { $0 + $1.count } == cluster.count)
                    #expect(children.clusters.count > 1)
                } else {
                    #expect(children == ClusterSelection())
                }
                let own = Set(cluster.cells)
                let open = passing.filter {
                    !query.privacy.protects($0.kind)
                        && own.contains(Cell(containing: scene.seen($0), level: cluster.id.level))
                }.map(\.id)
                let all = scene.snapshot.leaves(of: cluster, query, offset: 0, limit: 10_000).map(\.id)
                #expect(all.sorted() == open.sorted())
                let page = scene.snapshot.leaves(of: cluster, query, offset: 2, limit: 5).map(\.id)
                #expect(page == Array(all.dropFirst(2).prefix(5)))
            }
        }
    }

    @Test func `an address at which many reports stand never falls apart`() throws {
        var data = try RandomReports(seed: 5)
        let reports = (1...9000).map { number in
            var report = data.report(id: UInt32(number))
            report.code = MortonCode(WorldCoordinate(x: 0x8AD0_1234, y: 0x53B0_4321))
            return report
        }
        let snapshot = try CellSnapshot(reports, sequence: 1)
        let query = ClusterQuery(ReportFilter(), .exact, .none)
        for zoom in Zoom.all {
            let clusters = snapshot.clusters(in: .world, zoom, query).clusters
            #expect(clusters.count == 1 && clusters.first?.count == 9000 && clusters.first?.expansionZoom == nil)
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `chunks hold every report of a window once`(seed: UInt64) throws {
        let scene = try Scene(seed: seed, count: seed % 3 == 0 ? 3000 : 40)
        let query = scene.query(ReportFilter()).query
        for number in [0, 4, 9, 17, 20] {
            let zoom = try #require(Zoom(number))
            let world = try #require(WorldWindow(west: 0, width: 1 << 32, north: 0, height: 1 << 32))
            let chunks = scene.snapshot.clusterChunks(in: world, zoom, query)
            var found = ClusterSelection()
            for chunk in chunks { found.append(scene.snapshot.clusters(in: chunk, zoom, query)) }
            #expect(found == scene.snapshot.clusters(in: .world, zoom, query))
        }
    }
}
