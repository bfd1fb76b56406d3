import TestSupport
import Testing
import VectorTile
import WebMercator

/// Vector tiles against a decoder of their own.
struct VectorTileTests {
    private func tile(_ text: String) throws -> TileCoordinate { try #require(TileCoordinate(text)) }

    @Test func `the first example of the specification comes out byte by byte`() throws {
        // A point at (25, 17): commands 9, 50, 34 (section 4.3.5.1).
        let tile = try tile("0/0/0")
        var writer = VectorTileWriter(tile, layer: "a")
        writer.point(WorldCoordinate(x: 25 << 20, y: 17 << 20), id: 1) { _ in }
        let feature: [UInt8] = [8, 1, 0x12, 0, 0x18, 1, 0x22, 3, 9, 50, 34]
        let layer: [UInt8] = [0x78, 2, 0x0A, 1, 0x61, 0x12, UInt8(feature.count)] + feature + [0x28, 0x80, 0x20]
        #expect(writer.finish() == [0x1A, UInt8(layer.count)] + layer)
    }

    @Test func `nothing is no bytes`() throws {
        #expect(VectorTileWriter(try tile("3/1/2"), layer: "cells").finish().isEmpty)
    }

    @Test(arguments: 1...100 as ClosedRange<UInt64>)
    func `points and cells come back where they are`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let zoom = try #require(Zoom(Int.random(in: 0...22, using: &random)))
        let code = MortonCode(bits: .random(in: 0 ... .max, using: &random))
        let tile = TileCoordinate(containing: code.place, zoom: zoom)
        let codes = tile.cell.codes.lowerBound.bits...tile.cell.codes.upperBound.bits
        var points = VectorTileWriter(tile, layer: "points")
        var cells = VectorTileWriter(tile, layer: "cells")
        var expected: [(place: WorldCoordinate, cell: Cell)] = []
        for number in 0..<50 {
            let code = MortonCode(bits: .random(in: codes, using: &random))
            let cell = Cell(
                containing: code,
                level: Level(clamping: zoom.number + Int.random(in: -2...12, using: &random)))
            expected.append((code.place, cell))
            points.point(code.place, id: UInt64(number)) { $0.set("number", number) }
            cells.polygon(cell, id: cell.featureID) { $0.set("quadkey", cell.quadkey) }
        }
        // What lies elsewhere is left out.
        if zoom.number > 0 {
            let elsewhere = MortonCode(bits: codes.lowerBound ^ (1 << 63))
            points.point(elsewhere.place, id: 1) { _ in }
            cells.polygon(Cell(containing: elsewhere, level: Level(zoom)), id: 1) { _ in }
        }
        #expect(points.count == 50 && cells.count == 50)
        let layers = try VectorTileDecoder.layers(points.finish())
        let layer = try #require(layers.first)
        #expect(layers.count == 1 && layer.extent == 4096 && layer.name == "points" && layer.features.count == 50)
        let side = Double(sign: .plus, exponent: 32 - zoom.number, significand: 1)
        let west = Double(tile.x) * side
        let north = Double(tile.y) * side
        for (index, feature) in layer.features.enumerated() {
            #expect(feature.id == UInt64(index) && feature.properties == ["number": .number(Double(index))])
            let point = try #require(feature.parts.first?.first)
            #expect(abs(Double(point.x) - (Double(expected[index].place.x) - west) / side * 4096) <= 1)
            #expect(abs(Double(point.y) - (Double(expected[index].place.y) - north) / side * 4096) <= 1)
            #expect((0..<4096).contains(point.x) && (0..<4096).contains(point.y))
        }
        let squares = try #require(try VectorTileDecoder.layers(cells.finish()).first).features
        for (feature, (place, cell)) in zip(squares, expected) {
            #expect(feature.properties == ["quadkey": .text(cell.quadkey)])
            #expect(feature.id == (cell.featureID < 1 << 53 ? cell.featureID : nil))
            let ring = try #require(feature.parts.first)
            let (xs, ys) = (ring.map(\.x).sorted(), ring.map(\.y).sorted())
            let (x, y) = ((Double(place.x) - west) / side * 4096, (Double(place.y) - north) / side * 4096)
            #expect(Double(xs[0]) <= x && x <= Double(xs[3]) && Double(ys[0]) <= y && y <= Double(ys[3]))
            #expect(xs[0] >= 0 && xs[3] <= 4096 && ys[0] >= 0 && ys[3] <= 4096)
            #expect(xs[3] - xs[0] == 4096 >> max(0, cell.level.number - zoom.number))
        }
    }

    @Test func `values of all kinds and texts in every script come back`() throws {
        var writer = VectorTileWriter(try tile("0/0/0"), layer: "zażółć gęślą jaźń 🚓")
        writer.point(WorldCoordinate(x: 0, y: 0), id: .max) {
            $0.set("łódź", "ąęłż 🚨")
            $0.set("negative", -5)
            $0.set("large", Int.max)
            $0.set("half", 0.5)
            $0.set("nan", Double.nan)
            $0.set("empty", "")
        }
        let layer = try #require(try VectorTileDecoder.layers(writer.finish()).first)
        #expect(layer.name == "zażółć gęślą jaźń 🚓")
        #expect(
            layer.features.first?.properties == [
                "łódź": .text("ąęłż 🚨"), "negative": .number(-5), "large": .number(Double(Int.max)),
                "half": .number(0.5),
                "empty": .text(""),
            ])
        #expect(layer.features.first?.id == nil)
    }

    @Test func `a cell smaller than a unit is left out`() throws {
        var writer = VectorTileWriter(try tile("2/0/0"), layer: "cells")
        writer.polygon(Cell(containing: MortonCode(bits: 0), level: Level(clamping: 15)), id: 1) { _ in }
        #expect(writer.count == 0)
    }

    @Test func `cells of all levels have ids of their own`() {
        var ids: Set<UInt64> = []
        for level in 0...5 {
            for address in 0..<(UInt64(1) << UInt64(2 * level)) {
                if let cell = Cell(level: Level(clamping: level), address: address) { ids.insert(cell.featureID) }
            }
        }
        #expect(ids.count == 1 + 4 + 16 + 64 + 256 + 1024)
    }
}
