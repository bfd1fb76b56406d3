import WebMercator

/// The meridians and parallels of a map at round intervals, so far apart that their labels have room.
struct Graticule {
    /// A meridian or parallel.
    struct Line {
        /// Its place in steps from Greenwich or the equator: neighbours differ by 1.
        let number: Int
        /// Its longitude or latitude in seconds of arc; longitudes in -648,000...648,000.
        let seconds: Int
        /// Where it crosses the map, in millimetres of the page: x of a meridian, y of a parallel.
        let position: Double
    }

    /// From west to east.
    let meridians: [Line]
    /// From south to north.
    let parallels: [Line]
    /// The seconds of arc between meridians, and between parallels.
    let step: (meridians: Int, parallels: Int)

    /// Seconds of arc that are round: degrees by 1, 2, 5, 10, 20, 30, 45, 90, minutes and seconds by 1, 2, 5, 10, 20, 30.
    private static let steps = [
        1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 18_000, 36_000, 72_000, 108_000, 162_000,
        324_000,
    ]

    /// - Parameter distance: The least distance between two lines, in millimetres.
    init(_ extent: MapExtent, _ frame: PaperRectangle, distance: Double) {
        let perSecond = frame.width / (extent.width * 1_296_000)
        let wanted = Self.steps.first { Double($0) * perSecond >= distance } ?? 324_000
        meridians = Self.meridians(extent, frame, wanted)
        let same = Self.parallels(extent, frame, wanted, distance)
        if same.count >= 2 {
            (parallels, step) = (same, (wanted, wanted))
        } else {
            // A map that is wide and low, or one of high latitudes.
            let other = Self.steps.first { Self.isRoomy(Self.parallels(extent, frame, $0, 0), distance) } ?? wanted
            (parallels, step) = (Self.parallels(extent, frame, other, distance), (wanted, other))
        }
    }

    private static func meridians(_ extent: MapExtent, _ frame: PaperRectangle, _ step: Int) -> [Line] {
        let west = extent.west * 1_296_000 - 648_000
        let east = west + extent.width * 1_296_000
        return numbers(west, east, step).map { number in
            let seconds = number * step
            let position = frame.x + (Double(seconds) - west) / (east - west) * frame.width
            let turned = seconds > 648_000 ? seconds - 1_296_000 : seconds
            return Line(number: number, seconds: turned, position: position)
        }
    }

    /// Those that lie at least so far apart; towards the equator they draw together.
    private static func parallels(
        _ extent: MapExtent, _ frame: PaperRectangle, _ step: Int, _ distance: Double
    ) -> [Line] {
        let south = WebMercator.latitude(fractionSouth: extent.north + extent.height) * 3600
        let north = WebMercator.latitude(fractionSouth: extent.north) * 3600
        guard (north - south) / Double(step) < 2000 else { return [] }
        var lines: [Line] = []
        for number in numbers(south, north, step) {
            let y = WebMercator.fractionSouth(latitude: Double(number * step) / 3600) - extent.north
            let position = frame.y + y / extent.height * frame.height
            if let last = lines.last, last.position - position < distance { continue }
            lines.append(Line(number: number, seconds: number * step, position: position))
        }
        return lines
    }

    private static func isRoomy(_ lines: [Line], _ distance: Double) -> Bool {
        lines.count >= 1 && zip(lines, lines.dropFirst()).allSatisfy { $0.position - $1.position >= distance }
    }

    /// The whole numbers of steps between two values.
    private static func numbers(_ from: Double, _ to: Double, _ step: Int) -> ClosedRange<Int> {
        let first = Int((from / Double(step) - 1e-9).rounded(.up))
        return first...max(first, Int((to / Double(step) + 1e-9).rounded(.down)))
    }
}

extension Graticule {
    /// How a longitude or latitude is written: `15°`, `15°10′` or `15°10′30″` as its step asks for, and its hemisphere.
    static func label(_ seconds: Int, step: Int, positive: String, negative: String, isLongitude: Bool) -> String {
        let size = abs(seconds)
        var text = "\(size / 3600)°"
        if !step.isMultiple(of: 3600) { text += twoDigits(size / 60 % 60) + "′" }
        if !step.isMultiple(of: 60) { text += twoDigits(size % 60) + "″" }
        // Greenwich, the equator and the antimeridian lie in both hemispheres.
        if size == 0 || isLongitude && size == 648_000 { return text }
        return text + (seconds < 0 ? negative : positive)
    }

    private static func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
