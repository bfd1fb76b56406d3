import Density
import Foundation
import TestSupport
import Testing
import WebMercator

@Suite("Scales of multiples of the mean")
struct DensityScaleTests {
    @Test("the level is the one whose cells' side is nearest, and of two equally near the coarser, at every latitude")
    func level() throws {
        for latitude in stride(from: -84.9, through: 85, by: 0.37) {
            for zoom in Zoom.all.prefix(12) {
                // Twelve pixels lie exactly between cells of eight and of sixteen.
                let metres = 12 * WebMercator.groundResolution(latitude: latitude, zoom: zoom)
                let level = DensityScale.level(nearestTo: metres, latitude: latitude)
                #expect(level.number == zoom.number + 4, "\(latitude)")
            }
        }
    }

    @Test(
        "known levels", arguments: [(500.0, 52.0, 16), (250, 0, 17), (20_037_508, 0, 1), (1, 0, 25), (1e9, 10, 0)])
    func known(metres: Double, latitude: Double, level: Int) {
        #expect(DensityScale.level(nearestTo: metres, latitude: latitude).number == level)
    }

    @Test("the mean of the cells' own densities, against the area by the cell's edges in degrees")
    func mean() throws {
        var random = SeededGenerator(seed: 20)
        for number in [3, 8, 14, 20] {
            let level = Level(clamping: number)
            var cells = CellWeights(level: level)
            var sum = 0.0
            let addresses = Set((0..<50).map { _ in UInt64.random(in: 0..<1 << UInt64(2 * number), using: &random) })
            for address in addresses.sorted() {
                let weight = UInt64.random(in: 1...9000, using: &random)
                cells.append(address, weight)
                let bounds = try #require(Cell(level: level, address: address)).bounds
                let sines = sin(bounds.north * .pi / 180) - sin(bounds.south * .pi / 180)
                let area = 6378.137 * 6378.137 * (bounds.east - bounds.west) * .pi / 180 * sines
                sum += Double(weight) / 256 / area
            }
            let mean = sum / Double(addresses.count)
            #expect(abs(DensityScale.meanDensity(of: cells) / mean - 1) < 1e-6)
        }
        #expect(DensityScale.meanDensity(of: CellWeights(level: .deepest)) == 0)
    }

    @Test("the mean of two periods' cells counts each period's, and does not depend on which comes first")
    func pooled() {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<50 {
            let lists = (0..<2).map { _ in
                var cells = CellWeights(level: Level(clamping: 14))
                for address in (0..<Int.random(in: 0...9, using: &random)).map({ UInt64($0 * 7919) }) {
                    cells.append(address, .random(in: 1...9000, using: &random))
                }
                return cells
            }
            let mean = DensityScale.meanDensity(of: lists[0], and: lists[1])
            #expect(mean == DensityScale.meanDensity(of: lists[1], and: lists[0]))
            let sum = lists.map { DensityScale.meanDensity(of: $0) * Double($0.count) }.reduce(0, +)
            let count = lists[0].count + lists[1].count
            #expect(count == 0 ? mean == 0 : abs(mean - sum / Double(count)) <= mean * 1e-12)
        }
    }

    @Test(
        "limits are 1, 2 or 5 times a power of ten, the nearest by ratio",
        arguments: [
            (1.0, [0.1, 0.2, 1, 2, 10, 20]), (1.4, [0.1, 0.5, 1, 5, 10, 50]), (0.071, [0.01, 0.02, 0.1, 0.2, 1, 2]),
            (400, [50, 100, 500, 1000, 5000, 10000]),
        ] as [(Double, [Double])])
    func limits(mean: Double, limits: [Double]) {
        #expect(DensityScale(multiples: [0.1, 0.3, 1, 3, 10, 30], ofMean: mean).limits == limits)
    }

    @Test("without a mean there is no class", arguments: [0, -1, .nan, .infinity])
    func none(mean: Double) {
        #expect(DensityScale(multiples: [1, 3], ofMean: mean) == .empty)
    }
}
