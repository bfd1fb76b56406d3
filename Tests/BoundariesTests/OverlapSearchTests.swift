import Testing
import WebMercator

@testable import Boundaries

/// Areas that share ground, in bounded work.
struct OverlapSearchTests {
    private func search(
        _ areas: [AreaGeometry], most: Int = OverlapSearch.most, firstSweep: Int = 1 << 20
    ) -> OverlapSearch {
        var search = OverlapSearch(most: most, firstSweep: firstSweep)
        for area in areas where !search.isExceeded { search.add(area.bytes, AreaCover(area)) }
        search.finish()
        return search
    }

    private func box(_ west: Double, _ south: Double, _ side: Double) throws -> AreaGeometry {
        let corners = [(0, 0), (side, 0), (side, side), (0, side), (0, 0)]
        return AreaGeometry(polygons: [
            [try corners.map { try #require(GeographicCoordinate(longitude: west + $0.0, latitude: south + $0.1)) }]
        ])
    }

    @Test func `areas that touch do not overlap, a copy is told when it comes, a part at the end`() throws {
        var random = RandomAreas(seed: 3)
        let areas = try random.partition(4)
        #expect(search(areas).pairs.isEmpty && search(areas).copies.isEmpty)
        var search = OverlapSearch()
        for area in areas { #expect(search.add(area.bytes, AreaCover(area)) == nil) }
        #expect(search.add(areas[6].bytes, AreaCover(areas[6])) == 6)
        #expect(search.copies == [OverlapSearch.Pair(first: 6, second: 16)])
        let part = try box(15.012, 51.982, 0.006)
        #expect(search.add(part.bytes, AreaCover(part)) == nil && search.pairs.isEmpty)
        search.finish()
        #expect(search.pairs.contains(OverlapSearch.Pair(first: 5, second: 17)) && !search.isExceeded)
        #expect(search.pairs.allSatisfy { $0.second == 17 })
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `the pairs are those whose whole cells meet, however often they are looked for`(seed: UInt64) throws {
        var random = RandomAreas(seed: seed)
        let areas = (0..<24).map { _ in random.star() } + (try random.partition(3))
        let covers = areas.map { AreaCover($0) }
        var expected: [OverlapSearch.Pair] = []
        for second in covers.indices {
            for first in 0..<second {
                let meet = covers[first].inside.contains { one in
                    covers[second].inside.contains { $0.first <= one.last && one.first <= $0.last }
                }
                if meet { expected.append(OverlapSearch.Pair(first: first, second: second)) }
            }
        }
        expected.sort()
        #expect(!expected.isEmpty)
        #expect(search(areas).pairs == expected)
        #expect(search(areas, firstSweep: 1).pairs == expected)
    }

    @Test func `many copies of a small area are found without comparing them, and given up beyond the bound`() throws {
        let small = try box(21, 52, 0.0001)
        let few = search(Array(repeating: small, count: 101), most: 100)
        #expect(few.copies.count == 100 && !few.isExceeded && few.pairs.isEmpty)
        #expect(few.copies.allSatisfy { $0.first == 0 } && few.copies.last?.second == 100)
        let many = search(Array(repeating: small, count: 5000), most: 100)
        #expect(many.copies.count == 101 && many.isExceeded)
    }

    @Test func `areas over each other are given up before all are there`() throws {
        // 12 areas over each other are 66 pairs; each has some dozen pieces.
        let areas = try (0..<60).map { try box(21 + Double($0) * 1e-5, 52, 0.05) }
        #expect(search(Array(areas.prefix(12)), most: 66).pairs.count == 66)
        var stopped = OverlapSearch(most: 66, firstSweep: 10)
        var added = 0
        for area in areas where !stopped.isExceeded {
            stopped.add(area.bytes, AreaCover(area))
            added += 1
        }
        #expect(stopped.isExceeded && (13..<60).contains(added) && stopped.pairs.count > 66)
    }
}
