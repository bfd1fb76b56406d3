import Boundaries
import Reports
import WebMercator

@testable import TileService

/// What an audience is to be told of the reports that pass a filter, the slow way: each report by itself.
struct SlowSums {
    /// A report that is told of.
    struct Place {
        var report: Report
        /// Where it is.
        var code: MortonCode
        /// Where the audience sees it: the middle of a cell, of which a protected one's is the smallest that may be told apart.
        var seen: MortonCode
    }

    /// The reports that anybody may be told of.
    let open: [Place]
    /// The protected reports that are told of together; none for operators, who see all as open.
    let hidden: [Place]
    /// The reports that pass and lie in the area, told of or not.
    let all: [Place]

    /// - Parameter isInside: Whether the area by which reports are chosen, as well as by the filter, holds a place.
    init(
        _ reports: [Report], _ filter: ReportFilter, isPublic: Bool, _ catalogue: Catalogue,
        isInside: (MortonCode) -> Bool
    ) {
        let precision = Level(clamping: catalogue.publicLevel ?? 32)
        var (open, hidden): ([Place], [Place]) = ([], [])
        for report in reports where Self.passes(report, filter, catalogue.clock) {
            let code = MortonCode(WorldCoordinate(report.place))
            guard isPublic else { open.append(Place(report: report, code: code, seen: code)); continue }
            guard catalogue.statuses[Int(report.status)].isPublic else { continue }
            let place = Place(report: report, code: code, seen: Cell(containing: code, level: precision).middle)
            if catalogue.sources[Int(report.source)].publicPoints { open.append(place) } else { hidden.append(place) }
        }
        all = (open + hidden).filter { isInside($0.seen) }
        let isTold = hidden.count >= catalogue.minCount
        var told = isTold ? hidden.sorted { $0.code < $1.code } : []
        Self.divide(.world, &told, told.indices, to: precision, catalogue.minCount)
        self.open = open.filter { isInside($0.seen) }
        self.hidden = told.filter { isInside($0.seen) }
    }

    /// All that is told of.
    var told: [Place] { open + hidden }

    /// Puts some protected reports into the middle of the largest cells that cannot be divided.
    private static func divide(
        _ cell: Cell, _ places: inout [Place], _ range: Range<Int>, to level: Level, _ minimum: Int
    ) {
        guard !range.isEmpty, cell.level < level else { return }
        var parts: [(cell: Cell, range: Range<Int>)] = []
        var start = range.lowerBound
        for child in cell.children {
            let end = places[start..<range.upperBound].firstIndex { !child.codes.contains($0.code) } ?? range.upperBound
            parts.append((child, start..<end))
            start = end
        }
        if parts.contains(where: { (1..<minimum).contains($0.range.count) }) {
            for index in range { places[index].seen = cell.middle }
            return
        }
        for part in parts { divide(part.cell, &places, part.range, to: level, minimum) }
    }

    static func passes(_ report: Report, _ filter: ReportFilter, _ clock: LocalClock) -> Bool {
        let time = report.occurred
        guard filter.categories?.contains(Int(report.category)) ?? true,
            filter.statuses?.contains(Int(report.status)) ?? true, filter.sources?.contains(Int(report.source)) ?? true,
            filter.from.map({ time.instant >= $0 }) ?? true, filter.to.map({ time.instant < $0 }) ?? true
        else { return false }
        guard filter.needsHourOfWeek else { return true }
        return time.precision >= .minute && filter.passes(hourOfWeek: clock.hourOfWeek(at: time.instant))
    }
}

extension [SlowSums.Place] {
    /// How many an audience sees in a box, edges included.
    func count(in box: BoundingBox) -> Int {
        guard box != .world else { return count }
        let rectangles = box.parts.compactMap { part -> (x: ClosedRange<UInt32>, y: ClosedRange<UInt32>)? in
            guard let first = GeographicCoordinate(longitude: part.west, latitude: part.north),
                let last = GeographicCoordinate(longitude: part.east, latitude: part.south)
            else { return nil }
            let (start, end) = (WorldCoordinate(first), WorldCoordinate(last))
            return (start.x...(part.east == 180 ? .max : end.x), start.y...end.y)
        }
        return self.count { place in
            let place = place.seen.place
            return rectangles.contains { $0.x.contains(place.x) && $0.y.contains(place.y) }
        }
    }

    /// How many there are by an attribute, where there are any.
    func counts(_ key: (Report) -> String) -> [String: Int] {
        reduce(into: [:]) { $0[key($1.report), default: 0] += 1 }
    }
}
