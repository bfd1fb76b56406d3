import TestSupport
import Testing

@testable import PrintSheet

/// Names on a map.
struct LabelPlacerTests {
    private func labels(
        _ names: [(name: String, place: PaperPoint, rank: Int)], _ frame: PaperRectangle
    ) throws -> [LabelPlacer.Label] {
        let measure = try #require(Canvas(pixels: 1, 1, scale: 20))
        var placer = LabelPlacer(frame, scale: 1, measure: measure)
        return placer.labels(names)
    }

    @Test(arguments: 1...5)
    func `none touches another or leaves the map`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let frame = PaperRectangle(x: 15, y: 25, width: 90, height: 60)
        let names = (0..<300).map { _ in
            let name = String("Zażółć Gęślą Jaźń".prefix(.random(in: 1...17, using: &random)))
            let place = PaperPoint(x: .random(in: 0...130, using: &random), y: .random(in: 0...110, using: &random))
            return (name: name, place: place, rank: Int.random(in: -1...6, using: &random))
        }
        let labels = try labels(names, frame)
        #expect(labels.count > 10)
        for (index, label) in labels.enumerated() {
            #expect(frame.contains(label.text.bounds) && frame.contains(label.dotBounds))
            for other in labels[(index + 1)...] {
                #expect(!label.text.bounds.overlaps(other.text.bounds))
                #expect(!label.text.bounds.overlaps(other.dotBounds) && !label.dotBounds.overlaps(other.text.bounds))
            }
        }
    }

    @Test func `where there is room for one, it is the more important one`() throws {
        let frame = PaperRectangle(x: 0, y: 0, width: 60, height: 30)
        let place = PaperPoint(x: 30, y: 15)
        let labels = try labels([("Wieś", place, 4), ("Miasto", place, 1), ("Drugie", place, 1)], frame)
        #expect(labels.first?.text.text == "Miasto" && labels.count == 1)
    }

    @Test func `near an edge a name goes to the other side`() throws {
        let frame = PaperRectangle(x: 0, y: 0, width: 60, height: 30)
        let label = try #require(try labels([("Białystok", PaperPoint(x: 56, y: 15), 0)], frame).first)
        #expect(label.text.bounds.right < 56)
    }
}
