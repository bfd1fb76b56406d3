import PrintSheet
import Testing

@testable import PrintSheet

/// Where the parts of a page stand.
struct SheetLayoutTests {
    @Test(arguments: ["A4", "A3", "A2", "A1", "A0", "100x100", "300x420", "2000x2000", "150x2000"], [true, false])
    func `the parts lie within the margins, and none on another`(paper: String, isWide: Bool) throws {
        for dpi in [72, 300, 600] {
            let layout = try ExampleSheet.layout(paper, dpi: dpi, isWide: isWide)
            let map = layout.map.grown(layout.frameWidth)
            let parts = [layout.head, map, layout.legend, layout.foot]
            let pixel = layout.resolution.millimetres(1)
            #expect(parts.allSatisfy { layout.type.grown(pixel).contains($0) })
            for (index, part) in parts.enumerated() {
                #expect(parts[(index + 1)...].allSatisfy { !$0.grown(-pixel).overlaps(part) })
            }
        }
    }

    @Test(arguments: ["A4", "A1", "317x411"], [72, 150, 299, 300, 600])
    func `the map's edges are whole pixels`(paper: String, dpi: Int) throws {
        let layout = try ExampleSheet.layout(paper, dpi: dpi)
        let map = layout.map
        for edge in [map.x, map.y, map.right, map.bottom].map(layout.resolution.pixels) {
            #expect(abs(edge - edge.rounded()) < 1e-6)
        }
        #expect(layout.surfaceSize.width == Int(layout.resolution.pixels(map.width).rounded()))
    }

    @Test func `A4 at 300 pixels per inch is 2480 by 3508`() throws {
        #expect(try ExampleSheet.layout(dpi: 300, isWide: false).pageSize == (2480, 3508))
    }

    @Test func `the map takes most of the sheet`() throws {
        for paper in ["A4", "A3", "A2", "A1", "A0"] {
            for isWide in [true, false] {
                let layout = try ExampleSheet.layout(paper, isWide: isWide)
                #expect(layout.map.width * layout.map.height > 0.45 * layout.paper.width * layout.paper.height)
            }
        }
    }

    @Test func `margins that leave no room are none`() throws {
        let paper = try #require(Paper("A4"))
        #expect(SheetLayout(paper: paper, margin: 100) == nil)
        #expect(SheetLayout(paper: paper, margin: -1) == nil && SheetLayout(paper: paper, margin: .nan) == nil)
        #expect(SheetLayout(paper: paper, margin: 0) != nil)
    }
}
