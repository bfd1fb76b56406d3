import Reports
import WebMercator

extension CellSnapshot {
    /// The reports in a window that pass a filter, and perhaps some near it, in no order.
    ///
    /// It is for small windows: each report costs some nanoseconds and its place in the list.
    public func reports(in window: WorldWindow, _ filter: ReportFilter) -> [IndexedReport] {
        var reports: [IndexedReport] = []
        for part in parts {
            let ranges = part.table.ranges(of: window, level: Level(clamping: 17))
            let view = TableView(part, filter, .one, rows: ranges.reduce(0) { $0 + $1.count })
            for range in ranges { view.forEachRow(range) { reports.append(part.table[$0]) } }
        }
        return reports
    }
}

extension PlacePrecision {
    /// A place as the audience sees it.
    public func seen(_ place: WorldCoordinate) -> WorldCoordinate {
        MortonCode(bits: seen(MortonCode(place).bits)).place
    }

    /// A window with all around it from which reports may be moved into it.
    public func widened(_ window: WorldWindow) -> WorldWindow {
        window.expanded(by: reach)
    }
}

extension CellSnapshot {
    /// Whether the whole world holds none of a rule's reports, or enough of them.
    public func allows(_ rule: DivisionRule) -> Bool { RuleCounter(self, rule).allows(.world) }
}
