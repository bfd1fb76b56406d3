import Testing

@testable import ReportStore

@Suite struct BoundaryTests {
    private func areas(_ count: Int) -> [StoredBoundary] {
        (0..<count).map { number in
            StoredBoundary(
                id: "0\(number)", name: number % 2 == 0 ? "powiat żarski \(number) 🐕" : nil,
                population: number % 3 == 0 ? number * 1000 : nil, geometry: [UInt8(truncatingIfNeeded: number), 0, 1])
        }
    }

    private func read(_ store: ReportStore) throws -> [(String, StoredBoundary)] {
        try store.reading { moment in
            var rows: [(String, StoredBoundary)] = []
            try moment.boundaries { rows.append(($0, $1)) }
            return rows
        }
    }

    @Test("Layers are kept in order, replaced as a whole and removed, and each change is told by the version alone")
    func layers() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        func version() throws -> Int64 { try store.reading { try $0.boundaryVersion } }
        let stamp = try store.stamp
        #expect(try version() == 0)
        #expect(try store.replaceBoundaries(layer: "counties", by: areas(7)) == 0)
        let first = try version()
        #expect(try store.replaceBoundaries(layer: "a", by: areas(2)) == 0)
        #expect(try version() != first && first != 0)
        let rows = try read(store)
        #expect(rows.map(\.0) == ["a", "a"] + Array(repeating: "counties", count: 7))
        #expect(rows.map(\.1) == areas(2) + areas(7))
        #expect(try store.replaceBoundaries(layer: "counties", by: areas(3)) == 7)
        let listed = try store.boundaryLayers()
        #expect(listed.map(\.name) == ["a", "counties"] && listed.map(\.areas) == [2, 3])
        #expect(listed.map(\.populated) == [1, 1] && listed.map(\.bytes) == [6, 9])
        let before = try version()
        #expect(try store.removeBoundaries(layer: "nothing") == 0)
        #expect(try version() == before)
        #expect(try store.removeBoundaries(layer: "a") == 2)
        #expect(try version() != before && read(store).count == 3)
        // Reports need not be read again.
        #expect(try store.stamp == stamp && store.problems() == [])
    }

    @Test("Two areas of one id leave the layer as it was")
    func twice() throws {
        let place = try TemporaryStore()
        let store = try place.open()
        try store.replaceBoundaries(layer: "counties", by: areas(4))
        #expect(throws: StoreError.self) {
            try store.replaceBoundaries(layer: "counties", by: areas(2) + areas(1))
        }
        #expect(try read(store).map(\.1) == areas(4))
    }
}
