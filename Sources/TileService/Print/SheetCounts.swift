import CellIndex
import PrintSheet
import Rendering
import Reports
import WebMercator

/// How many reports a sheet shows, and how many it leaves out, as far as its audience may be told.
///
/// The public's protected reports count as a whole in the middle of the smallest cell in which they may be told apart, so that
/// no two frames differ by too few of them.
struct SheetCounts {
    /// The reports that pass the filter, weigh something and lie in the map's frame.
    let inFrame: Int

    /// The same, wherever they lie.
    let inAll: Int

    /// Reports in the frame that would pass, but whose time is known too coarsely for the hours or weekdays asked for; of
    /// those that are not protected, for of the others there may be too few.
    let tooCoarse: Int

    /// The least number of protected reports that are counted together, or `nil` where there is no such rule.
    let minimum: Int?

    /// Counts the reports that pass a filter: the request's own, or that of its compared period.
    init(_ renderer: MapRenderer, _ request: SheetRequest, _ filter: ReportFilter) {
        let counter = Counter(renderer, request)
        let sources = ProtectedSources(renderer)
        inFrame = counter.count(filter)
        // The number that the legend of the tiles states.
        inAll = renderer.count(request.style, filter)
        tooCoarse = filter.needsHourOfWeek ? counter.tooCoarse(filter.withoutHours) : 0
        minimum = sources.ordinals.isDisjoint(with: filter.sources ?? sources.ordinals) ? nil : sources.minimum
    }
}

private struct Counter {
    let renderer: MapRenderer
    let style: Style
    let frame: WorldWindow?
    private var snapshot: CellSnapshot { renderer.dataset.snapshot }

    init(_ renderer: MapRenderer, _ request: SheetRequest) {
        self.renderer = renderer
        style = request.style
        frame = request.extent.window
    }

    /// The reports in the frame.
    func count(_ filter: ReportFilter) -> Int {
        let protection = Protection(renderer, renderer.weighed(filter, style))
        let protected = protection.rule.map { snapshot.count(in: frame, $0, renderer.precision) } ?? 0
        return open(protection) + protected
    }

    /// The reports in the frame that are not protected and whose time is known no better than to the day.
    func tooCoarse(_ filter: ReportFilter) -> Int {
        let protection = Protection(renderer, renderer.weighed(filter, style))
        return max(0, open(protection) - open(protection, needsHour: true))
    }

    /// The reports in the frame that are not protected.
    private func open(_ protection: Protection, needsHour: Bool = false) -> Int {
        guard let span = snapshot.instants else { return 0 }
        let counts = snapshot.counts(
            between: [span.lowerBound, span.upperBound + 1], in: frame,
            protection.openFilter(renderer.dataset.catalogue), renderer.precision, needsHour: needsHour)
        return counts.first?.values.reduce(0, +) ?? 0
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
