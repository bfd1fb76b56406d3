import CellIndex
import PrintSheet
import Reports
import WebMercator

/// How many reports a sheet shows, and how many it leaves out, as far as its audience may be told.
struct SheetCounts {
    /// The reports that pass the filter, weigh something and lie in the map's frame.
    let inFrame: Int

    /// The same, wherever they lie.
    let inAll: Int

    /// Reports in the frame that would pass, but whose time is known too coarsely for the hours or weekdays asked for.
    let tooCoarse: Int

    /// Protected reports in the frame that are not counted, for there are too few of them.
    let withheld: Int

    /// Counts the reports that pass a filter: the request's own, or that of its compared period.
    init(_ renderer: MapRenderer, _ request: SheetRequest, _ filter: ReportFilter) {
        let counter = Counter(renderer, request)
        let shown = counter.tally(filter, counter.frame)
        inFrame = shown.count
        // Without an area it is the number that the legend of the tiles states.
        inAll =
            filter.area == nil
            ? renderer.count(request.style, filter) : counter.tally(filter, nil).count
        withheld = shown.withheld
        guard filter.needsHourOfWeek else {
            tooCoarse = 0
            return
        }
        let all = filter.withoutHours
        tooCoarse = max(
            0, counter.tally(all, counter.frame).count - counter.tally(all, counter.frame, needsHour: true).count)
    }
}

private struct Counter {
    let renderer: MapRenderer
    let weight: ReportWeight
    let frame: WorldWindow?

    init(_ renderer: MapRenderer, _ request: SheetRequest) {
        self.renderer = renderer
        weight = renderer.weight(request.style)
        frame = request.extent.window
    }

    /// Counts in a window, or everywhere.
    func tally(_ filter: ReportFilter, _ window: WorldWindow?, needsHour: Bool = false) -> (count: Int, withheld: Int) {
        let snapshot = renderer.dataset.snapshot
        guard let span = snapshot.instants else { return (0, 0) }
        let protection = Protection(renderer, filter)
        let bounds = [span.lowerBound, span.upperBound + 1]
        let byKind = snapshot.counts(
            between: bounds, in: window, protection.filter, renderer.precision, needsHour: needsHour
        ).first?.filter { weight($0.key) > 0 }
        let tally = KindTally(byKind ?? [:], renderer.dataset.catalogue, protection.sources)
        return (tally.count, protection.sources.tellable(protection.withheld + tally.withheld))
    }
}

extension MapExtent {
    /// The extent in units of the world square.
    var window: WorldWindow? {
        let side = WorldCoordinate.unitsPerSide
        return WorldWindow(
            west: Int64((west * side).rounded()), width: max(1, Int64((width * side).rounded())),
            north: Int64((north * side).rounded()), height: max(1, Int64((height * side).rounded())))
    }
}
