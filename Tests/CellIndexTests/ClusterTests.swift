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
            privacy = seed % 2 == 0 ? .none : ClusterPrivacy(protectedSources: [true, true, false], minCount: 3)
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

        /// A cell with reports near it, of some level.
        mutating func cell(_ levels: ClosedRange<Int>) -> Cell {
            let level = Level(clamping: Int.random(in: levels, using: &data.random))
            let report = list.reports.randomElement(using: &data.random)
            return Cell(containing: report.map(seen) ?? MortonCode(bits: 0), level: level)
        }
    }

    /// The reports of a cluster, by the cells that it says it has.
    private func members(_ cluster: Cluster, _ passing: [IndexedReport], _ scene: Scene) -> [IndexedReport] {
        let cells = Set(cluster.cells)
        let level = cluster.id.level
        let all = passing.filter { cells.contains(Cell(containing: scene.seen($0), level: level)) }
        let hidden = all.count { scene.privacy.protects($0.kind) }
        return all.filter { !scene.privacy.protects($0.kind) || hidden >= scene.privacy.minCount }
    }

    @Test(arguments: 1...300 as ClosedRange<UInt64>)
    func `clusters hold every report that passes once, at its centroid`(seed: UInt64) throws {
        var scene = try Scene(seed: seed, count: 200)
        let filter = seed == 1 ? ReportFilter() : try scene.data.filter()
        let query = ClusterQuery(filter, scene.precision, scene.privacy)
        let passing = scene.list.passing(filter)
        let zoom = try #require(Zoom(Int.random(in: 0...22, using: &scene.data.random)))
        let cell = scene.cell(max(0, zoom.number - 4)...zoom.number)
        let inside = passing.filter { cell.codes.contains(scene.seen($0)) }
        let found = scene.snapshot.clusters(in: cell, zoom, query)
        #expect(found.clusters.reduce(0) { $0 + $1.count } + found.withheld == inside.count)
        #expect(scene.privacy.minCount > 0 || found.withheld == 0)
        #expect(zip(found.clusters, found.clusters.dropFirst()).allSatisfy { $0.id.address < $1.id.address })
        let cells = found.clusters.flatMap(\.cells)
        #expect(Set(cells).count == cells.count)
        for cluster in found.clusters {
            let members = members(cluster, inside, scene)
            #expect(cluster.count == members.count)
            let kinds = Dictionary(grouping: members, by: \.kind).mapValues(\.count)
            #expect(Dictionary(uniqueKeysWithValues: cluster.byKind.map { ($0.kind, $0.count) }) == kinds)
            let places = members.map { scene.seen($0).place }
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
        // Without privacy: what is withheld would hide that clusters are nested.
        let query = ClusterQuery(filter, scene.precision, .none)
        let passing = scene.list.passing(filter)
        /// By zoom and report, the first cell of its cluster.
        let homes = Zoom.all.map { zoom -> [UInt32: Cell] in
            var homes: [UInt32: Cell] = [:]
            let found = scene.snapshot.clusters(in: .world, zoom, query)
            let ids = Dictionary(
                uniqueKeysWithValues: found.clusters.flatMap { cluster in cluster.cells.map { ($0, cluster.id) } })
            for report in passing {
                homes[report.id] = ids[Cell(containing: scene.seen(report), level: Level(clamping: zoom.number + 3))]
            }
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
        let query = ClusterQuery(filter, scene.precision, scene.privacy)
        let passing = scene.list.passing(filter)
        for number in [0, 3, 6, 11, 15, 18] {
            let zoom = try #require(Zoom(number))
            for cluster in scene.snapshot.clusters(in: .world, zoom, query).clusters {
                #expect(scene.snapshot.cluster(cluster.id, query) == cluster)
                let children = scene.snapshot.children(of: cluster, query)
                if cluster.expansionZoom != nil {
                    #expect(children.clusters.reduce(0) { $0 + $1.count } + children.withheld == cluster.count)
                    #expect(children.withheld >= 0 && (scene.privacy.minCount > 0 || children.clusters.count > 1))
                } else {
                    #expect(children == ClusterSelection())
                }
                let open = members(cluster, passing, scene).filter { !scene.privacy.protects($0.kind) }.map(\.id)
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

    @Test func `chunks hold every report of a window once`() throws {
        let scene = try Scene(seed: 8, count: 3000)
        let query = ClusterQuery(ReportFilter(), scene.precision, scene.privacy)
        for number in [0, 4, 9, 17, 20] {
            let zoom = try #require(Zoom(number))
            let world = try #require(WorldWindow(west: 0, width: 1 << 32, north: 0, height: 1 << 32))
            let chunks = scene.snapshot.clusterChunks(in: world, zoom, scene.precision)
            var found = ClusterSelection()
            for chunk in chunks { found.append(scene.snapshot.clusters(in: chunk, zoom, query)) }
            #expect(found == scene.snapshot.clusters(in: .world, zoom, query))
        }
    }
}
