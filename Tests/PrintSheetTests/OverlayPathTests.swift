import TestSupport
import Testing
import WebMercator

@testable import PrintSheet

/// Overlays cut to the map.
struct OverlayPathTests {
    private let frame = PaperRectangle(x: 10, y: 10, width: 100, height: 100)

    private func line(_ points: [(Double, Double)]) throws -> [GeographicCoordinate] {
        try points.map { try #require(GeographicCoordinate(longitude: $0.0, latitude: $0.1)) }
    }

    private func extent(_ box: String) throws -> MapExtent {
        let box = try #require(BoundingBox(box))
        return try #require(MapExtent(fitting: box, in: frame))
    }

    @Test func `what is cut away is what lies outside`() throws {
        var random = SeededGenerator(seed: 3)
        let extent = try extent("14,50,16,51")
        let clip = frame.grown(2)
        for _ in 0..<50 {
            let line = try line(
                (0..<40).map { _ in (.random(in: 13...17, using: &random), .random(in: 49.5...51.5, using: &random)) })
            let path = OverlayPath([line], extent, frame, margin: 2)
            #expect(path.pieces.allSatisfy { $0.points.allSatisfy(clip.grown(1e-6).contains) })
            // Against a slow count of short steps that lie inside.
            let points = line.map { extent.position($0, in: frame) }.map { PaperPoint(x: $0.x, y: $0.y) }
            var length = 0.0
            for (from, to) in zip(points, points.dropFirst()) {
                let whole = distance(from, to)
                let inside = (0..<500).count { step in
                    let share = (Double(step) + 0.5) / 500
                    return clip.contains(from.moved((to.x - from.x) * share, (to.y - from.y) * share))
                }
                length += whole * Double(inside) / 500
            }
            let kept = path.pieces.reduce(0) { sum, piece in
                sum + zip(piece.points, piece.points.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) }
            }
            #expect(abs(kept - length) < 0.01 * length + 1)
        }
    }

    private func distance(_ from: PaperPoint, _ to: PaperPoint) -> Double {
        ((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y)).squareRoot()
    }

    @Test func `a line across the antimeridian goes the short way, on both sides`() throws {
        let path = OverlayPath(
            [try line([(178, -15), (-178, -15)])], try extent("175,-16,-175,-14"), frame, margin: 1)
        let piece = try #require(path.pieces.first)
        #expect(path.pieces.count == 1 && piece.points.count == 2)
        #expect(abs(piece.points[0].x - 40) < 0.1 && abs(piece.points[1].x - 80) < 0.1)
        let far = OverlayPath([try line([(178, -15), (-178, -15)])], try extent("-5,-16,5,-14"), frame, margin: 1)
        #expect(far.pieces.isEmpty)
    }

    @Test func `a long line is cut to pieces whose dashes go on`() throws {
        let points = (0..<100_000).map {
            (14.2 + 1.6 * Double($0) / 100_000, 50.5 + ($0.isMultiple(of: 100) ? 0.01 : 0))
        }
        let path = OverlayPath([try line(points)], try extent("14,50,16,51"), frame, margin: 1)
        #expect(path.pieces.count > 5 && path.pieces.allSatisfy { $0.points.count <= 200 })
        for (piece, next) in zip(path.pieces, path.pieces.dropFirst()) {
            #expect(piece.points.last == next.points.first)
            let length = zip(piece.points, piece.points.dropFirst()).reduce(0) { $0 + distance($1.0, $1.1) }
            #expect(abs(piece.start + length - next.start) < 1e-6)
        }
    }

    @Test func `a border of two neighbours is drawn once`() throws {
        let first = try line([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
        let second = try line([(1, 0), (2, 0), (2, 1), (1, 1), (1, 0)])
        let unique = OverlayPath.unique([first, second])
        #expect(unique == [first, Array(second[...3])])
        #expect(OverlayPath.unique([[], [first[0]]]).isEmpty)
    }

    @Test(arguments: [0, 1]) func `too little for a line is none`(count: Int) throws {
        let path = OverlayPath(
            [Array(try line([(14.5, 50.5)]).prefix(count))], try extent("14,50,16,51"), frame, margin: 1)
        #expect(path.pieces.isEmpty)
    }
}
