import TestSupport
import Testing
import WebMercator

@Suite("Cells, Morton codes and quadkeys")
struct CellTests {
    @Test("Morton codes interleave y above x, bit by bit")
    func mortonAgainstBits() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<5_000 {
            let place = WorldCoordinate(
                x: .random(in: 0 ... .max, using: &random), y: .random(in: 0 ... .max, using: &random))
            var slow: UInt64 = 0
            for bit in 0..<32 {
                slow |= UInt64(place.x >> UInt32(bit) & 1) << UInt64(2 * bit)
                slow |= UInt64(place.y >> UInt32(bit) & 1) << UInt64(2 * bit + 1)
            }
            #expect(MortonCode(place).bits == slow)
            #expect(MortonCode(place).place == place)
        }
    }

    @Test(
        "quadkeys are those of the published tile system",
        arguments: [("213", 3, 3, 5), ("0", 1, 0, 0), ("3", 1, 1, 1), ("", 0, 0, 0), ("12022", 5, 16, 11)])
    func quadkeys(quadkey: String, zoom: Int, x: Int, y: Int) throws {
        let tile = try #require(TileCoordinate(zoom: zoom, x: x, y: y))
        #expect(tile.cell.quadkey == quadkey)
        #expect(Cell(quadkey: quadkey) == tile.cell)
    }

    @Test(
        "a quadkey of other digits or more than 32 of them is none",
        arguments: ["4", "01a", "-1", "ą", String(repeating: "1", count: 33)])
    func badQuadkeys(text: String) {
        #expect(Cell(quadkey: text) == nil)
    }

    @Test("every cell of the first six levels is split by its children, in codes and in area")
    func children() throws {
        for number in 0...6 {
            let level = try #require(Level(number))
            for address in 0..<(UInt64(1) << UInt64(2 * number)) {
                let cell = try #require(Cell(level: level, address: address))
                #expect(cell.children.map(\.codes.lowerBound).first == cell.codes.lowerBound)
                #expect(cell.children.map(\.codes.upperBound).last == cell.codes.upperBound)
                for (left, right) in zip(cell.children, cell.children.dropFirst()) {
                    #expect(left.codes.upperBound.bits + 1 == right.codes.lowerBound.bits)
                }
                #expect(cell.children.allSatisfy { $0.parent == cell })
                let area = cell.children.map(\.groundArea).reduce(0, +)
                #expect(abs(area / cell.groundArea - 1) < 1e-9)
            }
        }
    }

    @Test("the deepest cell is one unit, has no children, and its codes do not overflow")
    func deepest() throws {
        let last = Cell(containing: MortonCode(bits: .max), level: .deepest)
        #expect(last.codes == MortonCode(bits: .max)...MortonCode(bits: .max))
        #expect(last.children.isEmpty)
        #expect(last.quadkey == String(repeating: "3", count: 32))
        let world = try #require(Cell(level: Level(clamping: 0), address: 0))
        #expect(world.codes == MortonCode(bits: 0)...MortonCode(bits: .max))
        #expect(world.parent == nil)
        #expect(Cell(level: Level(clamping: 3), address: 64) == nil)
    }

    @Test("the world's area is that of the sphere up to 85.05°, and a cell in Poland is as large as on the map")
    func areas() throws {
        let world = try #require(Cell(quadkey: ""))
        #expect(abs(world.groundArea - 509_253_000) < 200_000)
        // 94.4 m a side at 52° N, level 18 (domain figures: 94 m).
        let place = try #require(GeographicCoordinate(longitude: 19, latitude: 52))
        let cell = Cell(containing: MortonCode(WorldCoordinate(place)), level: Level(clamping: 18))
        #expect(abs(cell.groundArea.squareRoot() * 1000 - 94.1) < 0.2)
    }
}
