import Foundation
import Reports
import Synchronization
import Testing
import WebMercator

@testable import TileService

/// The cache of rendered tiles.
struct TileCacheTests {
    private func key(_ x: Int, content: Int64 = 1) throws -> TileCache.Key {
        TileCache.Key(
            tile: try #require(TileCoordinate(zoom: 12, x: x, y: 5)), audience: .public, ratio: 1, style: "heat",
            styleVersion: 0,
            filter: .init(), limits: [1, 2], content: TileContent(sequence: content))
    }

    @Test func `a tile is rendered once for its content, and again for other content`() throws {
        let cache = TileCache()
        var renderings = 0
        for content in [1, 1, 2, 2, 1] as [Int64] {
            _ = cache.tile(try key(3, content: content)) {
                renderings += 1
                return [1]
            }
        }
        #expect(renderings == 2)
    }

    @Test(arguments: [[1, 2, 3] as [UInt8], nil])
    func `equal requests at one time share one rendering, failures too`(bytes: [UInt8]?) throws {
        let cache = TileCache()
        let renderings = Mutex(0)
        let answers = Mutex<[[UInt8]?]>([])
        let key = try key(1)
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let answer = cache.tile(key) {
                renderings.withLock { $0 += 1 }
                Thread.sleep(forTimeInterval: 0.2)
                return bytes
            }
            answers.withLock { $0.append(answer) }
        }
        #expect(answers.withLock { $0 } == Array(repeating: bytes, count: 8))
        // As many threads as there are cores ask at once; a failure is not kept, so later ones try again.
        #expect(renderings.withLock { $0 } < 8)
        if bytes != nil { #expect(renderings.withLock { $0 } == 1) }
    }

    @Test func `the bytes kept stay within the bound, and what was used last stays`() throws {
        let cache = TileCache(capacity: 100_000)
        for x in 0..<200 {
            _ = cache.tile(try key(x)) { Array(repeating: 0, count: 2000) }
            _ = cache.tile(try key(0)) { [] }
            #expect(cache.contents.bytes <= 100_000)
        }
        #expect(cache.contents.count > 20)
        var isRendered = false
        _ = cache.tile(try key(0)) {
            isRendered = true
            return []
        }
        #expect(!isRendered)
    }
}
