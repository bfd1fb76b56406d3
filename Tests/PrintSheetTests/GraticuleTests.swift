import TestSupport
import Testing
import WebMercator

@testable import PrintSheet

/// The coordinates at the frame.
struct GraticuleTests {
    @Test(arguments: [
        (54_000, 3600, true, "15°E"), (-54_600, 600, true, "15°10′W"), (187_830, 30, false, "52°10′30″N"),
        (-3600, 60, false, "1°00′S"), (0, 3600, true, "0°"), (648_000, 3600, true, "180°"),
        (-648_000, 3600, true, "180°"),
    ])
    func `are written as their step asks for`(seconds: Int, step: Int, isLongitude: Bool, text: String) {
        let label = Graticule.label(
            seconds, step: step, positive: isLongitude ? "E" : "N", negative: isLongitude ? "W" : "S",
            isLongitude: isLongitude)
        #expect(label == text)
    }

    @Test func `stand where the map has them, far enough apart and within the frame`() throws {
        var random = SeededGenerator(seed: 7)
        let frame = PaperRectangle(x: 12, y: 30, width: 200, height: 150)
        for _ in 0..<300 {
            let middle = try #require(
                GeographicCoordinate(
                    longitude: .random(in: -180...180, using: &random), latitude: .random(in: -84...84, using: &random))
            )
            let scale = Double.random(in: 2...7.6, using: &random)
            var denominator = 1.0
            for _ in 0..<Int(scale) { denominator *= 10 }
            guard let extent = MapExtent(around: middle, scale: denominator * 3, in: frame) else { continue }
            let graticule = Graticule(extent, frame, distance: 24)
            for (west, east) in zip(graticule.meridians, graticule.meridians.dropFirst()) {
                #expect(east.position - west.position >= 24 - 1e-6 && east.number == west.number + 1)
            }
            for line in graticule.meridians {
                let place = try #require(
                    GeographicCoordinate(longitude: Double(line.seconds) / 3600, latitude: extent.middleLatitude))
                let x = extent.position(place, in: frame).x
                let isSame =
                    abs(x - line.position) < 1e-3 || abs(abs(x - line.position) * extent.width / 200 - 1) < 1e-3
                #expect(isSame && (frame.x - 1e-6...frame.right + 1e-6).contains(line.position))
            }
            for line in graticule.parallels {
                let place = try #require(
                    GeographicCoordinate(longitude: middle.longitude, latitude: Double(line.seconds) / 3600))
                #expect(abs(extent.position(place, in: frame).y - line.position) < 1e-3)
                #expect((frame.y - 1e-3...frame.bottom + 1e-3).contains(line.position))
            }
        }
    }
}
