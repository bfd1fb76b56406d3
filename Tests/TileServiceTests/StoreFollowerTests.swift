import Boundaries
import CellIndex
import Foundation
import HTTPMessage
import ReportStore
import Synchronization
import Testing
import WebMercator

@testable import TileService

/// What the follower does beside reading changes: beginning anew, and keeping the column file.
struct StoreFollowerTests {
    /// A service that follows a store while `body` runs; gives the lines that the follower reported.
    private func following(_ store: StoredReports, _ body: (TileService) throws -> Void) throws -> [String] {
        let lines = LineList()
        let service = TileService(
            try StoreIndexer(store.open()).load(), styles: try Fixture.styles(),
            settings: TileService.Settings(publicURL: "http://x"))
        let follower = StoreFollower(service, path: store.path, report: lines.add)
        follower.start()
        defer { follower.stop() }
        try body(service)
        return lines.all
    }

    /// Waits for something that happens within a moment.
    private func eventually(_ comment: Comment, _ condition: () throws -> Bool) throws {
        for _ in 0..<1000 {
            if try condition() { return }
            Thread.sleep(forTimeInterval: 0.01)
        }
        Issue.record("it never came about: \(comment)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a start without a column file writes one, and so does a new base`() throws {
        let store = try StoredReports(seed: 21, 300)
        let lines = try following(store) { service in
            try eventually("the first file") { try store.loaded() != nil }
            try store.add(8)
            try eventually("new reports") { service.dataset.reportCount == 308 }
            // As compaction does.
            service.update(try service.dataset.compacted())
            try eventually("the second file") { try ColumnFile(open: store.columns).sequence == 308 }
        }
        #expect(lines.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func `reports that went away go from the map, and the file is written anew`() throws {
        let store = try StoredReports(seed: 22, 300)
        let lines = try following(store) { service in
            try eventually("the first file") { try store.loaded() != nil }
            let stamp = service.dataset.stamp
            try store.remove(150)
            try eventually("one report less") { service.dataset.reportCount == 299 }
            #expect(service.dataset.stamp != stamp)
            try eventually("the second file") { try store.loaded()?.reportCount == 299 }
            try store.add(4)
            try eventually("reports after it") { service.dataset.reportCount == 303 }
        }
        #expect(lines.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func `boundaries that another process loads are there within a moment, and reports are not read again`() throws {
        let store = try StoredReports(seed: 24, 200)
        let ring = [(14.0, 49.0), (24, 49), (24, 54), (14, 54), (14, 49)].compactMap {
            GeographicCoordinate(longitude: $0.0, latitude: $0.1)
        }
        let area = StoredBoundary(id: "1", geometry: AreaGeometry(polygons: [[ring]]).bytes)
        let lines = try following(store) { service in
            let stamp = service.dataset.stamp
            #expect(service.get("/layers/areas.geojson").status == 404)
            try store.open().replaceBoundaries(layer: "whole", by: [area])
            try eventually("the layer") { service.get("/layers/areas.geojson").status == 200 }
            #expect(service.dataset.stamp == stamp && service.dataset.reportCount == 200)
            try store.add(5)
            try eventually("new reports") { service.dataset.reportCount == 205 }
            #expect(service.dataset.boundaries.layers.count == 1)
            service.update(try service.dataset.compacted())
            #expect(service.get("/layers/areas.geojson").status == 200)
            #expect(try StoreIndexer(store.open()).load().boundaries.layers.map(\.name) == ["whole"])
            _ = try store.open().removeBoundaries(layer: "whole")
            try eventually("no layer") { service.get("/layers/areas.geojson").status == 404 }
        }
        #expect(lines.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a column file that cannot be written is one line, and the map goes on`() throws {
        let store = try StoredReports(seed: 23, 50)
        try FileManager.default.createDirectory(atPath: store.columns + ".tmp", withIntermediateDirectories: true)
        let lines = LineList()
        let rest = try following(store) { service in
            try store.add(1)
            try eventually("a new report") { service.dataset.reportCount == 51 }
            Thread.sleep(forTimeInterval: 0.7)
        }
        _ = lines
        #expect(rest.count == 1 && rest.first?.contains("-columns: cannot be written: Is a directory") == true)
    }
}

/// Lines that come from any thread.
private final class LineList: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
