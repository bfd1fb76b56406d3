import CellIndex
import Foundation
import HTTPMessage
import Reports
import TestSupport
import Testing
import WebMercator

@testable import TileService

/// Remembered tiles of layers against tiles that are made anew, while reports come, move and go out of the public's sight.
///
/// The public's tiles depend on reports elsewhere: on those of the cell that cannot be divided around a tile, on what divides
/// it, and on whether there are enough protected reports anywhere.
struct TileChangesTests {
    /// A service whose data changes.
    private struct Scene {
        let catalogue: Catalogue
        let service: TileService
        var random: SeededGenerator
        var reports: [IndexedReport]
        private let centres: [GeographicCoordinate]

        init(seed: UInt64) throws {
            var random = SeededGenerator(seed: seed)
            catalogue = try Fixture.kmzb()
            centres = try (0..<3).map { _ in
                try #require(
                    GeographicCoordinate(
                        longitude: .random(in: 14.2...16.4, using: &random),
                        latitude: .random(in: 51.6...53.9, using: &random)))
            }
            reports = []
            self.random = random
            service = try Fixture.serviceWithKeys(try AreaRouteTests.dataset([], catalogue, side: 2))
            for number in 1...[12, 40, 90][Int(seed % 3)] { reports.append(try report(UInt32(number))) }
            service.update(dataset(try CellSnapshot(reports, sequence: Int64(reports.count))))
        }

        /// A report of any source, somewhere near one of the centres.
        mutating func report(_ id: UInt32) throws -> IndexedReport {
            let centre = try #require(centres.randomElement(using: &random))
            let spread = [0.0008, 0.02, 0.6][Int.random(in: 0..<3, using: &random)]
            return Fixture.report(
                id,
                at: try Fixture.place(
                    centre.longitude + .random(in: -spread...spread, using: &random),
                    centre.latitude + .random(in: -spread...spread, using: &random)),
                source: [0, 1, 2, 2].randomElement(using: &random) ?? 2,
                status: [0, 2, 3].randomElement(using: &random) ?? 2)
        }

        /// One or two reports change or come.
        mutating func change() throws {
            let snapshot = service.dataset.snapshot
            let changes = try (0..<Int.random(in: 1...2, using: &random)).map { _ in
                try report(UInt32.random(in: 1...UInt32(reports.count + 3), using: &random))
            }
            service.update(dataset(try snapshot.applying(changes, sequence: snapshot.sequence + 1)))
        }

        private func dataset(_ snapshot: CellSnapshot) -> Dataset {
            Dataset(
                catalogue: catalogue, snapshot: snapshot, updated: Fixture.noon, boundaries: service.dataset.boundaries)
        }

        /// Tiles around the centres, of many zooms.
        func tiles() -> [TileCoordinate] {
            centres.flatMap { centre in
                [1, 6, 9, 11, 13, 16].map {
                    TileCoordinate(containing: WorldCoordinate(centre), zoom: Zoom(clamping: $0))
                }
            }
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `a remembered tile is the one that would be made now`(seed: UInt64) throws {
        var scene = try Scene(seed: seed)
        let tiles = scene.tiles()
        let queries = [
            "", "source=police", "status=new,confirmed", "area=counties/01", "area=counties/02&status=confirmed",
        ]
        for round in 0..<16 {
            let dataset = scene.service.dataset
            for query in queries {
                for (audience, key) in [(Audience.public, nil), (.operators, "operator")] as [(Audience, String?)] {
                    let renderer = MapRenderer(dataset, audience: audience)
                    let filter = try QueryReader(
                        query.parameters, scene.catalogue, areas: dataset.boundaries
                    ).filter
                    for tile in tiles {
                        for layer in [LayerName.cells, .clusters]
                        where (Int(tile.x) + round) % 2 == 0 || layer == .cells {
                            let target = "/layers/\(layer.rawValue)/\(tile).mvt?\(query)"
                            let answer = scene.service.get(target, key.map { ["Authorization": "Bearer \($0)"] } ?? [:])
                            let fresh = VectorLayer(layer: layer, renderer: renderer, filter: filter).tile(tile)
                            let isSame = answer.body == fresh
                            #expect(isSame, "round \(round): \(target) \(audience)")
                        }
                    }
                }
            }
            try scene.change()
        }
        // Remembered tiles were answers, or nothing was tested.
        let cache = scene.service.tileCache.uses
        #expect(cache.hits > cache.renderings / 4, "\(cache)")
    }

    @Test func `what happens far away is no change of a tile`() throws {
        let catalogue = try Fixture.kmzb()
        let place = try Fixture.place(15.24, 52.73)
        let tile = TileCoordinate(containing: place, zoom: Zoom(clamping: 13))
        let crowd = (1...20).map { Fixture.report($0, at: place, source: $0 < 10 ? 0 : 2) }
        let snapshot = try CellSnapshot(crowd, sequence: 20)
        let far = (21...26).map { Fixture.report($0, at: WorldCoordinate(x: 1 << 20, y: 1 << 31), source: 0) }
        let changed = try snapshot.applying(far, sequence: 21)
        let changes = TileChanges()
        for audience in [Audience.public, .operators] {
            func last(_ snapshot: CellSnapshot) -> TileContent {
                let dataset = Dataset(catalogue: catalogue, snapshot: snapshot, updated: 0)
                return changes.content(tile, ReportFilter(), MapRenderer(dataset, audience: audience))
            }
            let before = last(snapshot)
            #expect(before == last(changed) && before == last(changed), "\(audience)")
            let near = try changed.applying([Fixture.report(1, at: place, source: 2)], sequence: 22)
            #expect(before != last(near), "\(audience)")
        }
    }
}
